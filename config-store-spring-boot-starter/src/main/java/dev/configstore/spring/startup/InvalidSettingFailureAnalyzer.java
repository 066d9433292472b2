package dev.configstore.spring.startup;

import dev.configstore.spring.settings.InvalidSettingException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/**
 * Explains which setting is wrong, where it is set, and what to do. Before Boot's
 * analyzer of bind failures, which finds the cause of some of them.
 */
@Order(0)
final class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingException cause) {
		String description = String.format("%s%n%n    Property: %s", cause.getMessage(), cause.property());
		if (cause.getOrigin() != null) {
			description += String.format("%n    Origin: %s", cause.getOrigin());
		}
		return new FailureAnalysis(description, cause.action(), cause);
	}

}
