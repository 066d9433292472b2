package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * No client for DynamoDB could be made. Remedy: set the region, or correct the settings
 * of the client.
 */
public final class ClientSetupException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public ClientSetupException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
