package dev.configstore.spring.simple;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Keeps look-ups from trying a store that just failed: after the n-th failure in a row
 * nothing is tried for about 2^n seconds, and then by one look-up only.
 */
final class CircuitBreaker {

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

	private static final Permit CLOSED = new Permit(0, Instant.MAX, Instant.MIN);

	private final InstantSource clock;

	private final AtomicReference<Permit> state = new AtomicReference<>(CLOSED);

	CircuitBreaker(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Return a permit to try, to be given back to {@link #succeeded()} or
	 * {@link #failed(Permit)}.
	 * @return the permit, or {@code null} while nothing is tried
	 */
	@Nullable Permit tryNow() {
		Permit seen = seen();
		if (seen == CLOSED) {
			return seen;
		}
		if (isPausing(seen)) {
			return null;
		}
		// The others do not wait for the outcome. Should there never be one, another
		// look-up tries after the longest pause.
		Permit probe = new Permit(seen.failures(), seen.since(), this.clock.instant().plus(LONGEST_PAUSE));
		return this.state.compareAndSet(seen, probe) ? probe : null;
	}

	/**
	 * Return whether nothing is tried at the moment. Takes no permit.
	 */
	boolean isPausing() {
		Permit seen = seen();
		return seen != CLOSED && isPausing(seen);
	}

	private boolean isPausing(Permit seen) {
		Instant now = this.clock.instant();
		// A clock that was set back must not make the pause longer.
		return now.isBefore(seen.until()) && !now.plus(LONGEST_PAUSE).isBefore(seen.until());
	}

	/**
	 * Record a failure, unless another look-up of the same time already did.
	 * @return whether the store worked before
	 */
	boolean failed(Permit permit) {
		Instant now = this.clock.instant();
		int failures = permit.failures() + 1;
		Instant since = (permit == CLOSED) ? now : permit.since();
		return this.state.compareAndSet(permit, new Permit(failures, since, now.plus(pause(failures))))
				&& permit == CLOSED;
	}

	/**
	 * Record an answer.
	 * @return whether the store had failed before
	 */
	boolean succeeded() {
		return seen() != CLOSED && this.state.getAndSet(CLOSED) != CLOSED;
	}

	/**
	 * Return since when the store fails.
	 * @return the time of the first failure in a row, or {@code null} when it works
	 */
	@Nullable Instant failingSince() {
		Permit seen = seen();
		return (seen != CLOSED) ? seen.since() : null;
	}

	private Permit seen() {
		return Objects.requireNonNull(this.state.get());
	}

	private static Duration pause(int failures) {
		long longest = Math.min(LONGEST_PAUSE.toMillis(), 1000L << Math.min(failures, 5));
		return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
	}

	/**
	 * The state of the breaker as seen by a look-up that tries.
	 *
	 * @param failures how many failures there were in a row
	 * @param since when the first of them was
	 * @param until until when no other look-up tries
	 */
	record Permit(int failures, Instant since, Instant until) {

	}

}
