package dev.configstore.dynamodb;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.configstore.dynamodb.item.ItemCodec;
import dev.configstore.dynamodb.item.ItemSize;
import dev.configstore.dynamodb.item.VersionItem;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.TableLayout;
import dev.configstore.model.Values;
import dev.configstore.model.change.OptionDiff;
import org.jspecify.annotations.Nullable;

/**
 * Checks the limits of DynamoDB before anything is sent, so that a message names options
 * and keys instead of items and expressions.
 */
final class PublicationLimits {

	/** A transaction has 100 items: two for each option and one for the version. */
	static final int MAX_OPTIONS = 49;

	/**
	 * A condition has 300 operators: two for each key. An option with more is written on
	 * the condition of the version alone.
	 */
	static final int MAX_CHECKED_KEYS = 149;

	/** The sum over a transaction. */
	static final int MAX_BYTES = 4 * 1024 * 1024;

	private static final int MAX_AUTHOR_BYTES = 256;

	private static final int MAX_NOTE_BYTES = 1_024;

	/** What an item has beside the keys of an option, at most: names, author, note. */
	private static final int OVERHEAD = 2 * TableLayout.MAX_STORE_BYTES + 4_096;

	private PublicationLimits() {
	}

	/**
	 * Return how much of a transaction a change takes, at most: the option as it was and
	 * is, each compared or written, and the item of the history.
	 */
	static long bytes(OptionDiff option) {
		return OVERHEAD + 2L * VersionItem.utf8(option.name()) + bytes(option.after()) + 2 * bytes(option.before());
	}

	/**
	 * Whether an option can be compared, as a condition, with what it was.
	 */
	static boolean isComparable(OptionDiff option) {
		return option.before().map((before) -> before.keys().size()).orElse(0) <= MAX_CHECKED_KEYS;
	}

	private static long bytes(Optional<Option> option) {
		return option.map((present) -> (long) ItemSize.of(ItemCodec.attributes(present))).orElse(0L);
	}

	static void check(Publication publication, Place place) {
		if (publication.changes().isEmpty()) {
			throw new InvalidPublicationException(publication.isPruning()
					? "The publication names no option and deletes all others, which is the whole store: "
							+ "delete options by name"
					: "There is nothing to publish", place, null);
		}
		Set<String> unchecked = new TreeSet<>(publication.unchecked());
		unchecked.removeAll(publication.changes().keySet());
		if (!unchecked.isEmpty()) {
			throw new InvalidPublicationException(
					"Options are to be written unchecked that the publication does not "
							+ "change: correct their names, or leave them out: " + String.join(", ", unchecked),
					place, null);
		}
		checkText("author", publication.by(), MAX_AUTHOR_BYTES, place);
		checkText("note", publication.note(), MAX_NOTE_BYTES, place);
	}

	/**
	 * Reject what no single transaction holds.
	 * @param options how many options differ
	 */
	static void checkOptions(int options, Place place) {
		if (options > MAX_OPTIONS) {
			throw new InvalidPublicationException(
					"A publication can change at most " + MAX_OPTIONS + " options at once, this one changes " + options
							+ ": publish its preview, which makes several versions",
					place, null);
		}
	}

	private static void checkText(String what, @Nullable String text, int max, Place place) {
		if (text != null && !Values.isText(text)) {
			throw new InvalidPublicationException(
					"The " + what + " has half of a surrogate pair, which is no character", place, null);
		}
		if (text != null && VersionItem.utf8(text) > max) {
			throw new InvalidPublicationException("The " + what + " has more than " + max + " bytes", place, null);
		}
	}

	static void checkTotal(long bytes, Place place) {
		if (bytes > MAX_BYTES) {
			throw new InvalidPublicationException(
					"The publication has " + bytes + " bytes with its history, and DynamoDB writes at most " + MAX_BYTES
							+ " at once: publish its preview, " + "which makes several versions",
					place, null);
		}
	}

}
