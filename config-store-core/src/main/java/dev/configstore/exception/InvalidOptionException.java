package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * An option cannot be written as it was given: its name, a key or its size does not fit
 * into an item. Nothing was sent. Remedy: change what is written.
 */
public final class InvalidOptionException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public InvalidOptionException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
