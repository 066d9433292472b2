package dev.configstore.model;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.MalformedItemException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value of an option as a type, exactly or not at all.
 *
 * @param type the type
 * @param key the key, for messages
 * @param place the option
 * @param <T> the type
 * @see Option
 */
record Conversion<T>(Class<T> type, String key, Place place) {

	/** As long as a number in DynamoDB can be: a longer text is none. */
	/** So many decimal digits each float has. */
	private static final int FLOAT_DIGITS = 6;

	/** So many decimal digits each double has. */
	private static final int DOUBLE_DIGITS = 15;

	private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,200}(\\.[0-9]{1,200})?");

	private static final Pattern SIMPLE_DURATION = Pattern.compile("([+-]?[0-9]{1,18})(ns|us|ms|s|m|h|d)");

	private static final Map<String, ChronoUnit> UNITS = Map.of("ns", ChronoUnit.NANOS, "us", ChronoUnit.MICROS, "ms",
			ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d",
			ChronoUnit.DAYS);

	/**
	 * From a number, where {@code null} or an arithmetic exception means no exact form.
	 */
	private static final Map<Class<?>, Function<BigDecimal, @Nullable Object>> NUMBERS = Map.of(Byte.class,
			BigDecimal::byteValueExact, Short.class, BigDecimal::shortValueExact, Integer.class,
			BigDecimal::intValueExact, Long.class, BigDecimal::longValueExact, BigInteger.class,
			BigDecimal::toBigIntegerExact, BigDecimal.class, (number) -> number, Float.class, Conversion::exactFloat,
			Double.class, Conversion::exactDouble);

	private static final Map<Class<?>, Class<?>> WRAPPERS = Map.of(boolean.class, Boolean.class, byte.class, Byte.class,
			short.class, Short.class, int.class, Integer.class, long.class, Long.class, float.class, Float.class,
			double.class, Double.class);

	/** Those that a value has in memory. */
	private static final Set<Class<?>> FORMS = Set.of(Object.class, Binary.class, List.class, Set.class, Map.class);

	Conversion {
		Objects.requireNonNull(type, "'type' must not be null");
	}

	/**
	 * Return the value as the type.
	 * @param value the value in its one form
	 * @return the value; empty for NULL
	 */
	@SuppressWarnings("unchecked")
	Optional<T> of(@Nullable Object value) {
		Class<?> wanted = WRAPPERS.getOrDefault(this.type, this.type);
		requireReadable(wanted);
		// Not by the class, which may be that of a primitive type.
		return (value != null) ? Optional.of((T) convert(value, wanted, this.key)) : Optional.empty();
	}

	private void requireReadable(Class<?> wanted) {
		Class<?> element = wanted;
		while (element.isArray() && element != byte[].class) {
			element = WRAPPERS.getOrDefault(element.getComponentType(), element.getComponentType());
		}
		if (!FORMS.contains(element) && !NUMBERS.containsKey(element) && !element.isEnum() && element != byte[].class
				&& element != String.class && element != Boolean.class && element != Duration.class) {
			throw new IllegalArgumentException("No key can be read as " + this.type.getName()
					+ ": read it as a type that Option lists, and convert that");
		}
	}

	private Object convert(Object value, Class<?> wanted, String at) {
		Object converted = null;
		try {
			converted = (wanted.isArray() && wanted != byte[].class) ? array(value, wanted.getComponentType(), at)
					: scalar(value, wanted);
		}
		catch (ArithmeticException | DateTimeParseException ex) {
			// Without the cause: the message of one of them quotes the value.
		}
		if (converted == null) {
			throw new MalformedItemException("Key '" + at + "' cannot be read as " + name(wanted) + ": its value, "
					+ form(value) + ", has no exact form in that type", this.place, null);
		}
		return converted;
	}

	private @Nullable Object array(Object value, Class<?> component, String at) {
		if (!(value instanceof Collection<?> elements)) {
			return null;
		}
		Class<?> wanted = WRAPPERS.getOrDefault(component, component);
		List<@Nullable Object> converted = new ArrayList<>();
		for (Object element : elements) {
			String index = at + "[" + converted.size() + "]";
			if (element == null) {
				throw new MalformedItemException(
						"Key '" + index + "' cannot be read as " + name(wanted) + ": its value is NULL", this.place,
						null);
			}
			converted.add(convert(element, wanted, index));
		}
		Object array = Array.newInstance(component, converted.size());
		for (int i = 0; i < converted.size(); i++) {
			Array.set(array, i, converted.get(i));
		}
		return array;
	}

	private static @Nullable Object scalar(Object value, Class<?> wanted) {
		if (wanted == String.class) {
			return text(value);
		}
		if (wanted == Boolean.class) {
			return (value instanceof String text) ? bool(text) : (value instanceof Boolean) ? value : null;
		}
		if (wanted == byte[].class) {
			return (value instanceof Binary binary) ? binary.toByteArray() : null;
		}
		if (wanted == Duration.class) {
			return (value instanceof String text) ? duration(text) : null;
		}
		if (wanted.isEnum()) {
			return constant(value, wanted);
		}
		Function<BigDecimal, @Nullable Object> ofNumber = NUMBERS.get(wanted);
		if (ofNumber == null) {
			return wanted.isInstance(value) ? value : null;
		}
		BigDecimal number = number(value);
		return (number != null) ? ofNumber.apply(number) : null;
	}

	private static @Nullable String text(Object value) {
		if (value instanceof BigDecimal number) {
			return number.toPlainString();
		}
		return (value instanceof String || value instanceof Boolean) ? value.toString() : null;
	}

	private static @Nullable Boolean bool(String text) {
		return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
	}

	private static @Nullable BigDecimal number(Object value) {
		if (value instanceof String text && DECIMAL.matcher(text).matches()) {
			return new BigDecimal(text);
		}
		return (value instanceof BigDecimal number) ? number : null;
	}

	private static @Nullable Float exactFloat(BigDecimal number) {
		float nearest = number.floatValue();
		return (Float.isFinite(nearest) && (new BigDecimal(Float.toString(nearest)).compareTo(number) == 0
				|| isNearest(number, new BigDecimal(nearest), FLOAT_DIGITS))) ? nearest : null;
	}

	private static @Nullable Double exactDouble(BigDecimal number) {
		double nearest = number.doubleValue();
		return (Double.isFinite(nearest) && (new BigDecimal(Double.toString(nearest)).compareTo(number) == 0
				|| isNearest(number, new BigDecimal(nearest), DOUBLE_DIGITS))) ? nearest : null;
	}

	/**
	 * Whether a number of few digits is what it would be rounded to: before JDK 19 the
	 * text of a floating-point number is not always its shortest (JDK-4511638).
	 */
	private static boolean isNearest(BigDecimal number, BigDecimal nearest, int digits) {
		return number.stripTrailingZeros().precision() <= digits
				&& nearest.round(new MathContext(digits)).compareTo(number) == 0;
	}

	private static Duration duration(String text) {
		Matcher simple = SIMPLE_DURATION.matcher(text);
		if (!simple.matches()) {
			return Duration.parse(text);
		}
		return Duration.of(Long.parseLong(simple.group(1)), Objects.requireNonNull(UNITS.get(simple.group(2))));
	}

	private static @Nullable Object constant(Object value, Class<?> type) {
		for (Object constant : type.getEnumConstants()) {
			if (((Enum<?>) constant).name().equals(value)) {
				return constant;
			}
		}
		return null;
	}

	/**
	 * Return the name that a message has for a type.
	 */
	static String name(Class<?> type) {
		return WRAPPERS.getOrDefault(type, type).getSimpleName();
	}

	private static String form(Object value) {
		if (value instanceof String) {
			return "a text (S)";
		}
		if (value instanceof BigDecimal) {
			return "a number (N)";
		}
		if (value instanceof Boolean) {
			return "a boolean (BOOL)";
		}
		if (value instanceof Binary) {
			return "binary data (B)";
		}
		return (value instanceof Map) ? "a map (M)" : (value instanceof Set) ? "a set (SS, NS, BS)" : "a list (L)";
	}

}
