package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * A publication cannot be written as it was given: too many options, too much data,
 * nothing to write. Nothing was sent. Remedy: split it.
 */
public final class InvalidPublicationException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public InvalidPublicationException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
