package dev.configstore.spring.startup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.configstore.spring.settings.LocationParser;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains how the import is spelt if Boot took it for the name of a file:
 * {@code configstore:}, or without its colon.
 */
final class MisspeltImportFailureAnalyzer extends AbstractFailureAnalyzer<IllegalStateException> {

	/** As Boot words it. */
	private static final Pattern MEANT = Pattern.compile(
			"Unable to load config data from '(?:optional:)?(?:config[-_. ]?store|store[-_. ]?config)(?:[^a-z].*)?'",
			Pattern.CASE_INSENSITIVE);

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IllegalStateException cause) {
		Matcher meant = MEANT.matcher(String.valueOf(cause.getMessage()));
		if (!meant.matches()) {
			return null;
		}
		return new FailureAnalysis(
				cause.getMessage() + ": it does not begin with '" + LocationParser.PREFIX
						+ "', so it is taken for a file.",
				"Write the import with its hyphen and its colon: spring.config.import: \"" + LocationParser.PREFIX
						+ "\"",
				cause);
	}

}
