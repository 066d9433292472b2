package dev.configstore.reload.poll;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import dev.configstore.dynamodb.Ticker;
import dev.configstore.model.ReloadSchedule;
import org.jspecify.annotations.Nullable;

/**
 * The one time for the full reads of all stores: one for each store would need a poll of
 * its own.
 */
final class FullReads {

	private final Ticker ticker;

	private final RandomGenerator random = new SplittableRandom();

	private volatile @Nullable Duration last;

	private volatile @Nullable Duration next;

	FullReads(Ticker ticker) {
		this.ticker = ticker;
	}

	/**
	 * Record that stores were read when they were added: the first time is planned by the
	 * first poll.
	 */
	void added() {
		this.last = this.ticker.now();
		this.next = null;
	}

	/**
	 * Return whether everything has to be read.
	 * @param units the RCU that this costs
	 */
	boolean isDue(ReloadSchedule schedule, double units) {
		Duration next = this.next;
		if (next == null) {
			Duration last = this.last;
			next = ((last != null) ? last : this.ticker.now()).plus(schedule.firstFullRead(units, this.random));
			this.next = next;
		}
		return this.ticker.now().compareTo(next) >= 0;
	}

	/**
	 * Plan the next one, after everything was read.
	 */
	void done(ReloadSchedule schedule) {
		this.next = this.ticker.now().plus(schedule.fullRead(this.random));
	}

	/**
	 * Read everything at the next poll.
	 */
	void now() {
		this.next = this.ticker.now();
	}

	Optional<Duration> next() {
		return Optional.ofNullable(this.next);
	}

}
