package dev.configstore.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One published state of a store.
 * <p>
 * The token is the identity: a table that was restored, or a version item that was made
 * anew, gives a number again, and never a token. Numbers are for order and for people.
 *
 * @param number the number, from 1
 * @param token random for each publish
 * @param at when it was published by the publisher's clock, if its author said so
 * @param by who published it, if they said so
 */
public record StoreVersion(long number, String token, @Nullable Instant at, @Nullable String by) {

	@Override
	public String toString() {
		return "version " + this.number + " (" + this.token + ")";
	}

}
