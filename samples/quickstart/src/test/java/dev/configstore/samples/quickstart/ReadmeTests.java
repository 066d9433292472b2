package dev.configstore.samples.quickstart;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything the README shows is run, and stands where a reader looks for it.
 *
 * @see DocumentsTests
 */
class ReadmeTests {

	private static final Pattern VERSION = Pattern.compile("<version>(.*)</version>");

	private final Markdown readme = Markdown.of("README.md");

	@Test
	void everyBlockOfCodeHasItsFile() {
		List<String> lines = this.readme.lines();
		assertThat(IntStream.range(1, lines.size())
			.filter((line) -> lines.get(line).matches("```\\w+"))
			.filter((line) -> !Markdown.MARKER.matcher(lines.get(line - 1)).matches())).isEmpty();
	}

	@Test
	void versionOfTheDependencyIsTheProjects() {
		String project = Markdown.lines("pom.xml")
			.stream()
			.map(VERSION::matcher)
			.filter(Matcher::find)
			.findFirst()
			.map((matcher) -> matcher.group(1))
			.orElseThrow();
		assertThat(this.readme.lines()).anyMatch((line) -> line.contains("<version>" + project + "</version>"));
	}

	@Test
	void dependencyStandsByLine20AndRunningCodeByLine35() {
		assertThat(end((snippet) -> snippet.fence().equals("```xml"))).isLessThanOrEqualTo(20);
		assertThat(end((snippet) -> snippet.fence().equals("```yaml"))).isLessThanOrEqualTo(35);
		assertThat(end((snippet) -> snippet.fence().equals("```java"))).isLessThanOrEqualTo(35);
	}

	@Test
	void policyCanBeParsed() {
		String policy = String.join("\n", Markdown.lines("samples/iam-read-only.json"));
		assertThat(JsonMapper.shared().readTree(policy).get("Version")).isNotNull();
	}

	/** The line on which the first snippet of a kind ends. */
	private int end(Predicate<Markdown.Snippet> kind) {
		Markdown.Snippet snippet = this.readme.snippets().stream().filter(kind).findFirst().orElseThrow();
		return snippet.line() + snippet.lines().size() + 1;
	}

}
