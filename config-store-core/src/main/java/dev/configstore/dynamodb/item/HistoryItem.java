package dev.configstore.dynamodb.item;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.configstore.model.Option;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an option was before a publish: {@code STORE#history} / version in 12 digits,
 * {@code #}, option. {@code before} (M) is absent when the option was new.
 * {@code written} (S) is a digest of what the publish wrote, {@code -} when it deleted
 * the option: with it a rollback detects that the option was edited by hand since.
 * {@code of} (N) is how many items the version has in the history: with it a reader
 * detects that a part of them was pruned already.
 *
 * @param version the version's number
 * @param option the option
 * @param before the option before, empty if there was none
 * @param written the digest of the option after, if it is known
 * @param at when it was published
 * @param by who published it
 * @param note why
 * @param of how many options the version changed; 0 if it is not known
 */
public record HistoryItem(long version, String option, Optional<Option> before, @Nullable String written,
		@Nullable Instant at, @Nullable String by, @Nullable String note, long of) {

	public static final String PARTITION_SUFFIX = "#history";

	private static final String VERSION_FORMAT = "%012d#";

	public String sortKey() {
		return sortKey(this.version) + this.option;
	}

	/**
	 * Return the lowest sort key of a version.
	 */
	public static String sortKey(long version) {
		return String.format(VERSION_FORMAT, version);
	}

	/**
	 * Return the attributes, without the keys of the table.
	 */
	public Map<String, AttributeValue> toAttributes(ItemCodec codec) {
		Map<String, AttributeValue> item = new HashMap<>();
		this.before.ifPresent((option) -> item.put("before", AttributeValue.fromM(codec.encodeKeys(option))));
		putText(item, "written", this.written);
		putText(item, "at", (this.at != null) ? this.at.toString() : null);
		putText(item, "by", this.by);
		putText(item, "note", this.note);
		item.put("of", VersionItem.number(this.of));
		return item;
	}

	private static void putText(Map<String, AttributeValue> item, String name, @Nullable String text) {
		if (text != null) {
			item.put(name, AttributeValue.fromS(text));
		}
	}

	/**
	 * Read an item of the history.
	 * @return the item, or {@code null} if its sort key is not one of ours
	 */
	public static @Nullable HistoryItem of(String store, String sortKey, Map<String, AttributeValue> item,
			ItemCodec codec) {
		int separator = sortKey.indexOf('#');
		if (separator != 12 || !sortKey.chars().limit(12).allMatch((digit) -> digit >= '0' && digit <= '9')) {
			return null;
		}
		String option = sortKey.substring(separator + 1);
		AttributeValue before = item.get("before");
		Optional<Option> decoded = (before != null && before.hasM())
				? Optional.of(codec.decodeKeys(store, option, before.m())) : Optional.empty();
		return new HistoryItem(Long.parseLong(sortKey.substring(0, separator)), option, decoded,
				VersionItem.text(item.get("written")), VersionItem.instant(item.get("at")),
				VersionItem.text(item.get("by")), VersionItem.text(item.get("note")),
				VersionItem.number(item.get("of")));
	}

}
