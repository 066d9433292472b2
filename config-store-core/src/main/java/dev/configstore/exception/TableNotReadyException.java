package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * The table exists but did not become ACTIVE in time, or is being deleted. Remedy: wait,
 * or give it more time.
 */
public final class TableNotReadyException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public TableNotReadyException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

	@Override
	public boolean isTransient() {
		return true;
	}

}
