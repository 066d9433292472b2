package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * There are no credentials, or AWS does not accept them. Remedy: provide valid ones.
 * Waiting rarely helps, so a start fails at once; providers on the network are tried
 * again by the SDK.
 */
public final class StoreCredentialsException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public StoreCredentialsException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
