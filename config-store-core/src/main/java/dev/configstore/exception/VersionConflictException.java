package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * The store is at another version than the publisher saw: another publish came in
 * between. Remedy: read again, decide again, publish again. In time-based mode a poll has
 * followed the conflict, so that the next read shows what came in between.
 */
public final class VersionConflictException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	private final @Nullable Long current;

	public VersionConflictException(@Nullable Long current, Place place) {
		super((current != null) ? "The store is at version " + current + " by now, which was not expected"
				: "The store has no version, and one was expected", place, null);
		this.current = current;
	}

	/**
	 * Return the number of the version the store is at.
	 * @return the number, or {@code null} if the store has no version
	 */
	public @Nullable Long current() {
		return this.current;
	}

}
