package dev.configstore.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * One version in a store's history.
 *
 * @param number the version's number
 * @param at when it was published by the publisher's clock, if it is known
 * @param by who published it, if it was given
 * @param note why, if it was given
 * @param options the options it changed
 */
public record HistoryEntry(long number, @Nullable Instant at, @Nullable String by, @Nullable String note,
		Set<String> options) {

	/**
	 * Create a version of the history.
	 * @param number the version's number
	 * @param at when it was published
	 * @param by who published it
	 * @param note why
	 * @param options the options it changed; copied
	 */
	public HistoryEntry {
		Objects.requireNonNull(options, "'options' must not be null");
		options = Collections.unmodifiableSet(new TreeSet<>(options));
	}

}
