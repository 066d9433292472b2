package dev.configstore;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The one form a key's value has in memory: immutable, exact, equal when DynamoDB would
 * call it equal.
 *
 * @see Option
 */
final class Values {

	/**
	 * By UTF-8 bytes, which is by code point: the order of DynamoDB's sort keys.
	 */
	private static final Comparator<String> BY_CODE_POINT = (a, b) -> java.util.Arrays
		.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

	private Values() {
	}

	static Map<String, @Nullable Object> copyOfKeys(Map<String, ? extends @Nullable Object> keys) {
		Map<String, @Nullable Object> copy = new TreeMap<>();
		keys.forEach((key, value) -> copy.put(key, copyOf(key, value)));
		return Collections.unmodifiableMap(copy);
	}

	private static @Nullable Object copyOf(String key, @Nullable Object value) {
		if (value == null || value instanceof String || value instanceof Boolean || value instanceof Binary) {
			return value;
		}
		if (value instanceof Number number) {
			return number(key, number);
		}
		if (value instanceof byte[] bytes) {
			return Binary.of(bytes);
		}
		if (value instanceof CharSequence || value instanceof Enum<?>) {
			return value.toString();
		}
		if (value instanceof Map<?, ?> map) {
			return map(key, map);
		}
		if (value instanceof Set<?> set) {
			return set(key, set);
		}
		if (value instanceof Collection<?> list) {
			List<@Nullable Object> copy = new ArrayList<>(list.size());
			list.forEach((element) -> copy.add(copyOf(key, element)));
			return Collections.unmodifiableList(copy);
		}
		throw unsupported(key, value, "has no form in DynamoDB");
	}

	private static Map<String, @Nullable Object> map(String key, Map<?, ?> map) {
		Map<String, @Nullable Object> copy = new TreeMap<>();
		map.forEach((name, value) -> {
			if (!(name instanceof String text)) {
				throw unsupported(key, name, "cannot be the name of a nested key");
			}
			copy.put(text, copyOf(key + "." + text, value));
		});
		return Collections.unmodifiableMap(copy);
	}

	private static Set<?> set(String key, Set<?> set) {
		List<@Nullable Object> elements = new ArrayList<>(set.size());
		set.forEach((element) -> elements.add(copyOf(key, element)));
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
		if (exact.scale() < 0) {
			exact = exact.setScale(0);
		}
		if (exact.round(new MathContext(38)).compareTo(exact) != 0) {
			throw unsupported(key, number, "has more than the 38 digits of a number in DynamoDB");
		}
		return exact;
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
