package dev.configstore.samples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README shows is what is compiled and run here, and stands where a reader looks
 * for it.
 */
class ReadmeTests {

	private static final Path ROOT = root();

	private static final Pattern MARKER = Pattern.compile("<!-- snippet: (\\S+) -->");

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

	private static final Pattern VERSION = Pattern.compile("<version>(.*)</version>");

	/** A line that stands for lines left out. */
	private static final String ELLIPSIS = "// ...";

	static List<Snippet> snippets() {
		List<String> lines = lines("README.md");
		List<Snippet> snippets = new ArrayList<>();
		for (int i = 0; i < lines.size(); i++) {
			Matcher marker = MARKER.matcher(lines.get(i));
			if (marker.matches()) {
				List<String> rest = lines.subList(i + 2, lines.size());
				snippets.add(new Snippet(Objects.requireNonNull(marker.group(1)), i + 2, lines.get(i + 1),
						List.copyOf(rest.subList(0, rest.indexOf("```")))));
			}
		}
		return snippets;
	}

	@ParameterizedTest
	@MethodSource("snippets")
	void snippetIsPartOfItsFile(Snippet snippet) {
		assertThat(snippet.fence()).startsWith("```").isNotEqualTo("```");
		String file = String.join("\n", normalized(lines(snippet.file())));
		int from = 0;
		for (List<String> part : parts(snippet.lines())) {
			String text = String.join("\n", normalized(part));
			assertThat(file.substring(from)).contains(text);
			from = file.indexOf(text, from) + text.length();
		}
	}

	@Test
	void everyBlockOfCodeHasItsFile() {
		List<String> lines = lines("README.md");
		assertThat(IntStream.range(1, lines.size())
			.filter((line) -> lines.get(line).matches("```\\w+"))
			.filter((line) -> !MARKER.matcher(lines.get(line - 1)).matches())).isEmpty();
	}

	@Test
	void versionOfTheDependencyIsTheProjects() {
		String project = lines("pom.xml").stream()
			.map(VERSION::matcher)
			.filter(Matcher::find)
			.findFirst()
			.map((matcher) -> matcher.group(1))
			.orElseThrow();
		assertThat(lines("README.md")).anyMatch((line) -> line.contains("<version>" + project + "</version>"));
	}

	@Test
	void dependencyStandsByLine20AndRunningCodeByLine35() {
		assertThat(end((snippet) -> snippet.fence().equals("```xml"))).isLessThanOrEqualTo(20);
		assertThat(end((snippet) -> snippet.fence().equals("```yaml"))).isLessThanOrEqualTo(35);
		assertThat(end((snippet) -> snippet.fence().equals("```java"))).isLessThanOrEqualTo(35);
	}

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "CHANGELOG.md", "CONTRIBUTING.md" })
	void linksResolve(String document) {
		List<String> targets = LINK.matcher(String.join("\n", lines(document)))
			.results()
			.map((link) -> link.group(1))
			.filter((target) -> !target.startsWith("http"))
			.toList();
		assertThat(targets).allSatisfy((target) -> assertThat(ROOT.resolve(target)).exists());
	}

	@Test
	void policyCanBeParsed() {
		assertThat(JsonMapper.shared().readTree(String.join("\n", lines("samples/iam-read-only.json"))).get("Version"))
			.isNotNull();
	}

	/** The line on which the first snippet of a kind ends. */
	private static int end(Predicate<Snippet> kind) {
		Snippet snippet = snippets().stream().filter(kind).findFirst().orElseThrow();
		return snippet.line() + snippet.lines().size() + 1;
	}

	private static List<List<String>> parts(List<String> lines) {
		List<List<String>> parts = new ArrayList<>();
		parts.add(new ArrayList<>());
		for (String line : lines) {
			if (line.trim().equals(ELLIPSIS)) {
				parts.add(new ArrayList<>());
			}
			else {
				parts.get(parts.size() - 1).add(line);
			}
		}
		return parts;
	}

	/** Without indentation, and without the version that the parent manages. */
	private static List<String> normalized(List<String> lines) {
		return lines.stream().map(String::trim).filter(Predicate.not(VERSION.asMatchPredicate())).toList();
	}

	private static List<String> lines(String file) {
		try {
			return Files.readAllLines(ROOT.resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path root() {
		return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
			.filter((directory) -> Files.exists(directory.resolve("mvnw")))
			.findFirst()
			.orElseThrow();
	}

	record Snippet(String file, int line, String fence, List<String> lines) {

		@Override
		public String toString() {
			return this.file + " in line " + this.line;
		}

	}

}
