package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * A publication cannot be written as it was given. Nothing was written. Remedy: correct
 * what the message names; if it is too much for one version, publish its preview, which
 * divides it.
 */
public final class InvalidPublicationException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public InvalidPublicationException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
