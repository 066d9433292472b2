package dev.configstore.spring.simple;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import dev.configstore.spring.text.DurationText;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one option, one at a time. Look-ups that arrive while one is under way
 * share the next one: that one began after they arrived, so each of them still sees
 * everything that was written before it.
 */
final class OptionReadCoalescer {

	/** Counts arrivals and beginnings, so that each is before or after each other. */
	private final AtomicLong order = new AtomicLong();

	/** Not a monitor: it is held during I/O, and would pin a virtual thread. */
	private final ReentrantLock reading = new ReentrantLock();

	private volatile @Nullable OptionRead last;

	private volatile @Nullable Instant renewed;

	/**
	 * Read the option, or share a read that began after this call did.
	 * @param patience how long to wait for the read under way
	 * @param read reads, when it is this thread's turn
	 * @return the read, or {@code null} when there was none
	 * @throws InterruptedException if this thread was interrupted while it waited
	 * @throws PatienceLostException if the read under way took too long
	 */
	@Nullable OptionRead read(Duration patience, Supplier<@Nullable OptionRead> read) throws InterruptedException {
		long arrival = this.order.incrementAndGet();
		if (!this.reading.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
			throw new PatienceLostException(patience);
		}
		try {
			OptionRead shared = this.last;
			if (shared != null && shared.began() > arrival) {
				return shared;
			}
			OptionRead own = read.get();
			this.last = own;
			return own;
		}
		finally {
			this.reading.unlock();
		}
	}

	/**
	 * Return the beginning of a read.
	 */
	long begin() {
		return this.order.incrementAndGet();
	}

	/**
	 * Record that the generation in use has the result of a read that began then.
	 */
	void renewed(Instant began) {
		this.renewed = began;
	}

	/**
	 * Return whether the generation in use has the option as it was not longer ago.
	 */
	boolean isYoung(Duration maxAge, InstantSource clock) {
		Instant renewed = this.renewed;
		if (maxAge.isZero() || renewed == null) {
			return false;
		}
		Duration age = Duration.between(renewed, clock.instant());
		// A clock that was set back must not make it younger.
		return !age.isNegative() && age.compareTo(maxAge) <= 0;
	}

	/**
	 * A read of another thread does not end.
	 */
	static final class PatienceLostException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		PatienceLostException(Duration patience) {
			super("A read has taken more than " + DurationText.of(patience));
		}

	}

}
