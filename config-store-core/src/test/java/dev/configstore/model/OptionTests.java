package dev.configstore.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptionTests {

	private static @Nullable Object canonical(@Nullable Object value) {
		return new Option("o", Collections.singletonMap("k", value)).get("k");
	}

	@ParameterizedTest
	@CsvSource({ "27017.0,27017", "1E3,1000", "-0.00,0", "0E+10,0", "1.50,1.5", "1E-130,1E-130",
			"12345678901234567890123456789012345678,12345678901234567890123456789012345678",
			"123456789012345678901234567890123456780,123456789012345678901234567890123456780",
			"-9.9999999999999999999999999999999999999E+125,-9.9999999999999999999999999999999999999E+125" })
	void numbersHaveOneForm(String given, String expected) {
		BigDecimal number = (BigDecimal) Objects.requireNonNull(canonical(new BigDecimal(given)));
		assertThat(number).isEqualByComparingTo(expected);
		assertThat(number.scale()).isNotNegative();
		assertThat(number.toPlainString()).doesNotContain("E");
		assertThat(canonical(new BigDecimal(expected))).isEqualTo(number);
	}

	@ParameterizedTest
	@ValueSource(strings = { "123456789012345678901234567890123456789", "1E126", "1E-131", "1E+2000000000",
			"1E-2000000000", "0.123456789012345678901234567890123456789" })
	void numbersAreRejectedWhenDynamoDbCannotHoldThem(String number) {
		assertThatIllegalArgumentException().isThrownBy(() -> canonical(new BigDecimal(number)))
			.withMessageContaining("'k'")
			.withMessageNotContaining(number);
	}

	@Test
	void everyKindOfNumberIsExact() {
		assertThat(canonical(7)).isEqualTo(new BigDecimal(7));
		assertThat(canonical((byte) -7)).isEqualTo(new BigDecimal(-7));
		assertThat(canonical(Long.MIN_VALUE)).isEqualTo(new BigDecimal("-9223372036854775808"));
		assertThat(canonical(0.1)).isEqualTo(new BigDecimal("0.1"));
		assertThat(canonical(0.1f)).isEqualTo(new BigDecimal("0.1"));
		assertThat(canonical(new BigInteger("12345678901234567890"))).isEqualTo(new BigDecimal("12345678901234567890"));
		assertThat(canonical(new AtomicInteger(3))).isEqualTo(new BigDecimal(3));
	}

	@Test
	void numbersThatAreNoneAreRejected() {
		assertThatIllegalArgumentException().isThrownBy(() -> canonical(Double.NaN)).withMessageContaining("finite");
		assertThatIllegalArgumentException().isThrownBy(() -> canonical(Float.NEGATIVE_INFINITY));
	}

	@Test
	void textsComeInSeveralForms() {
		assertThat(canonical(new StringBuilder("a"))).isEqualTo("a");
		assertThat(canonical(TimeUnit.DAYS)).isEqualTo("DAYS");
		assertThat(canonical("")).isEqualTo("");
	}

	@Test
	void bytesAreCopied() {
		byte[] bytes = { 1, 2 };
		Object value = canonical(bytes);
		bytes[0] = 9;
		assertThat(value).isEqualTo(Binary.of(new byte[] { 1, 2 }));
	}

	@Test
	void nullIsAValueAndNotTheSameAsNoKey() {
		Option option = new Option("o", Collections.singletonMap("k", null));
		assertThat(option.get("k")).isNull();
		assertThat(option.keys()).containsKey("k");
		assertThat(option).isNotEqualTo(new Option("o", Map.of()));
	}

	@Test
	void setsAreSortedAndHaveNoTwins() {
		assertThat((Set<?>) canonical(Set.of("b", "a", "\uD83D\uDE00", "\uFFFD"))).map(Object::toString)
			.containsExactly("a", "b", "\uFFFD", "\uD83D\uDE00");
		assertThat((Set<?>) canonical(Set.of(new BigDecimal("10"), 9, 9.0))).map(Object::toString)
			.containsExactly("9", "10");
		assertThat((Set<?>) canonical(Set.of(new byte[] { -1 }, new byte[] { 1 }, new byte[] { 1 })))
			.map((binary) -> ((Binary) binary).toBase64())
			.containsExactly("AQ==", "/w==");
	}

	@Test
	void setsAreRejectedWhenTheyAreEmptyOrMixed() {
		assertThatIllegalArgumentException().isThrownBy(() -> canonical(Set.of())).withMessageContaining("empty set");
		assertThatIllegalArgumentException().isThrownBy(() -> canonical(Set.of("a", 1))).withMessageContaining("mixed");
		assertThatIllegalArgumentException().isThrownBy(() -> canonical(Set.of(List.of("a"))));
		Set<@Nullable Object> withNull = new LinkedHashSet<>(Arrays.asList("a", null));
		assertThatIllegalArgumentException().isThrownBy(() -> canonical(withNull));
	}

	@Test
	void documentsAreRejectedWhenNestedTooDeep() {
		Object deep = "x";
		for (int i = 0; i < Values.MAX_DEPTH; i++) {
			deep = List.of(deep);
		}
		Object deepest = deep;
		assertThat(canonical(deepest)).isEqualTo(deepest);
		assertThatIllegalArgumentException().isThrownBy(() -> canonical(Map.of("one-more", deepest)))
			.withMessageContaining("31");
	}

	@Test
	void documentsAreRejectedWhenTheyContainThemselves() {
		List<Object> self = new ArrayList<>();
		self.add(self);
		assertThatIllegalArgumentException().isThrownBy(() -> canonical(self));
	}

	@Test
	void namesOfKeysMustBeTexts() {
		assertThatIllegalArgumentException().isThrownBy(() -> canonical(Map.of(1, "x")));
		assertThatIllegalArgumentException().isThrownBy(() -> canonical(Map.of("", "x")));
		Map<@Nullable String, Object> keys = new HashMap<>();
		keys.put(null, "x");
		@SuppressWarnings({ "unchecked", "rawtypes" })
		Map<String, Object> raw = (Map) keys;
		assertThatIllegalArgumentException().isThrownBy(() -> new Option("o", raw));
	}

	@Test
	void valuesOfUnknownTypesAreRejectedByTypeAndNotByValue() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> canonical(new StringBuffer[] { new StringBuffer("marker") }))
			.withMessageContaining("StringBuffer")
			.withMessageNotContaining("marker");
	}

	@Test
	void isImmutableThroughAndThrough() {
		Map<String, Object> nested = new HashMap<>(Map.of("x", 1));
		List<Object> list = new ArrayList<>(List.of(nested));
		Map<String, Object> keys = new HashMap<>(Map.of("k", list));
		Option option = new Option("o", keys);
		Option same = new Option("o", keys);
		nested.put("y", 2);
		list.add("z");
		keys.put("more", 3);
		assertThat(option).isEqualTo(same).hasSameHashCodeAs(same);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> option.keys().clear());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> option.keys().put("k", "v"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> option.keys().remove("k"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> option.keys().entrySet().iterator().next().setValue("v"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> ((List<?>) Objects.requireNonNull(option.get("k"))).clear());
	}

	@Test
	void keysOfAnotherOptionAreNotCopiedAgain() {
		Option option = new Option("o", Map.of("a", 1));
		assertThat(new Option("other", option.keys()).keys()).isSameAs(option.keys());
	}

	@Test
	void onlyKeepsWhatIsWanted() {
		Option option = new Option("o", Map.of("a", 1, "b", 2));
		assertThat(option.only(List.of("b", "c"))).isEqualTo(new Option("o", Map.of("b", 2)));
	}

}
