package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * There are no credentials, or AWS does not accept them. Remedy: provide valid ones.
 */
public final class StoreCredentialsException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public StoreCredentialsException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

	/**
	 * A credentials provider on the network may fail temporarily.
	 */
	@Override
	public boolean isTransient() {
		return true;
	}

}
