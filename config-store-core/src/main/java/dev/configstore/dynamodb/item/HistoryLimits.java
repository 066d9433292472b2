package dev.configstore.dynamodb.item;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.model.Option;
import dev.configstore.model.Values;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an option may be, so that the history can keep it when it is changed or deleted.
 */
public final class HistoryLimits {

	/**
	 * A history item holds the option one level deeper, and DynamoDB allows 32 levels,
	 * the value inside included.
	 */
	private static final int MAX_DEPTH = 30;

	/**
	 * What a history item has beside the option: author, note, digest, time, names.
	 */
	private static final int BYTES = 256 + 1_024 + 64 + 30 + 64;

	private HistoryLimits() {
	}

	/**
	 * Reject a key that cannot be written, or not be kept in the history.
	 */
	static void check(String key, @Nullable Object value, Place place) {
		checkTexts(key, value, place);
		if (depth(value) > MAX_DEPTH) {
			throw new InvalidPublicationException(
					"Key '" + key + "' is nested deeper than the " + MAX_DEPTH + " levels that the history can keep",
					place, null);
		}
	}

	/**
	 * Return the most bytes that the history item for a later change can have.
	 * @param option the option's item
	 * @param key the key of the history item
	 */
	static int bytes(Map<String, AttributeValue> option, Map<String, AttributeValue> key) {
		return ItemSize.of(key) + BYTES + ItemSize.of(Map.of("before", AttributeValue.fromM(option)));
	}

	/**
	 * Whether an option is nested deeper than the history can keep it.
	 */
	public static boolean isNestedTooDeep(Option option) {
		return option.keys().values().stream().anyMatch((value) -> depth(value) > MAX_DEPTH);
	}

	private static int depth(@Nullable Object value) {
		Collection<?> elements = (value instanceof Map<?, ?> map) ? map.values()
				: (value instanceof List<?> list) ? list : null;
		if (elements == null) {
			return 0;
		}
		return 1 + elements.stream().mapToInt(HistoryLimits::depth).max().orElse(0);
	}

	/**
	 * Reject texts and names that have no form in UTF-8.
	 */
	private static void checkTexts(String key, @Nullable Object value, Place place) {
		boolean text = Values.isText(key);
		if (value instanceof String string) {
			text &= Values.isText(string);
		}
		else if (value instanceof Map<?, ?> map) {
			map.forEach((name, element) -> {
				checkTexts(key, name, place);
				checkTexts(key, element, place);
			});
		}
		else if (value instanceof Collection<?> elements) {
			elements.forEach((element) -> checkTexts(key, element, place));
		}
		if (!text) {
			throw new InvalidPublicationException(
					"Key '" + key + "' has half of a surrogate pair in its name or value, which is no character", place,
					null);
		}
	}

}
