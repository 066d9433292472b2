package dev.configstore.model;

import java.util.Objects;

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
	 * Create a layout.
	 * @param table the table's name
	 * @param storeKey the hash key
	 * @param optionKey the range key
	 * @throws IllegalArgumentException if a name is blank, or both keys are the same
	 */
	public TableLayout {
		requireText("table", table);
		requireText("storeKey", storeKey);
		requireText("optionKey", optionKey);
		if (storeKey.equals(optionKey)) {
			throw new IllegalArgumentException("'storeKey' and 'optionKey' must not be the same: '" + storeKey + "'");
		}
	}

	private static void requireText(String parameter, String text) {
		if (Objects.requireNonNull(text, () -> "'" + parameter + "' must not be null").isBlank()) {
			throw new IllegalArgumentException("'" + parameter + "' must not be blank");
		}
	}

}
