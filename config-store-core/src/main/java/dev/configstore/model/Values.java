package dev.configstore.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The one form a key's value has in memory: immutable, exact, and equal if DynamoDB
 * considers the values equal.
 *
 * @see Option
 */
public final class Values {

	/**
	 * By UTF-8 bytes, which is by code point: the order of DynamoDB's sort keys.
	 */
	private static final Comparator<String> BY_CODE_POINT = (a, b) -> Arrays
		.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

	/** DynamoDB allows 32 levels, and the innermost holds no list or map. */
	static final int MAX_DEPTH = 31;

	/** What a number in DynamoDB can be, besides zero: 1E-130 to 9.9...E+125. */
	private static final int MIN_EXPONENT = -130;

	private static final int MAX_EXPONENT = 125;

	private static final int MAX_DIGITS = 38;

	private Values() {
	}

	/**
	 * Return whether a text has a form in UTF-8. Half of a surrogate pair has none, and
	 * would be written as a question mark.
	 */
	public static boolean isText(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length()
					&& Character.isLowSurrogate(text.charAt(i + 1))) {
				i++;
			}
			else if (Character.isSurrogate(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	public static Keys copyOfKeys(Map<String, ? extends @Nullable Object> keys) {
		if (keys instanceof Keys copied) {
			return copied;
		}
		return copyOfKeys(keys, (key) -> true, (key, value) -> value);
	}

	/**
	 * Return the wanted ones of some keys, in the one form.
	 * @param reading makes a value of its source
	 */
	public static <S extends @Nullable Object> Keys copyOfKeys(Map<String, S> keys, Predicate<String> wanted,
			BiFunction<String, S, @Nullable Object> reading) {
		SortedMap<String, @Nullable Object> copy = new TreeMap<>();
		keys.forEach((key, value) -> {
			if (key == null) {
				throw new IllegalArgumentException("The name of a key must not be null");
			}
			if (wanted.test(key)) {
				copy.put(key, copyOf(key, reading.apply(key, value), 0));
			}
		});
		return new Keys(copy);
	}

	private static @Nullable Object copyOf(String key, @Nullable Object value, int depth) {
		if (value == null || value instanceof Boolean || value instanceof Binary) {
			return value;
		}
		if (value instanceof CharSequence || value instanceof Enum<?>) {
			return value.toString();
		}
		if (value instanceof Number number) {
			return number(key, number);
		}
		if (value instanceof byte[] bytes) {
			return Binary.of(bytes);
		}
		if (value instanceof Set<?> set) {
			return set(key, set);
		}
		if (depth == MAX_DEPTH) {
			throw new IllegalArgumentException("Key '" + key + "' is nested deeper than " + MAX_DEPTH + " levels");
		}
		if (value instanceof Map<?, ?> map) {
			return map(key, map, depth);
		}
		if (value instanceof Collection<?> list) {
			List<@Nullable Object> copy = new ArrayList<>(list.size());
			list.forEach((element) -> copy.add(copyOf(key, element, depth + 1)));
			return Collections.unmodifiableList(copy);
		}
		throw unsupported(key, value, "has no form in DynamoDB");
	}

	private static Map<String, @Nullable Object> map(String key, Map<?, ?> map, int depth) {
		Map<String, @Nullable Object> copy = new TreeMap<>();
		map.forEach((name, value) -> {
			if (!(name instanceof String text) || text.isEmpty()) {
				throw unsupported(key, name, "cannot be the name of a nested key");
			}
			copy.put(text, copyOf(key, value, depth + 1));
		});
		return Collections.unmodifiableMap(copy);
	}

	private static Set<?> set(String key, Set<?> set) {
		List<@Nullable Object> elements = new ArrayList<>(set.size());
		set.forEach((element) -> elements.add(copyOf(key, element, MAX_DEPTH)));
		if (elements.isEmpty()) {
			throw new IllegalArgumentException("Key '" + key + "' is an empty set: DynamoDB has none, use a list");
		}
		if (elements.stream().allMatch(String.class::isInstance)) {
			return sorted(elements, String.class, BY_CODE_POINT);
		}
		if (elements.stream().allMatch(BigDecimal.class::isInstance)) {
			return sorted(elements, BigDecimal.class, Comparator.naturalOrder());
		}
		if (elements.stream().allMatch(Binary.class::isInstance)) {
			return sorted(elements, Binary.class, Comparator.naturalOrder());
		}
		throw new IllegalArgumentException(
				"Key '" + key + "' is a set of mixed types: DynamoDB has sets of texts, of numbers or of binaries");
	}

	private static <T> Set<T> sorted(List<@Nullable Object> elements, Class<T> type, Comparator<T> order) {
		return Collections
			.unmodifiableSet(new LinkedHashSet<>(elements.stream().map(type::cast).sorted(order).toList()));
	}

	private static BigDecimal number(String key, Number number) {
		BigDecimal exact = exact(key, number);
		// DynamoDB drops trailing zeros and counts significant digits after that.
		exact = (exact.signum() == 0) ? BigDecimal.ZERO : exact.stripTrailingZeros();
		if (exact.precision() > MAX_DIGITS) {
			throw unsupported(key, number, "has more than the " + MAX_DIGITS + " digits of a number in DynamoDB");
		}
		long exponent = (long) exact.precision() - exact.scale() - 1;
		if (exact.signum() != 0 && (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT)) {
			throw unsupported(key, number, "is too large or too small for a number in DynamoDB");
		}
		return (exact.scale() < 0) ? exact.setScale(0) : exact;
	}

	private static BigDecimal exact(String key, Number number) {
		if (number instanceof BigDecimal decimal) {
			return decimal;
		}
		if (number instanceof BigInteger integer) {
			return new BigDecimal(integer);
		}
		try {
			return new BigDecimal(number.toString());
		}
		catch (NumberFormatException ex) {
			throw unsupported(key, number, "is not a finite number");
		}
	}

	private static IllegalArgumentException unsupported(String key, @Nullable Object value, String reason) {
		String type = (value != null) ? value.getClass().getName() : "null";
		return new IllegalArgumentException("Value of key '" + key + "' (type " + type + ") " + reason);
	}

}
