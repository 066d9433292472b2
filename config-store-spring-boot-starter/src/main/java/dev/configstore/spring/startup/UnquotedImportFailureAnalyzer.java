package dev.configstore.spring.startup;

import java.util.regex.Pattern;

import dev.configstore.spring.settings.LocationParser;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains what is wrong with {@code import: config-store:} in a YAML file: a text that
 * ends in a colon is quoted there.
 */
final class UnquotedImportFailureAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

	private static final Pattern UNQUOTED = Pattern.compile("(?:import\\s*:|-)\\s+(?:optional:)?config-store:\\s*$",
			Pattern.MULTILINE);

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MarkedYAMLException cause) {
		if (cause.getProblemMark() == null || !UNQUOTED.matcher(cause.getProblemMark().get_snippet()).find()) {
			return null;
		}
		return new FailureAnalysis(
				"A YAML file cannot be read: in line " + (cause.getProblemMark().getLine() + 1)
						+ " an import ends in a colon and is not quoted.",
				"Put it between quotes: spring.config.import: \"" + LocationParser.PREFIX + "\"", cause);
	}

}
