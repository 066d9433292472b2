package dev.configstore.dynamodb.item;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.model.Option;
import dev.configstore.model.TableLayout;
import dev.configstore.support.RandomOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ItemCodecTests {

	private final ItemCodec codec = new ItemCodec(new TableLayout("config", "_store", "_option"));

	@Test
	void whatIsDecodedEqualsWhatWasEncodedForAnyOption() {
		RandomOptions options = new RandomOptions(20_261_123);
		for (int i = 0; i < 2_000; i++) {
			Option option = options.next("option-" + i);
			Map<String, AttributeValue> item = this.codec.encode("prod", option.name(), option.keys());
			assertThat(this.codec.decode("prod", item)).isEqualTo(option);
			assertThat(item).containsEntry("_store", AttributeValue.fromS("prod"));
		}
	}

	@Test
	void numbersArePlainTextOnTheWire() {
		Map<String, AttributeValue> item = this.codec.encode("prod", "db", Map.of("n", new BigDecimal("1E+30")));
		assertThat(item).containsEntry("n", AttributeValue.fromN("1" + "0".repeat(30)));
	}

	@Test
	void numbersOfOtherProgramsAreOneValueWhateverTheyLookLike() {
		for (String number : List.of("1E+3", "1000", "1000.0", "0.1e4")) {
			assertThat(decode("k", AttributeValue.fromN(number)).get("k")).isEqualTo(new BigDecimal(1_000));
		}
	}

	@Test
	void decodeFailsWithNamesWhenAnItemHasNoOption() {
		assertThatExceptionOfType(MalformedItemException.class)
			.isThrownBy(() -> this.codec.decode("prod", Map.of("_store", AttributeValue.fromS("prod"))))
			.withMessageContainingAll("_option", "config", "prod");
	}

	@Test
	void decodeFailsWithNamesAndWithoutTheValueWhenATypeIsUnknownOrANumberNone() {
		assertThatExceptionOfType(MalformedItemException.class)
			.isThrownBy(() -> decode("k", AttributeValue.builder().build()))
			.withMessageContainingAll("'k'", "'db'")
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("db"));
		assertThatExceptionOfType(MalformedItemException.class)
			.isThrownBy(() -> decode("k", AttributeValue.fromN("marker")))
			.satisfies(
					(ex) -> assertThat(ex).hasNoCause().hasMessageContaining("'k'").message().doesNotContain("marker"));
	}

	@Test
	void encodeRejectsAnItemThatTheHistoryCouldNotKeep() {
		int history = 1_500;
		String fits = "ü".repeat((ItemSize.MAX - history - 100) / 2);
		assertThatNoException().isThrownBy(() -> this.codec.encode("prod", "db", Map.of("k", fits)));
		assertThatExceptionOfType(InvalidPublicationException.class)
			.isThrownBy(() -> this.codec.encode("prod", "db", Map.of("k", fits + "x".repeat(100))))
			.withMessageContainingAll("409600", "'db'")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(300));
	}

	@Test
	void sizesFollowTheRulesOfTheDeveloperGuide() {
		assertThat(size("abc", "ü")).isEqualTo(3 + 2);
		assertThat(size("t", "aü€😀")).isEqualTo(1 + 1 + 2 + 3 + 4);
		assertThat(size("b", true)).isEqualTo(1 + 1);
		assertThat(size("n", null)).isEqualTo(1 + 1);
		assertThat(size("n", 27_017)).isEqualTo(1 + 3 + 1);
		assertThat(size("n", -5)).isEqualTo(1 + 1 + 1 + 1);
		assertThat(size("b", new byte[7])).isEqualTo(1 + 7);
		assertThat(size("l", List.of("ab", "c"))).isEqualTo(1 + 3 + 2 + 3);
		assertThat(size("m", Map.of("k", "v"))).isEqualTo(1 + 3 + 1 + 2);
		assertThat(size("s", Set.of("ab", "c"))).isEqualTo(1 + 3);
	}

	@Test
	void encodeRejectsKeysWhenTheirNamesAreTooLong() {
		assertThatExceptionOfType(InvalidPublicationException.class)
			.isThrownBy(() -> this.codec.encode("prod", "db", Map.of("k".repeat(65_536), 1)));
	}

	private static int size(String key, @Nullable Object value) {
		Map<String, @Nullable Object> keys = new HashMap<>();
		keys.put(key, value);
		return ItemSize.of(new ItemCodec(new TableLayout("t", "s", "o")).encodeKeys(new Option("x", keys)));
	}

	private Option decode(String key, AttributeValue value) {
		return this.codec.decode("prod",
				Map.of("_store", AttributeValue.fromS("prod"), "_option", AttributeValue.fromS("db"), key, value));
	}

}
