package dev.configstore.spring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every promise of {@code docs/modes.md} has tests, and tests that are named in the
 * documentation exist.
 */
class ModesDocumentTests {

	private static final Pattern TEST = Pattern.compile("`(\\w+Tests)`");

	private static final Set<String> TESTS = tests();

	static Stream<Document> documents() throws IOException {
		try (Stream<Path> files = Files.list(Document.root().resolve("docs"))) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".md"))
				.sorted()
				.map(Document::of)
				.toList()
				.stream();
		}
	}

	@ParameterizedTest
	@MethodSource("documents")
	void namesTestsThatExist(Document document) {
		assertThat(TEST.matcher(document.text()).results().map((test) -> test.group(1))).isSubsetOf(TESTS);
	}

	@Test
	void everyPromiseHasATest() {
		List<List<String>> promises = Document.of("modes.md").rows("");
		assertThat(promises.stream().map((promise) -> promise.get(0)))
			.containsExactlyElementsOf(IntStream.rangeClosed(1, 10).mapToObj(String::valueOf).toList());
		assertThat(promises).allSatisfy((promise) -> assertThat(Document.ticked(promise.get(4))).isNotEmpty());
	}

	private static Set<String> tests() {
		try (Stream<Path> files = Files.walk(Document.root())) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith("Tests.java"))
				.map((name) -> name.substring(0, name.length() - ".java".length()))
				.collect(Collectors.toCollection(TreeSet::new));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
