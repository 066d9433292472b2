package dev.configstore;

import org.jspecify.annotations.Nullable;

/**
 * DynamoDB did not answer, or with an error of its own, after the retries of the SDK.
 * Remedy: check the network, the region and the endpoint, or wait.
 */
public final class StoreUnavailableException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	StoreUnavailableException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

	@Override
	public boolean isTransient() {
		return true;
	}

}
