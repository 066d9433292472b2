package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * DynamoDB refused the request because there were too many. Remedy: more capacity, or
 * fewer reads.
 */
public final class StoreThrottledException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public StoreThrottledException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

	@Override
	public boolean isTransient() {
		return true;
	}

}
