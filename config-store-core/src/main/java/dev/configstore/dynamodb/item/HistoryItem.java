package dev.configstore.dynamodb.item;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.configstore.exception.MalformedItemException;
import dev.configstore.model.Option;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an option was before a publish: {@code STORE#history} / version in 12 digits,
 * {@code #}, option. {@code before} (M) is absent when the option was new; with
 * {@code lost} (BOOL) there was one, and it could not be kept. {@code written} (S) is a
 * digest of what the publish wrote, {@code -} when it deleted the option: with it a
 * rollback detects that the option was edited by hand since. {@code of} (N) is how many
 * items the version has in the history: with it a reader detects that a part of them was
 * pruned already.
 *
 * @param version the version's number
 * @param option the option
 * @param before the option before, empty if there was none, or if it is lost
 * @param lost whether there was an option that could not be kept, or cannot be read
 * @param written the digest of the option after, if it is known
 * @param at when it was published
 * @param by who published it
 * @param note why
 * @param of how many options the version changed; 0 if it is not known
 */
public record HistoryItem(long version, String option, Optional<Option> before, boolean lost, @Nullable String written,
		@Nullable Instant at, @Nullable String by, @Nullable String note, long of) {

	public static final String PARTITION_SUFFIX = "#history";

	/** As many digits as the number of a version has in a sort key. */
	private static final int DIGITS = 12;

	public String sortKey() {
		return sortKey(this.version) + this.option;
	}

	/**
	 * Return the lowest sort key of a version.
	 */
	public static String sortKey(long version) {
		// Not by a format, which writes the digits of the default locale.
		String digits = Long.toString(version);
		return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits + "#";
	}

	/**
	 * Return this item without what the option was.
	 */
	public HistoryItem withoutBefore() {
		return new HistoryItem(this.version, this.option, Optional.empty(), true, this.written, this.at, this.by,
				this.note, this.of);
	}

	/**
	 * Return the attributes, without the keys of the table.
	 */
	public Map<String, AttributeValue> toAttributes(ItemCodec codec) {
		Map<String, AttributeValue> item = new HashMap<>();
		this.before.ifPresent((option) -> item.put("before", AttributeValue.fromM(codec.encodeKeys(option))));
		if (this.lost) {
			item.put("lost", AttributeValue.fromBool(true));
		}
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
	 * Read an item of the history, whichever program wrote it.
	 * @return the item, or {@code null} if its sort key is not one of ours
	 */
	public static @Nullable HistoryItem of(String store, String sortKey, Map<String, AttributeValue> item,
			ItemCodec codec) {
		int separator = sortKey.indexOf('#');
		if (separator != DIGITS || !sortKey.chars().limit(DIGITS).allMatch((digit) -> digit >= '0' && digit <= '9')) {
			return null;
		}
		String option = sortKey.substring(separator + 1);
		long version = Long.parseLong(sortKey.substring(0, separator));
		if (option.isEmpty() || version > VersionItem.MAX_NUMBER) {
			return null;
		}
		AttributeValue before = item.get("before");
		Optional<Option> decoded = decode(store, option, before, codec);
		boolean lost = item.containsKey("lost") || (before != null && decoded.isEmpty());
		return new HistoryItem(version, option, lost ? Optional.empty() : decoded, lost,
				VersionItem.text(item.get("written")), VersionItem.instant(item.get("at")),
				VersionItem.text(item.get("by")), VersionItem.text(item.get("note")),
				VersionItem.number(item.get("of")));
	}

	/** One damaged item must not hide the others. */
	private static Optional<Option> decode(String store, String option, @Nullable AttributeValue before,
			ItemCodec codec) {
		if (before == null || !before.hasM()) {
			return Optional.empty();
		}
		try {
			return Optional.of(codec.decodeKeys(store, option, before.m()));
		}
		catch (MalformedItemException ex) {
			return Optional.empty();
		}
	}

}
