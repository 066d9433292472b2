package dev.configstore.reload;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Runs one reload after the other. One that is asked for by what a reload calls (a check,
 * a target), or by a listener, is queued, and runs when that reload, or that call, has
 * ended.
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

	/** What is asked for by code that this thread calls outside a reload. */
	private final ThreadLocal<@Nullable Map<Object, Runnable>> asked = new ThreadLocal<>();

	/** How many reloads in a row were asked for in this way. */
	private final AtomicInteger inARow = new AtomicInteger();

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
	 * Call other people's code outside a reload. What it queues runs when it has ended.
	 */
	void calling(Runnable code) {
		Map<Object, Runnable> asked = new LinkedHashMap<>();
		this.asked.set(asked);
		try {
			code.run();
		}
		finally {
			this.asked.remove();
			asked.values().forEach((reload) -> {
				if (this.inARow.incrementAndGet() <= MAX_QUEUED) {
					runRecorded(reload);
				}
			});
		}
	}

	/**
	 * Queue a reload if this thread calls other people's code.
	 * @param kind what is queued once only
	 * @return whether it was queued
	 */
	boolean queue(Object kind, Runnable reload) {
		Map<Object, Runnable> asked = this.asked.get();
		if (asked == null) {
			return false;
		}
		asked.put(kind, reload);
		return true;
	}

	/**
	 * Note a reload that no other one has led to.
	 */
	void begin() {
		if (!isInside()) {
			this.inARow.set(0);
		}
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
			runRecorded(reload);
		}
	}

	private static void runRecorded(Runnable reload) {
		try {
			reload.run();
		}
		catch (RuntimeException ex) {
			// Recorded as any other. No caller waits for the result.
		}
	}

}
