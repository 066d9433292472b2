package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * The store was closed, before this or meanwhile. Remedy: open it again.
 */
public final class StoreClosedException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public StoreClosedException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
