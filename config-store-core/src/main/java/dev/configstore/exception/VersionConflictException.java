package dev.configstore.exception;

import dev.configstore.dynamodb.VersionItem;
import dev.configstore.model.StoreVersion;
import org.jspecify.annotations.Nullable;

/**
 * The store is at another version than the publisher saw: somebody published in between.
 * Remedy: read again, decide again, publish again.
 */
public final class VersionConflictException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	private final transient @Nullable StoreVersion current;

	public VersionConflictException(@Nullable VersionItem current, Place place) {
		super((current != null) ? "The store is at " + current.version() + " by now, which was not expected"
				: "The store has no version, and one was expected", place, null);
		this.current = (current != null) ? current.version() : null;
	}

	/**
	 * Return the version the store is at.
	 * @return the version, or {@code null} if the store has none
	 */
	public @Nullable StoreVersion getCurrent() {
		return this.current;
	}

}
