package dev.configstore.spring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands between quotes in the main sources of core and starter. Adjacent texts are
 * one; where a variable is put in, one ends and the next begins.
 */
final class SourceTexts {

	private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|^\\s*//.*?$",
			Pattern.DOTALL | Pattern.MULTILINE);

	private static final Pattern TOKEN = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|\\+|[^\\s\"+]+");

	private static final Pattern VARIABLE = Pattern.compile("\\{}|%s|%n|%d");

	/** Where something is said to a person. */
	private static final Pattern SAID = Pattern
		.compile("\\b(?:logger\\s*\\.\\s*(?:warn|info|error)|warn|notices\\.accept"
				+ "|hints\\.accept|new (?:\\w*FailureAnalysis|InvalidSettingException|RejectedException|CandidateRejectedException"
				+ "|HandEditException|(?:Invalid|Malformed|Store|Table|Unclear|Version|Option|ClientSetup)\\w*Exception))\\(");

	private static final Pattern NAME = Pattern.compile("\\b[A-Z][A-Z_]+\\b");

	/** Constants of others within messages. */
	private static final Map<String, String> CONSTANTS = Map.of("LocationParser.PREFIX", "\"config-store:\"",
			"ConfigStoreProperties.PREFIX", "\"config-store\"");

	private final List<String> sources;

	SourceTexts() {
		this.sources = Stream.of("config-store-core", "config-store-spring-boot-starter")
			.flatMap((module) -> sources(Document.root().resolve(module).resolve("src/main/java")))
			.toList();
	}

	private static Stream<String> sources(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.sorted()
				.map((file) -> COMMENT.matcher(Document.text(file)).replaceAll(""))
				.map(SourceTexts::withConstants)
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String withConstants(String source) {
		String result = source;
		for (Map.Entry<String, String> constant : CONSTANTS.entrySet()) {
			result = result.replace(constant.getKey(), constant.getValue());
		}
		return result;
	}

	/**
	 * All texts.
	 */
	List<String> all() {
		return this.sources.stream().flatMap((source) -> texts(source).stream()).toList();
	}

	/**
	 * The texts of what is logged, thrown and reported.
	 */
	List<String> said() {
		List<String> said = new ArrayList<>();
		for (String source : this.sources) {
			Matcher place = SAID.matcher(source);
			while (place.find()) {
				String statement = statement(source, place.end());
				said.addAll(texts(statement));
				NAME.matcher(statement).results().forEach((name) -> said.addAll(constant(source, name.group())));
			}
		}
		return said;
	}

	/** The texts of a constant of this source, if it is one. */
	private static List<String> constant(String source, String name) {
		String declaration = " String " + name + " = ";
		int place = source.indexOf(declaration);
		return (place < 0) ? List.of() : texts(statement(source, place + declaration.length()));
	}

	/** Up to its semicolon, if that is not within a text. */
	private static String statement(String source, int start) {
		Matcher token = TOKEN.matcher(source).region(start, source.length());
		while (token.find()) {
			if (token.group(1) == null && token.group().contains(";")) {
				return source.substring(start, token.end());
			}
		}
		return source.substring(start);
	}

	private static List<String> texts(String code) {
		List<String> texts = new ArrayList<>();
		StringBuilder text = new StringBuilder();
		boolean joined = false;
		Matcher token = TOKEN.matcher(code);
		while (token.find()) {
			if (token.group(1) != null) {
				if (!joined) {
					flush(text, texts);
				}
				text.append(token.group(1).replace("\\\"", "\""));
				joined = false;
			}
			else if (token.group().equals("+")) {
				joined = true;
			}
			else {
				flush(text, texts);
				joined = false;
			}
		}
		flush(text, texts);
		return texts;
	}

	private static void flush(StringBuilder text, List<String> texts) {
		texts.addAll(Arrays.asList(VARIABLE.split(text)));
		text.setLength(0);
	}

}
