package dev.configstore.dynamodb.item;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.configstore.model.Binary;
import dev.configstore.model.Option;
import dev.configstore.model.Values;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OptionDigestTests {

	private static String digest(Map<String, ?> keys) {
		return OptionDigest.of(Optional.of(new Option("db", Values.copyOfKeys(keys))));
	}

	@Test
	void isTheOneOfTheDocumentOfTheItems() throws IOException {
		Matcher digest = Pattern.compile("its digest is `([0-9a-f]{64})`")
			.matcher(Files.readString(Path.of("..", "docs", "item-layout.md")));
		assertThat(digest.find()).isTrue();
		assertThat(digest(Map.of("host", "h", "port", 1))).isEqualTo(digest.group(1));
		assertThat(OptionDigest.of(Optional.empty())).isEqualTo("-");
	}

	@Test
	void isTheSameWhenDynamoDbCallsTwoOptionsEqual() {
		assertThat(digest(Map.of("n", 1000, "s", Set.of("a", "b"))))
			.isEqualTo(digest(Map.of("s", Set.of("b", "a"), "n", 1E3)));
		assertThat(digest(Map.of("n", 0.0))).isEqualTo(digest(Map.of("n", 0)));
	}

	@Test
	void isAnotherWhenTypesOrBordersDiffer() {
		assertThat(Stream
			.<Map<String, ?>>of(Map.of("k", "1"), Map.of("k", 1), Map.of("k", List.of("1")), Map.of("k", Set.of("1")),
					Map.of("k", Map.of("1", "")), Map.of("k1", ""), Map.of(), Map.of("k", "true"), Map.of("k", true),
					Map.of("k", List.of("a", "b")), Map.of("k", List.of("ab")), Map.of("k", "", "1", ""),
					Map.of("k", Binary.of(new byte[] { 1 })), Map.of("k", "AQ=="),
					Map.of("k", List.of(List.of(), List.of())), Map.of("k", List.of(List.of(List.of()))))
			.map(OptionDigestTests::digest)).doesNotHaveDuplicates();
	}

}
