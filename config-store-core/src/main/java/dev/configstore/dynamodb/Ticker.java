package dev.configstore.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Measures time that only goes on: the clock of a machine may be set back.
 */
@FunctionalInterface
public interface Ticker {

	/**
	 * Return the time since some moment.
	 */
	Duration now();

	/**
	 * Return a ticker beside a clock. For the system's clock it is the system's own; for
	 * any other it goes on as that clock does, and stands while that is set back.
	 */
	static Ticker of(InstantSource clock) {
		if (clock.equals(InstantSource.system())) {
			return () -> Duration.ofNanos(System.nanoTime());
		}
		return new Ticker() {

			private Instant last = clock.instant();

			private Duration passed = Duration.ZERO;

			@Override
			public synchronized Duration now() {
				Instant now = clock.instant();
				this.passed = now.isAfter(this.last) ? this.passed.plus(Duration.between(this.last, now)) : this.passed;
				this.last = now;
				return this.passed;
			}

		};
	}

}
