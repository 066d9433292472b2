package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * DynamoDB did not confirm whether the publish was written. Remedy: read the version
 * later; the publish was written if its token is there or in the log.
 */
public final class UnclearOutcomeException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public UnclearOutcomeException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
