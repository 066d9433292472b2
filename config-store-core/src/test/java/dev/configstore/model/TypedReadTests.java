package dev.configstore.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.OptionNotFoundException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Reads of a value as a type: exact, or an error that names everything but the value.
 */
class TypedReadTests {

	private static final byte[] BYTES = "b".getBytes(StandardCharsets.UTF_8);

	private static Option option(@Nullable Object value) {
		Map<String, @Nullable Object> keys = new HashMap<>();
		keys.put("k", value);
		return new Option(new Place("config", "prod", "db"), keys);
	}

	static Stream<Arguments> exact() {
		return Stream.of(arguments("text", String.class, "text"), arguments("", String.class, ""),
				arguments(new BigDecimal("1E+3"), String.class, "1000"), arguments(true, String.class, "true"),
				arguments(true, Boolean.class, true), arguments("false", boolean.class, false),
				arguments(5432, Integer.class, 5432), arguments("5432", int.class, 5432),
				arguments("-007", int.class, -7), arguments(new BigDecimal("5.0"), int.class, 5),
				arguments("5.0", Integer.class, 5), arguments(Integer.MIN_VALUE, int.class, Integer.MIN_VALUE),
				arguments(Long.MAX_VALUE, Long.class, Long.MAX_VALUE), arguments(-128, byte.class, (byte) -128),
				arguments(32767, Short.class, Short.MAX_VALUE),
				arguments(new BigInteger("9".repeat(38)), BigInteger.class, new BigInteger("9".repeat(38))),
				arguments("0.10", BigDecimal.class, new BigDecimal("0.10")), arguments(0.1, Double.class, 0.1),
				arguments(new BigDecimal("2e23"), Double.class, 2e23),
				arguments(new BigDecimal("4.9e-32"), Float.class, 4.9e-32f), arguments("0.1", double.class, 0.1),
				arguments(1.5, float.class, 1.5f), arguments(0.1, Float.class, 0.1f),
				arguments("PT1M30S", Duration.class, Duration.ofSeconds(90)),
				arguments("10s", Duration.class, Duration.ofSeconds(10)),
				arguments("500ms", Duration.class, Duration.ofMillis(500)),
				arguments("-2d", Duration.class, Duration.ofDays(-2)),
				arguments("5m", Duration.class, Duration.ofMinutes(5)),
				arguments("1h", Duration.class, Duration.ofHours(1)),
				arguments("7us", Duration.class, Duration.ofNanos(7_000)),
				arguments("9ns", Duration.class, Duration.ofNanos(9)),
				arguments("READ_ALL", Operation.class, Operation.READ_ALL), arguments(BYTES, byte[].class, BYTES),
				arguments(BYTES, Binary.class, Binary.of(BYTES)),
				arguments(List.of("a", "b"), String[].class, new String[] { "a", "b" }),
				arguments(List.of(), String[].class, new String[0]),
				arguments(Set.of(2, 1), int[].class, new int[] { 1, 2 }),
				arguments(List.of(1, "2"), long[].class, new long[] { 1, 2 }),
				arguments(Set.of(BYTES), byte[][].class, new byte[][] { BYTES }),
				arguments(List.of(List.of("a"), List.of()), String[][].class, new String[][] { { "a" }, {} }),
				arguments(List.of("a", 1), List.class, List.of("a", BigDecimal.ONE)),
				arguments(Set.of("a"), Set.class, Set.of("a")),
				arguments(Map.of("max", 5), Map.class, Map.of("max", new BigDecimal(5))),
				arguments(5, Object.class, new BigDecimal(5)));
	}

	@ParameterizedTest
	@MethodSource("exact")
	void whatATypeCanHoldIsRead(Object value, Class<?> type, Object expected) {
		Object read = option(value).get("k", type);
		assertThat(Arrays.deepEquals(new Object[] { read }, new Object[] { expected })).as("%s, not %s", read, expected)
			.isTrue();
		assertThat(option(value).find("k", type)).isPresent();
	}

	static Stream<Arguments> inexact() {
		return Stream.of(arguments("SECRET", Integer.class), arguments("", int.class), arguments(" 1", int.class),
				arguments("1e3", int.class), arguments("0x10", int.class), arguments("1_000", int.class),
				arguments("9".repeat(201), BigInteger.class), arguments(77.25, Integer.class),
				arguments("77.25", long.class), arguments(3_000_000_000L, int.class), arguments(128, byte.class),
				arguments(40_000, short.class), arguments(new BigInteger("9".repeat(30)), long.class),
				arguments(true, Integer.class), arguments(new BigDecimal("77.2500000000000000000001"), Double.class),
				arguments(16_777_217, Float.class), arguments(new BigDecimal("1E+125"), float.class),
				arguments("yes", Boolean.class), arguments("TRUE", boolean.class), arguments(1, Boolean.class),
				arguments(BYTES, String.class), arguments(List.of("SECRET"), String.class),
				arguments(Map.of("SECRET", 1), String.class), arguments(10, Duration.class),
				arguments("10", Duration.class), arguments("SECRET", Duration.class),
				arguments("1h30m", Duration.class), arguments("999999999999999999d", Duration.class),
				arguments("read-all", Operation.class), arguments("SECRET", Operation.class),
				arguments(1, Operation.class), arguments("SECRET", byte[].class), arguments("SECRET", Binary.class),
				arguments("SECRET", String[].class), arguments(List.of(1, "SECRET"), int[].class),
				arguments(Arrays.asList("SECRET", null), String[].class), arguments(List.of(1), int[][].class),
				arguments("SECRET", List.class), arguments(List.of("SECRET"), Map.class),
				arguments(List.of("SECRET"), Set.class), arguments(Set.of("SECRET"), List.class));
	}

	@ParameterizedTest
	@MethodSource("inexact")
	void whatATypeCannotHoldIsAnErrorThatNamesAllButTheValue(Object value, Class<?> type) {
		for (boolean required : new boolean[] { true, false }) {
			assertThatExceptionOfType(MalformedItemException.class)
				.isThrownBy(() -> read(option(value), type, required))
				.withMessageContainingAll("table 'config'", "store 'prod'", "option 'db'", "Key 'k")
				.withMessageContaining("cannot be read as")
				.withMessageNotContainingAny("SECRET", "77.25", "0x10", "3000000000")
				.withNoCause()
				.satisfies((ex) -> assertThat(ex.option()).isEqualTo("db"));
		}
	}

	private static Object read(Option option, Class<?> type, boolean required) {
		return required ? option.get("k", type) : option.find("k", type);
	}

	@Test
	void theMessageSaysWhatIsThereAndWhatWasAskedFor() {
		assertThatExceptionOfType(MalformedItemException.class).isThrownBy(() -> option("x").get("k", int.class))
			.withMessage("Key 'k' cannot be read as Integer: its value, a text (S), has no exact form in that type "
					+ "(table 'config', store 'prod', option 'db')");
		assertThatExceptionOfType(MalformedItemException.class)
			.isThrownBy(() -> option(List.of("1", "x")).get("k", int[].class))
			.withMessageStartingWith("Key 'k[1]' cannot be read as Integer: its value, a text (S),");
	}

	@Test
	void aMissingKeyAndNullAreEmptyOrAnErrorOfTheirOwn() {
		for (Class<?> type : List.of(String.class, int.class, String[].class, Object.class, Map.class)) {
			assertThat(option(null).find("k", type)).isEmpty();
			assertThat(option(1).find("other", type)).isEmpty();
			assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> option(null).get("k", type))
				.withMessageContainingAll("'k' is NULL", type == int.class ? "Integer" : type.getSimpleName(),
						"option 'db'");
			assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> option(1).get("other", type))
				.withMessageContainingAll("There is no key 'other'", "table 'config'", "store 'prod'", "option 'db'");
		}
	}

	@Test
	void aTypeThatNothingCanBeReadAsIsAMistakeOfTheProgram() {
		for (Class<?> type : List.of(UUID.class, UUID[].class, char.class, Enum.class)) {
			assertThatIllegalArgumentException().isThrownBy(() -> option("x").get("k", type))
				.withMessageContaining(type.getName());
			assertThatIllegalArgumentException().as("found without a value, too")
				.isThrownBy(() -> option("x").find("other", type));
		}
	}

	@Test
	void anOptionThatWasNotReadNamesItselfOnly() {
		assertThatExceptionOfType(ConfigStoreException.class)
			.isThrownBy(() -> new Option("db", Map.of()).get("k", String.class))
			.withMessageEndingWith("(option 'db')")
			.satisfies((ex) -> assertThat(ex.table()).isEmpty());
	}

	@Test
	void whereAnOptionWasReadIsNoPartOfWhatItIs() {
		assertThat(option("x")).isEqualTo(new Option("db", Map.of("k", "x")))
			.hasSameHashCodeAs(new Option("db", Map.of("k", "x")))
			.isNotEqualTo(new Option("db", Map.of("k", "y")))
			.isNotEqualTo(new Option("web", Map.of("k", "x")));
		assertThatExceptionOfType(OptionNotFoundException.class)
			.isThrownBy(() -> option("x").only(List.of()).get("k", String.class))
			.withMessageContaining("store 'prod'");
	}

}
