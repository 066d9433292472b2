package dev.configstore.spring.env;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which setting is wrong, where it stands, and what to do.
 */
final class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingException cause) {
		String origin = (cause.getOrigin() != null) ? cause.getOrigin().toString()
				: "system property, environment variable or command line";
		String description = String.format("%s%n%n    Property: %s%n    Origin: %s", cause.getMessage(),
				cause.getProperty(), origin);
		return new FailureAnalysis(description, "Correct the value of '" + cause.getProperty() + "'.", cause);
	}

}
