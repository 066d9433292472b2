package dev.configstore.reload;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Runs one reload after the other. One that is asked for by what a reload calls (a check,
 * a target, a listener) is queued, and runs when that reload has ended.
 */
final class Turns {

	/** What asks again each time must not keep the thread for ever. */
	private static final int MAX_QUEUED = 10;

	/**
	 * Held while a reload runs, its I/O included: a monitor would pin a virtual thread.
	 */
	private final ReentrantLock running = new ReentrantLock();

	/** Used by the thread that holds the lock. */
	private final Map<Object, Runnable> queued = new LinkedHashMap<>();

	/**
	 * Run a reload when no other does.
	 * @param kind what is queued once only
	 * @return what it returned, or {@code false} if it was queued
	 * @throws InterruptedException if the thread was interrupted while it waited
	 */
	boolean run(Object kind, BooleanSupplier reload) throws InterruptedException {
		if (isInside()) {
			this.queued.put(kind, reload::getAsBoolean);
			return false;
		}
		this.running.lockInterruptibly();
		return runLocked(reload);
	}

	/**
	 * Run a reload when no other does, unless that takes too long.
	 */
	void runWithin(Duration time, Object kind, BooleanSupplier reload) throws InterruptedException {
		if (isInside()) {
			this.queued.put(kind, reload::getAsBoolean);
		}
		else if (this.running.tryLock(time.toNanos(), TimeUnit.NANOSECONDS)) {
			runLocked(reload);
		}
	}

	/**
	 * Run something short, inside a reload too.
	 */
	boolean runInside(BooleanSupplier step) {
		this.running.lock();
		try {
			return step.getAsBoolean();
		}
		finally {
			this.running.unlock();
		}
	}

	/**
	 * Run something short if no reload runs.
	 * @return {@code false} if one does
	 */
	boolean runIfFree(BooleanSupplier step) {
		if (!this.running.tryLock()) {
			return false;
		}
		try {
			return step.getAsBoolean();
		}
		finally {
			this.running.unlock();
		}
	}

	/**
	 * Return whether this thread runs a reload.
	 */
	boolean isInside() {
		return this.running.isHeldByCurrentThread();
	}

	private boolean runLocked(BooleanSupplier reload) {
		try {
			return reload.getAsBoolean();
		}
		finally {
			try {
				runQueued();
			}
			finally {
				this.running.unlock();
			}
		}
	}

	private void runQueued() {
		for (int i = 0; i < MAX_QUEUED && !this.queued.isEmpty(); i++) {
			Iterator<Runnable> next = this.queued.values().iterator();
			Runnable reload = next.next();
			// Removed first: it may be asked for again meanwhile.
			next.remove();
			try {
				reload.run();
			}
			catch (RuntimeException ex) {
				// Recorded as any other. No caller waits for the result.
			}
		}
	}

}
