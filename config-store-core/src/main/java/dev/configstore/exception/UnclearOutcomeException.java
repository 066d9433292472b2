package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * DynamoDB did not confirm whether the publish was written. Remedy: read the version
 * later. If it has {@link #token()}, the publish was written. If it has a higher number,
 * the history tells by author, note and time whether {@link #number()} is this publish.
 */
public final class UnclearOutcomeException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	private final long number;

	private final String token;

	public UnclearOutcomeException(String message, long number, String token, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
		this.number = number;
		this.token = token;
	}

	/**
	 * Return the number that the version has if it was written.
	 * @return the number
	 */
	public long number() {
		return this.number;
	}

	/**
	 * Return the token that the version has if it was written.
	 * @return the token
	 */
	public String token() {
		return this.token;
	}

}
