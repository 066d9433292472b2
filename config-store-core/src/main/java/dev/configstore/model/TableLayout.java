package dev.configstore.model;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The name of a table and of its two key attributes, both of DynamoDB's type S.
 *
 * @param table the table's name
 * @param storeKey the hash key, which holds the store's name
 * @param optionKey the range key, which holds the option's name
 */
public record TableLayout(String table, String storeKey, String optionKey) {

	/**
	 * The hash key of a table by default.
	 */
	public static final String DEFAULT_STORE_KEY = "_store";

	/**
	 * The range key of a table by default.
	 */
	public static final String DEFAULT_OPTION_KEY = "_option";

	/**
	 * The attributes of our own items: a key of the table of one of these names would be
	 * overwritten.
	 */
	private static final Set<String> ATTRIBUTES = Set.of("n", "token", "log", "at", "by", "note", "before", "lost",
			"of", "written");

	/**
	 * How many bytes of UTF-8 a store's name may have: a hash key of DynamoDB has up to
	 * 2,048, and the name of its history is longer by {@code #history}.
	 */
	public static final int MAX_STORE_BYTES = 2_048 - "#history".length();

	/**
	 * Create a layout.
	 * @param table the table's name
	 * @param storeKey the hash key
	 * @param optionKey the range key
	 * @throws IllegalArgumentException if a name is blank, both keys are the same, or one
	 * is an attribute of the items for versions and history
	 */
	public TableLayout {
		requireText("table", table);
		requireText("storeKey", storeKey);
		requireText("optionKey", optionKey);
		requireFree("storeKey", storeKey);
		requireFree("optionKey", optionKey);
		if (storeKey.equals(optionKey)) {
			throw new IllegalArgumentException("'storeKey' and 'optionKey' must not be the same: '" + storeKey + "'");
		}
	}

	private static void requireFree(String parameter, String key) {
		if (ATTRIBUTES.contains(key)) {
			throw new IllegalArgumentException(
					"'" + parameter + "' must not be '" + key + "': items for versions and history have it");
		}
	}

	private static void requireText(String parameter, String text) {
		if (Objects.requireNonNull(text, () -> "'" + parameter + "' must not be null").isBlank()) {
			throw new IllegalArgumentException("'" + parameter + "' must not be blank");
		}
	}

	/**
	 * Check the name of a store.
	 * @param store the name
	 * @return the name
	 * @throws IllegalArgumentException if it is {@code null} or blank, has a {@code #},
	 * an unpaired surrogate, or more than {@link #MAX_STORE_BYTES} bytes
	 */
	public static String requireStore(@Nullable String store) {
		String name = Objects.requireNonNullElse(store, "");
		if (name.isBlank()) {
			throw new IllegalArgumentException("'store' must not be blank");
		}
		if (name.contains("#")) {
			throw new IllegalArgumentException(
					"'store' must not contain '#', which begins the names of its history and version: '" + name + "'");
		}
		if (!Values.isText(name)) {
			throw new IllegalArgumentException("'store' must not have half of a surrogate pair");
		}
		if (name.getBytes(StandardCharsets.UTF_8).length > MAX_STORE_BYTES) {
			throw new IllegalArgumentException("'store' must not have more than " + MAX_STORE_BYTES + " bytes");
		}
		return name;
	}

}
