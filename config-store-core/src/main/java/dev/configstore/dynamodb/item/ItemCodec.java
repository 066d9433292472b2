package dev.configstore.dynamodb.item;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.model.Binary;
import dev.configstore.model.Option;
import dev.configstore.model.TableLayout;
import dev.configstore.model.Values;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items to options and back, exactly: numbers stay decimal text on the wire, and never
 * pass through a float.
 */
public final class ItemCodec {

	/**
	 * A history item's range key has a version of 12 digits and {@code #} before the
	 * name, and DynamoDB allows 1,024 bytes in all.
	 */
	static final int MAX_NAME_BYTES = 1_011;

	/** The most DynamoDB allows for a range key. */
	private static final int MAX_READABLE_NAME_BYTES = 1_024;

	/** The most DynamoDB allows for the name of an attribute. */
	private static final int MAX_KEY_BYTES = 65_535;

	private final TableLayout layout;

	public ItemCodec(TableLayout layout) {
		this.layout = layout;
	}

	public Option decode(String store, Map<String, AttributeValue> item) {
		AttributeValue name = item.get(this.layout.optionKey());
		if (name == null || name.s() == null) {
			throw new MalformedItemException("An item has no text in '" + this.layout.optionKey() + "'",
					Place.of(this.layout.table(), store), null);
		}
		return decodeKeys(store, name.s(), item);
	}

	/**
	 * Return an option of some attributes, with or without the keys of the table.
	 */
	Option decodeKeys(String store, String option, Map<String, AttributeValue> attributes) {
		Place place = new Place(this.layout.table(), store, option);
		try {
			return new Option(place, Values.copyOfKeys(attributes, (key) -> !isTableKey(key),
					(key, value) -> decode(store, option, key, value)));
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedItemException(String.valueOf(ex.getMessage()), place, null);
		}
	}

	/**
	 * Return the keys of an option as attributes, without the keys of the table.
	 */
	public Map<String, AttributeValue> encodeKeys(Option option) {
		return attributes(option);
	}

	/**
	 * Return the keys of an option as attributes.
	 */
	public static Map<String, AttributeValue> attributes(Option option) {
		Map<String, AttributeValue> attributes = new LinkedHashMap<>();
		option.keys().forEach((key, value) -> attributes.put(key, encode(value)));
		return attributes;
	}

	private @Nullable Object decode(String store, String option, String key, AttributeValue value) {
		return switch (value.type()) {
			case S -> value.s();
			case N -> number(store, option, key, value.n());
			case BOOL -> value.bool();
			case NUL -> null;
			case B -> Binary.of(value.b().asByteArrayUnsafe());
			case SS -> new LinkedHashSet<>(value.ss());
			case NS -> setOf(value.ns(), (number) -> number(store, option, key, number));
			case BS -> setOf(value.bs(), (bytes) -> Binary.of(bytes.asByteArrayUnsafe()));
			case L -> {
				List<@Nullable Object> elements = new ArrayList<>(value.l().size());
				value.l().forEach((element) -> elements.add(decode(store, option, key, element)));
				yield elements;
			}
			case M -> {
				Map<String, @Nullable Object> nested = new LinkedHashMap<>();
				value.m().forEach((name, element) -> nested.put(name, decode(store, option, key, element)));
				yield nested;
			}
			default ->
				throw new MalformedItemException("Key '" + key + "' has a type that this version does not support",
						new Place(this.layout.table(), store, option), null);
		};
	}

	private BigDecimal number(String store, String option, String key, String number) {
		try {
			return new BigDecimal(number);
		}
		catch (NumberFormatException ex) {
			// Its message would quote the value.
			throw new MalformedItemException("Key '" + key + "' has an invalid number",
					new Place(this.layout.table(), store, option), null);
		}
	}

	private static <S, T> Set<T> setOf(Collection<S> elements, java.util.function.Function<S, T> mapping) {
		Set<T> set = new LinkedHashSet<>();
		elements.forEach((element) -> set.add(mapping.apply(element)));
		return set;
	}

	/**
	 * Return the primary key of an option's item.
	 */
	public Map<String, AttributeValue> key(String store, String option) {
		return Map.of(this.layout.storeKey(), AttributeValue.fromS(store), this.layout.optionKey(),
				AttributeValue.fromS(option));
	}

	/**
	 * Return an option as an item, after all checks that are possible before it is sent:
	 * what is written must fit into the history when it is changed or deleted later.
	 */
	public Map<String, AttributeValue> encode(String store, String name, Map<String, ? extends @Nullable Object> keys) {
		return encode(store, name, keys, Map.of());
	}

	/**
	 * As {@link #encode(String, String, Map)}, for an option that is there: what stays is
	 * not checked, because another program may have written what the history cannot keep.
	 * @param before the keys it has
	 */
	public Map<String, AttributeValue> encode(String store, String name, Map<String, ? extends @Nullable Object> keys,
			Map<String, ? extends @Nullable Object> before) {
		checkName(store, name);
		Place place = new Place(this.layout.table(), store, name);
		Map<String, AttributeValue> item = new HashMap<>(key(store, name));
		option(place, keys).keys().forEach((key, value) -> {
			if (!isPossibleKey(key)) {
				throw new InvalidPublicationException(describeImpossible(key), place, null);
			}
			if (!before.containsKey(key) || !Objects.equals(value, before.get(key))) {
				HistoryLimits.check(key, value, place);
			}
			item.put(key, encode(value));
		});
		int bytes = HistoryLimits.bytes(item, key(store + HistoryItem.PARTITION_SUFFIX, HistoryItem.sortKey(0) + name));
		if (bytes > ItemSize.MAX && (before.isEmpty() || isLarger(item, store, name, before))) {
			throw new InvalidPublicationException(
					"The option has " + bytes + " bytes in the history, names included, and " + ItemSize.MAX
							+ " is the most that DynamoDB stores: split it",
					place, null);
		}
		return item;
	}

	private boolean isLarger(Map<String, AttributeValue> item, String store, String name,
			Map<String, ? extends @Nullable Object> before) {
		return ItemSize.of(item) > ItemSize.of(key(store, name)) + ItemSize.of(encodeKeys(new Option(name, before)));
	}

	/**
	 * Reject a name that cannot be published.
	 */
	public void checkName(String store, String name) {
		if (!Values.isText(name)) {
			throw new InvalidPublicationException(
					"An option's name has half of a surrogate pair, which is no character",
					new Place(this.layout.table(), store, name), null);
		}
		int bytes = utf8(name);
		if (bytes == 0 || bytes > MAX_NAME_BYTES) {
			throw new InvalidPublicationException(
					"An option's name must have 1 to " + MAX_NAME_BYTES + " bytes of UTF-8, this one has " + bytes,
					new Place(this.layout.table(), store, name), null);
		}
	}

	/**
	 * Return whether an item can have this name, whichever program wrote it.
	 */
	public static boolean isPossibleName(String name) {
		return !name.isEmpty() && Values.isText(name) && utf8(name) <= MAX_READABLE_NAME_BYTES;
	}

	/**
	 * Return whether an option can have a key of this name.
	 */
	public boolean isPossibleKey(String key) {
		return !key.isEmpty() && !isTableKey(key) && Values.isText(key) && utf8(key) <= MAX_KEY_BYTES;
	}

	private String describeImpossible(String key) {
		if (isTableKey(key)) {
			return "'" + key + "' is a key of the table, so it cannot be the name of a key";
		}
		if (!Values.isText(key)) {
			return "The name of a key has half of a surrogate pair, which is no character";
		}
		return "The name of a key must have 1 to " + MAX_KEY_BYTES + " bytes of UTF-8";
	}

	private static int utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	private static Option option(Place place, Map<String, ? extends @Nullable Object> keys) {
		try {
			return new Option(String.valueOf(place.option()), Values.copyOfKeys(keys));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPublicationException(String.valueOf(ex.getMessage()), place, null);
		}
	}

	private static AttributeValue encode(@Nullable Object value) {
		if (value == null) {
			return AttributeValue.fromNul(true);
		}
		if (value instanceof String text) {
			return AttributeValue.fromS(text);
		}
		if (value instanceof BigDecimal number) {
			return AttributeValue.fromN(number.toPlainString());
		}
		if (value instanceof Boolean bool) {
			return AttributeValue.fromBool(bool);
		}
		if (value instanceof Binary binary) {
			return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(binary.toByteArray()));
		}
		if (value instanceof Map<?, ?> map) {
			Map<String, AttributeValue> nested = new LinkedHashMap<>();
			map.forEach((name, element) -> nested.put((String) name, encode(element)));
			return AttributeValue.fromM(nested);
		}
		if (value instanceof Set<?> set) {
			return encodeSet(set);
		}
		List<AttributeValue> elements = new ArrayList<>();
		((Collection<?>) value).forEach((element) -> elements.add(encode(element)));
		return AttributeValue.fromL(elements);
	}

	private static AttributeValue encodeSet(Set<?> set) {
		Object first = set.iterator().next();
		if (first instanceof String) {
			return AttributeValue.fromSs(set.stream().map(String.class::cast).toList());
		}
		if (first instanceof BigDecimal) {
			return AttributeValue
				.fromNs(set.stream().map(BigDecimal.class::cast).map(BigDecimal::toPlainString).toList());
		}
		return AttributeValue.fromBs(set.stream()
			.map(Binary.class::cast)
			.map((binary) -> SdkBytes.fromByteArrayUnsafe(binary.toByteArray()))
			.toList());
	}

	private boolean isTableKey(String key) {
		return key.equals(this.layout.storeKey()) || key.equals(this.layout.optionKey());
	}

}
