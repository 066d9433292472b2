package dev.configstore;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a store is read again.
 *
 * @param updateInterval the longest time between two reads of everything
 */
public record ReloadSchedule(Duration updateInterval) {

	/**
	 * The interval of the Python library.
	 */
	public static final Duration DEFAULT_UPDATE_INTERVAL = Duration.ofSeconds(300);

	/**
	 * Anything faster is a mistake in a unit.
	 */
	public static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

	/**
	 * The share of an interval by which chance shortens it, so that instances started
	 * together do not read together for ever.
	 */
	private static final double JITTER = 0.1;

	/**
	 * Create a schedule.
	 * @param updateInterval the longest time between two reads of everything
	 * @throws IllegalArgumentException if it is shorter than {@link #SHORTEST_INTERVAL}
	 */
	public ReloadSchedule {
		if (updateInterval.compareTo(SHORTEST_INTERVAL) < 0) {
			throw new IllegalArgumentException(
					"'updateInterval' must be at least " + SHORTEST_INTERVAL + ", not " + updateInterval);
		}
	}

	/**
	 * Return the time from the end of one read to the next: the interval, shortened by
	 * chance, never lengthened.
	 */
	Duration next(RandomGenerator random) {
		long nanos = this.updateInterval.toNanos();
		return Duration.ofNanos(nanos - (long) (nanos * JITTER * random.nextDouble()));
	}

}
