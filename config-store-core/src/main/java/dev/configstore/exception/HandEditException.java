package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * An option is not what the API wrote last, or was edited by hand while it was being
 * published. Remedy: read the option, then publish again.
 */
public final class HandEditException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public HandEditException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
