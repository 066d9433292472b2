package dev.configstore.spring.docs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/troubleshooting.md} has the messages of the sources, and has them all.
 */
class TroubleshootingDocumentTests {

	private static final Pattern MESSAGE = Pattern.compile("\\*\\*`([^`]+)`\\*\\*");

	private static final Pattern PLACEHOLDER = Pattern.compile("<[^>]*>");

	/** A shorter one is a part of many sentences. */
	private static final int TELLING = 8;

	private final String document = Document.of("troubleshooting.md").text();

	private final SourceTexts sources = new SourceTexts();

	@Test
	void everyMessageIsOneOfTheSources() {
		String texts = String.join("\n", this.sources.all());
		assertThat(parts().filter((part) -> !texts.contains(part))).isEmpty();
	}

	@Test
	void everyMessageOfTheSourcesIsThere() {
		List<String> said = this.sources.said()
			.stream()
			.map(String::trim)
			.filter((text) -> text.length() >= TELLING)
			.toList();
		assertThat(said).hasSizeGreaterThan(100);
		assertThat(said.stream().filter((text) -> !this.document.contains(text)).distinct()).isEmpty();
	}

	/** What does not change of each message. */
	private Stream<String> parts() {
		return MESSAGE.matcher(this.document)
			.results()
			.flatMap((message) -> PLACEHOLDER.splitAsStream(message.group(1)))
			.map(String::trim)
			.filter((part) -> part.length() > 2);
	}

}
