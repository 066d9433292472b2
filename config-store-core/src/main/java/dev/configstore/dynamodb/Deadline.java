package dev.configstore.dynamodb;

import java.time.Duration;
import java.time.Instant;

/**
 * The end of a time that several reads share. Work that has a time limit of its own
 * (waiting for a table that is being created) moves it.
 */
public final class Deadline {

	private volatile Instant end;

	private Deadline(Instant end) {
		this.end = end;
	}

	/**
	 * Return a deadline.
	 * @param time how long it is until then
	 * @return the deadline
	 */
	public static Deadline in(Duration time) {
		return new Deadline(Instant.now().plus(time));
	}

	public boolean isOver() {
		return !Instant.now().isBefore(this.end);
	}

	public Duration left() {
		return Duration.between(Instant.now(), this.end);
	}

	/**
	 * Run work that does not count against the deadline. Work that runs at the same time
	 * moves it by the longest.
	 */
	void outside(Runnable work) {
		Instant began = Instant.now();
		Instant before = this.end;
		try {
			work.run();
		}
		finally {
			moveTo(before.plus(Duration.between(began, Instant.now())));
		}
	}

	private synchronized void moveTo(Instant moved) {
		this.end = moved.isAfter(this.end) ? moved : this.end;
	}

}
