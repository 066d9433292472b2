package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * DynamoDB did not answer, or with an error of its own, after the retries of the SDK.
 * Remedy: check the network, the region and the endpoint, or wait.
 */
public final class StoreUnavailableException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	private final boolean timedOut;

	public StoreUnavailableException(String message, Place place, @Nullable Throwable cause) {
		this(message, place, cause, false);
	}

	public StoreUnavailableException(String message, Place place, @Nullable Throwable cause, boolean timedOut) {
		super(message, place, cause);
		this.timedOut = timedOut;
	}

	/**
	 * Whether the call timed out without a known cause.
	 */
	public boolean isTimedOut() {
		return this.timedOut;
	}

	@Override
	public boolean isTransient() {
		return true;
	}

}
