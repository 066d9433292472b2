package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * The history does not reach a version: it never existed, or is older than what is kept.
 * Remedy: read from the history which versions there are.
 */
public final class VersionNotFoundException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public VersionNotFoundException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
