package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * An item of the store cannot be understood as an option, or a value in it not as what it
 * was asked for. Remedy: correct or delete the item.
 */
public final class MalformedItemException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public MalformedItemException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
