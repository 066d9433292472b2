package dev.configstore.dynamodb;

import java.time.Duration;
import java.time.InstantSource;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a time that several reads share. Work that has a time limit of its own
 * (waiting for a table that is being created) moves it.
 */
public final class Deadline {

	private static final Logger logger = LoggerFactory.getLogger(Deadline.class);

	private static final Ticker TICKER = Ticker.of(InstantSource.system());

	private volatile Duration end;

	private Deadline(Duration end) {
		this.end = end;
	}

	/**
	 * Return a deadline.
	 * @param time how long it is until then
	 * @return the deadline
	 */
	public static Deadline in(Duration time) {
		return new Deadline(TICKER.now().plus(time));
	}

	/**
	 * Try something until it succeeds, waiting does not help, or the time is over. Waits
	 * with jitter between two tries.
	 * @param attempt what to try
	 * @throws ConfigStoreException why the last try failed, or the one before if the last
	 * one only had no time left
	 */
	public void retry(Runnable attempt) {
		ConfigStoreException why = null;
		for (int tries = 1;; tries++) {
			try {
				attempt.run();
				return;
			}
			catch (ConfigStoreException ex) {
				boolean timedOut = ex instanceof StoreUnavailableException unavailable && unavailable.isTimedOut();
				why = (timedOut && why != null) ? why : ex;
				// An interrupt ends each attempt at once.
				if (!ex.isTransient() || isOver() || Thread.currentThread().isInterrupted()) {
					throw why;
				}
				logger.debug("Reading at start failed, trying again: {}", ex.getMessage());
			}
			Backoff.SLEEP.before(tries);
		}
	}

	private boolean isOver() {
		return TICKER.now().compareTo(this.end) >= 0;
	}

	public Duration left() {
		return this.end.minus(TICKER.now());
	}

	/**
	 * Run work that does not count against the deadline. Work that runs at the same time
	 * moves it by the longest.
	 */
	void outside(Runnable work) {
		Duration began = TICKER.now();
		Duration before = this.end;
		try {
			work.run();
		}
		finally {
			moveTo(before.plus(TICKER.now().minus(began)));
		}
	}

	private synchronized void moveTo(Duration moved) {
		this.end = (moved.compareTo(this.end) > 0) ? moved : this.end;
	}

}
