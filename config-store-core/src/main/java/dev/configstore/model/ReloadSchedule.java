package dev.configstore.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a store is polled and read again. Jitter shortens each interval by up to a tenth,
 * and never lengthens one, so that instances that were started together do not keep
 * reading together.
 *
 * @param updateInterval the longest time between two reads of everything
 * @param pollInterval the longest time between two polls; a longer one than
 * {@code updateInterval} counts as that
 * @param instances how many instances read the same stores, roughly: full reads that all
 * of them have to make after one change are spread so that they stay within the
 * throughput of one partition of DynamoDB
 */
public record ReloadSchedule(Duration updateInterval, Duration pollInterval, int instances) {

	/**
	 * The interval of the Python library.
	 */
	public static final Duration DEFAULT_UPDATE_INTERVAL = Duration.ofSeconds(300);

	/**
	 * 0.5 RCU a poll: 60 an hour.
	 */
	public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(30);

	/**
	 * More than most have; it matters above some thousand options only.
	 */
	public static final int DEFAULT_INSTANCES = 100;

	/**
	 * A shorter interval is a mistake in the unit.
	 */
	public static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

	/**
	 * The default intervals and number of instances.
	 */
	public static final ReloadSchedule DEFAULT = new ReloadSchedule(DEFAULT_UPDATE_INTERVAL, DEFAULT_POLL_INTERVAL,
			DEFAULT_INSTANCES);

	private static final Duration LONGEST = Duration.ofDays(36_500);

	private static final double JITTER = 0.1;

	/**
	 * One partition serves 3,000 RCU a second (developer guide, "Burst and adaptive
	 * capacity"). Two thirds are left for polls, other stores and chance: full reads come
	 * in bursts, and some seconds get twice their share.
	 */
	private static final double RCU_PER_SECOND = 1_000;

	/**
	 * Create a schedule.
	 * @param updateInterval the longest time between two reads of everything
	 * @param pollInterval the longest time between two polls
	 * @param instances how many instances read the same stores
	 * @throws IllegalArgumentException if an interval is shorter than
	 * {@link #SHORTEST_INTERVAL}, or there is no instance
	 */
	public ReloadSchedule {
		requireLongEnough("updateInterval", updateInterval);
		requireLongEnough("pollInterval", pollInterval);
		if (instances < 1) {
			throw new IllegalArgumentException("'instances' must be at least 1, not " + instances);
		}
		pollInterval = (pollInterval.compareTo(updateInterval) > 0) ? updateInterval : pollInterval;
	}

	private static void requireLongEnough(String name, Duration interval) {
		Objects.requireNonNull(interval, () -> "'" + name + "' must not be null");
		if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
			throw new IllegalArgumentException(
					"'" + name + "' must be at least " + SHORTEST_INTERVAL + ", not " + interval);
		}
	}

	/**
	 * Return the time from the start to the first poll: any part of the interval, which
	 * gives each instance a phase of its own.
	 */
	public Duration firstPoll(RandomGenerator random) {
		requireRandom(random);
		return part(this.pollInterval, 1 - random.nextDouble());
	}

	/**
	 * Return the time from one poll to the next. A full read that is due within the
	 * interval is a poll as well: none is needed before it.
	 * @param untilFullRead how long it is to the next full read, if one is planned
	 */
	public Duration poll(Optional<Duration> untilFullRead, RandomGenerator random) {
		Objects.requireNonNull(untilFullRead, "'untilFullRead' must not be null");
		requireRandom(random);
		return untilFullRead.filter((until) -> until.compareTo(this.pollInterval) <= 0)
			.orElseGet(() -> shortened(this.pollInterval, random));
	}

	/**
	 * Return the time from one full read to the next.
	 */
	public Duration fullRead(RandomGenerator random) {
		requireRandom(random);
		return shortened(this.updateInterval, random);
	}

	/**
	 * Return the time from the start to the first full read after it. Instances that were
	 * started together are spread over the whole interval when one partition could not
	 * serve them within its jitter.
	 * @param units the RCU of the read
	 */
	public Duration firstFullRead(double units, RandomGenerator random) {
		requireRandom(random);
		boolean spread = secondsOf(units) > nanos(this.updateInterval) / 1e9 * JITTER;
		return spread ? part(this.updateInterval, 1 - random.nextDouble()) : fullRead(random);
	}

	/**
	 * Return how many seconds a read by every instance has to be spread over.
	 */
	private double secondsOf(double units) {
		return units * this.instances / RCU_PER_SECOND;
	}

	/**
	 * Return how long to delay a full read that every instance has to make now. Zero if
	 * the polls are spread enough already.
	 * @param units the RCU of the read
	 */
	public Duration spread(double units, RandomGenerator random) {
		requireRandom(random);
		Duration window = Duration.ofMillis((long) (secondsOf(units) * 1_000));
		return (window.compareTo(this.pollInterval) > 0) ? part(window, random.nextDouble()) : Duration.ZERO;
	}

	private static void requireRandom(RandomGenerator random) {
		Objects.requireNonNull(random, "'random' must not be null");
	}

	private static Duration shortened(Duration interval, RandomGenerator random) {
		return part(interval, 1 - JITTER * random.nextDouble());
	}

	private static Duration part(Duration interval, double share) {
		return Duration.ofNanos((long) (nanos(interval) * share));
	}

	/**
	 * Long durations express "never", and the nanoseconds of a {@code long} end after 292
	 * years.
	 */
	private static long nanos(Duration interval) {
		return (interval.compareTo(LONGEST) < 0) ? interval.toNanos() : LONGEST.toNanos();
	}

	/**
	 * Return what the intervals are on average.
	 */
	public static double averageSeconds(Duration interval) {
		Objects.requireNonNull(interval, "'interval' must not be null");
		return nanos(interval) / 1e9 * (1 - JITTER / 2);
	}

}
