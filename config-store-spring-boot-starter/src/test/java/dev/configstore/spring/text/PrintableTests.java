package dev.configstore.spring.text;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableTests {

	@ParameterizedTest
	@CsvSource({ "plain.name-1, plain.name-1", "Größe 日本 😀, Größe 日本 😀" })
	void leavesANameThatCanBePrinted(String name, String printed) {
		assertThat(Printable.name(name)).isEqualTo(printed);
	}

	@Test
	void showsWhatWouldBeHiddenOrEndALine() {
		assertThat(Printable.name("a\nb\rc\td")).isEqualTo("a\\nb\\rc\\td");
		assertThat(Printable.name("a\u0000\u001b[31m\u0085")).isEqualTo("a\\u0000\\u001b[31m\\u0085");
		assertThat(Printable.name("a\u2028b\u2029c")).isEqualTo("a\\u2028b\\u2029c");
		assertThat(Printable.name("a\u202eb\u200bc\ufeff")).isEqualTo("a\\u202eb\\u200bc\\ufeff");
		assertThat(Printable.name("a\ud83d")).isEqualTo("a\\ud83d");
		assertThat(Printable.name(Character.toString(0xe0001))).isEqualTo("\\udb40\\udc01");
	}

	@Test
	void hasNoLineEndWhateverTheName() {
		IntStream.rangeClosed(0, 0xffff)
			.mapToObj((character) -> Printable.name("a" + (char) character + "b"))
			.forEach((printed) -> assertThat(printed.codePoints()
				.noneMatch((each) -> Character.isISOControl(each) || each == 0x2028 || each == 0x2029)).isTrue());
	}

	@Test
	void cutsALongName() {
		assertThat(Printable.name("x".repeat(200))).hasSize(200);
		assertThat(Printable.name("x".repeat(65_535))).isEqualTo("x".repeat(200) + "…");
		assertThat(Printable.name("😀".repeat(300))).isEqualTo("😀".repeat(200) + "…");
		assertThat(Printable.name("\n".repeat(65_535))).hasSize(401);
	}

	@Test
	void saysHowManyNamesItLeavesOut() {
		Collection<String> names = IntStream.range(0, 2_000).mapToObj((i) -> "name" + i).toList();
		assertThat(Printable.names(names)).startsWith("name0, name1, ").endsWith("name49, and 1950 more");
		assertThat(Printable.names(names)).hasSizeLessThan(600);
		assertThat(Printable.names(List.of("a", "b\n"))).isEqualTo("a, b\\n");
		assertThat(Printable.names(List.of())).isEmpty();
	}

}
