package dev.configstore.samples.quickstart;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What README and documentation show is what is compiled and run here, and their links
 * lead somewhere.
 */
class DocumentsTests {

	private static final Pattern VERSION = Pattern.compile("<version>(.*)</version>");

	/** A line that stands for lines left out. */
	private static final String ELLIPSIS = "// ...";

	static List<Markdown.Snippet> snippets() {
		return Markdown.guides().stream().flatMap((guide) -> guide.snippets().stream()).toList();
	}

	static Stream<Markdown> documents() {
		return Stream.concat(Markdown.guides().stream(),
				Stream.of("CHANGELOG.md", "CONTRIBUTING.md").map(Markdown::of));
	}

	@ParameterizedTest
	@MethodSource("snippets")
	void snippetIsPartOfItsFile(Markdown.Snippet snippet) {
		assertThat(snippet.fence()).startsWith("```").isNotEqualTo("```");
		String file = String.join("\n", normalized(Markdown.lines(snippet.file())));
		int from = 0;
		for (List<String> part : parts(snippet.lines())) {
			String text = String.join("\n", normalized(part));
			assertThat(file.substring(from)).contains(text);
			from = file.indexOf(text, from) + text.length();
		}
	}

	@ParameterizedTest
	@MethodSource("documents")
	void linksResolve(Markdown document) {
		assertThat(document.targets()).allSatisfy((target) -> {
			int anchor = target.indexOf('#');
			String file = (anchor < 0) ? target : target.substring(0, anchor);
			assertThat(Markdown.root().resolve(file)).exists();
			if (anchor >= 0) {
				assertThat(Files.isRegularFile(Markdown.root().resolve(file))).isTrue();
				assertThat(Markdown.of(file).anchors()).contains(target.substring(anchor + 1));
			}
		});
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

}
