package dev.configstore;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The end of a time that several reads share. What has a time of its own (waiting for a
 * table that is being created) moves it.
 */
public final class Deadline {

	private final AtomicReference<Instant> end;

	private Deadline(Instant end) {
		this.end = new AtomicReference<>(end);
	}

	/**
	 * Return a deadline.
	 * @param time how long it is until then
	 * @return the deadline
	 */
	public static Deadline in(Duration time) {
		return new Deadline(Instant.now().plus(time));
	}

	boolean isOver() {
		return !Instant.now().isBefore(this.end.get());
	}

	Duration left() {
		return Duration.between(Instant.now(), this.end.get());
	}

	/**
	 * Do something in its own time. Several at once move the end by the longest.
	 */
	void outside(Runnable work) {
		Instant began = Instant.now();
		Instant before = Objects.requireNonNull(this.end.get());
		try {
			work.run();
		}
		finally {
			Instant moved = before.plus(Duration.between(began, Instant.now()));
			this.end.accumulateAndGet(moved, (one, other) -> one.isAfter(other) ? one : other);
		}
	}

}
