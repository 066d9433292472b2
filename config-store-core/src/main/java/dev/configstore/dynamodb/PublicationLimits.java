package dev.configstore.dynamodb;

import java.util.Optional;

import dev.configstore.dynamodb.item.ItemSize;
import dev.configstore.dynamodb.item.VersionItem;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import org.jspecify.annotations.Nullable;

/**
 * Checks the limits of DynamoDB before anything is sent, so that a message names options
 * and keys instead of items and expressions.
 */
final class PublicationLimits {

	/** A transaction has 100 items: two for each option and one for the version. */
	static final int MAX_OPTIONS = 49;

	/** A condition has 300 operators: two for each key. */
	static final int MAX_CHECKED_KEYS = 149;

	/** The sum over a transaction. */
	static final int MAX_BYTES = 4 * 1024 * 1024;

	private static final int MAX_AUTHOR_BYTES = 256;

	private static final int MAX_NOTE_BYTES = 1_024;

	private PublicationLimits() {
	}

	static void check(Publication publication, Place place) {
		int options = publication.changes().size();
		if (options == 0) {
			throw new InvalidPublicationException("There is nothing to publish", place, null);
		}
		if (options > MAX_OPTIONS) {
			throw new InvalidPublicationException("A publication can change at most " + MAX_OPTIONS
					+ " options, this one has " + options + ": split it", place, null);
		}
		checkText("author", publication.author(), MAX_AUTHOR_BYTES, place);
		checkText("note", publication.reason(), MAX_NOTE_BYTES, place);
	}

	private static void checkText(String what, @Nullable String text, int max, Place place) {
		if (text != null && VersionItem.utf8(text) > max) {
			throw new InvalidPublicationException("The " + what + " has more than " + max + " bytes", place, null);
		}
	}

	static void checkKeys(Optional<Option> before, Place place) {
		int keys = before.map((option) -> option.keys().size()).orElse(0);
		if (keys > MAX_CHECKED_KEYS) {
			throw new InvalidPublicationException(
					"The stored option has " + keys + " keys, and DynamoDB can compare no more than " + MAX_CHECKED_KEYS
							+ ": publish it unchecked, which gives up the check against edits by hand",
					place, null);
		}
	}

	static void checkHistory(int bytes, Place place) {
		if (bytes > ItemSize.MAX) {
			throw new InvalidPublicationException("The option as it is now does not fit into an item of the history ("
					+ bytes + " of " + ItemSize.MAX + " bytes): make it smaller in two steps", place, null);
		}
	}

	static void checkTotal(long bytes, Place place) {
		if (bytes > MAX_BYTES) {
			throw new InvalidPublicationException("The publication has " + bytes
					+ " bytes with its history, and DynamoDB writes at most " + MAX_BYTES + " at once: split it", place,
					null);
		}
	}

}
