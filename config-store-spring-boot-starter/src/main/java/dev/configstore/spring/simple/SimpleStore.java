package dev.configstore.spring.simple;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.configstore.ConfigStore;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.OptionNotFoundException;
import dev.configstore.model.Option;
import dev.configstore.spring.text.Printable;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * One store in simple mode: reads its options, and logs when it cannot. Throws nothing:
 * an exception would fail every look-up in the environment.
 */
final class SimpleStore {

	private final ConfigStore store;

	private final Duration maxAge;

	private final Duration patience;

	private final InstantSource clock;

	private final Log logger;

	private final CircuitBreaker breaker;

	private final Map<String, OptionReadCoalescer> reads = new ConcurrentHashMap<>();

	/** Options that were found, and cannot be used, since when. */
	private final Map<String, Instant> unusable = new ConcurrentHashMap<>();

	/**
	 * @param store the store, read at each call
	 * @param maxAge how long look-ups of one option may share a read
	 * @param patience how long to wait for the read of another thread
	 */
	SimpleStore(ConfigStore store, Duration maxAge, Duration patience, InstantSource clock, Log logger) {
		this.store = store;
		this.maxAge = maxAge;
		this.patience = patience;
		this.clock = clock;
		this.logger = logger;
		this.breaker = new CircuitBreaker(clock);
	}

	String name() {
		return this.store.store();
	}

	/**
	 * Return whether a look-up of an option may be answered from the generation in use.
	 */
	boolean isYoung(String option) {
		return reads(option).isYoung(this.maxAge, this.clock);
	}

	/**
	 * Record that the generation in use has what a read found.
	 */
	void renewed(String option, OptionRead read) {
		reads(option).renewed(read.at());
		usable(option);
	}

	private void usable(String option) {
		if (this.unusable.remove(option) != null) {
			this.logger.info("Option '" + Printable.name(option) + "' of " + describe() + " can be used again");
		}
	}

	/**
	 * Record that what a read found cannot be used.
	 */
	void unusable(String option, RuntimeException failure) {
		unusable(option, failure, true);
	}

	/**
	 * Record which options cannot be used, of all that the store has.
	 * @param found why they cannot be used, by name
	 * @param known the options that have last values
	 */
	void unusable(Map<String, ? extends RuntimeException> found, Set<String> known) {
		Set.copyOf(this.unusable.keySet())
			.stream()
			.filter((option) -> !found.containsKey(option))
			.forEach(this::usable);
		found.forEach((option, failure) -> unusable(option, failure, known.contains(option)));
	}

	private void unusable(String option, RuntimeException failure, boolean isKnown) {
		if (this.unusable.putIfAbsent(option, this.clock.instant()) == null) {
			String name = Printable.name(option);
			this.logger.warn(isKnown
					? "The last values of option '" + name + "' stay until it is corrected: " + failure.getMessage()
					: "Option '" + name + "' is left out until it is corrected: " + failure.getMessage());
		}
	}

	/**
	 * Read an option as it is now.
	 * @param inUse the option of the generation in use when the read begins
	 * @return the read, or {@code null} when the last values are served
	 */
	@Nullable OptionRead read(String option, Supplier<@Nullable Option> inUse) {
		if (this.breaker.isPausing() || Thread.currentThread().isInterrupted()) {
			// The SDK does not work on an interrupted thread; the store did not fail.
			return null;
		}
		OptionReadCoalescer reads = reads(option);
		try {
			return reads.read(this.patience, () -> attempt(reads, option, inUse));
		}
		catch (OptionReadCoalescer.PatienceLostException ex) {
			CircuitBreaker.Permit permit = this.breaker.tryNow();
			if (permit != null) {
				failed(permit, ex);
			}
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	private @Nullable OptionRead attempt(OptionReadCoalescer reads, String option, Supplier<@Nullable Option> inUse) {
		CircuitBreaker.Permit permit = this.breaker.tryNow();
		if (permit == null) {
			return null;
		}
		Option before = inUse.get();
		Instant at = this.clock.instant();
		long began = reads.begin();
		try {
			Option found = get(option);
			succeeded();
			return new OptionRead(began, at, before, found);
		}
		catch (MalformedItemException ex) {
			succeeded();
			unusable(option, ex);
			return null;
		}
		catch (RuntimeException ex) {
			if (!Thread.currentThread().isInterrupted()) {
				failed(permit, ex);
			}
			return null;
		}
	}

	private @Nullable Option get(String option) {
		try {
			return this.store.get(option);
		}
		catch (OptionNotFoundException ex) {
			return null;
		}
	}

	private void succeeded() {
		if (this.breaker.succeeded()) {
			this.logger.info(describe() + " can be read again");
		}
	}

	private void failed(CircuitBreaker.Permit permit, RuntimeException failure) {
		if (this.breaker.failed(permit)) {
			this.logger
				.warn("Look-ups in " + describe() + " fail, the last values are served: " + failure.getMessage());
		}
	}

	/**
	 * Return since when look-ups are answered with values that may be old.
	 * @return the time, or {@code null} if the last look-ups were answered as they should
	 * be
	 */
	@Nullable Instant staleSince() {
		Instant failing = this.breaker.failingSince();
		return (failing != null) ? failing : this.unusable.values().stream().min(Instant::compareTo).orElse(null);
	}

	private OptionReadCoalescer reads(String option) {
		return this.reads.computeIfAbsent(option, (name) -> new OptionReadCoalescer());
	}

	private String describe() {
		return "table '" + this.store.table() + "', store '" + this.store.store() + "'";
	}

}
