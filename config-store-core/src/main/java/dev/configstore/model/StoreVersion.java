package dev.configstore.model;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One published version of a store.
 * <p>
 * The token is the identity: a table that was restored, or a version item that was made
 * anew, may repeat a number, but never a token. Numbers are for the order and for
 * display.
 *
 * @param number the number, from 1
 * @param token random for each publish
 * @param at when it was published by the publisher's clock, if it was given
 * @param by who published it, if it was given
 */
public record StoreVersion(long number, String token, @Nullable Instant at, @Nullable String by) {

	/**
	 * Create a version.
	 * @param number the number, from 1
	 * @param token random for each publish
	 * @param at when it was published
	 * @param by who published it
	 */
	public StoreVersion {
		Objects.requireNonNull(token, "'token' must not be null");
	}

	@Override
	public String toString() {
		return "version " + this.number + " (" + this.token + ")";
	}

}
