package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * The caller may not do this. Remedy: allow the action the message names.
 */
public final class StoreAccessDeniedException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public StoreAccessDeniedException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
