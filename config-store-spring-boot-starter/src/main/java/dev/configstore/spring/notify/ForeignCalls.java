package dev.configstore.spring.notify;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import dev.configstore.spring.dryrun.BindFailures;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of other people's code that are under way: listeners, refresh-scoped beans
 * that are made or destroyed, setters and callbacks. One that takes longer than
 * {@code config-store.notify-timeout} is named in one warning, by a daemon thread that
 * ends when nothing has been called for that time. Safe for many threads.
 */
public final class ForeignCalls implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ForeignCalls.class);

	private final Duration timeout;

	private final LongSupplier nanoTime;

	private final Set<ForeignCall> running = ConcurrentHashMap.newKeySet();

	/** What runs within another is named alone. */
	private final ThreadLocal<@Nullable ForeignCall> current = new ThreadLocal<>();

	private final ScheduledThreadPoolExecutor watch;

	/**
	 * Whether a look at the calls is planned. One for each call would cost more than it.
	 */
	private final AtomicBoolean planned = new AtomicBoolean();

	/**
	 * Create without any call.
	 * @param timeout how long a call may take before it is named
	 */
	public ForeignCalls(Duration timeout) {
		this(timeout, System::nanoTime);
	}

	ForeignCalls(Duration timeout, LongSupplier nanoTime) {
		this.timeout = timeout;
		this.nanoTime = nanoTime;
		this.watch = NotificationThread.executor("config-store-notify-watch");
	}

	/**
	 * Call other people's code on this thread.
	 * @param what what is called, for messages
	 * @param code the code
	 */
	public void call(String what, Runnable code) {
		ForeignCall outer = this.current.get();
		ForeignCall call = begin(what, "what follows a change of properties waits for it");
		this.current.set(call);
		if (outer != null) {
			outer.covered(true);
		}
		try {
			code.run();
		}
		finally {
			if (outer != null) {
				outer.covered(false);
			}
			this.current.set(outer);
			end(call);
		}
	}

	/**
	 * Begin to watch something that may take long.
	 * @param what what it is, for messages
	 * @param consequence what it holds up, for messages
	 * @return what is passed to {@link #end}
	 */
	public ForeignCall begin(String what, String consequence) {
		ForeignCall call = new ForeignCall(what, consequence, this.nanoTime.getAsLong());
		this.running.add(call);
		plan();
		return call;
	}

	private void plan() {
		if (this.planned.compareAndSet(false, true)) {
			lookIn(this.timeout);
		}
	}

	private void lookIn(Duration delay) {
		try {
			this.watch.schedule(this::look, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// Closed: notifications have ended.
		}
	}

	/**
	 * Name the calls that take too long, and look again when the next one may.
	 */
	private void look() {
		long now = this.nanoTime.getAsLong();
		Duration next = null;
		for (ForeignCall call : this.running) {
			Duration left = this.timeout.minus(call.took(now));
			if (left.isNegative() || left.isZero()) {
				report(call);
				left = this.timeout;
			}
			next = (next == null || left.compareTo(next) < 0) ? left : next;
		}
		if (next != null) {
			lookIn(next);
			return;
		}
		this.planned.set(false);
		if (!this.running.isEmpty()) {
			plan();
		}
	}

	/**
	 * End what was begun. Does nothing the second time.
	 * @param call what {@link #begin} has returned
	 */
	public void end(ForeignCall call) {
		if (this.running.remove(call) && call.isReported()) {
			logger.info("{} holds up nothing any more, after {} s", call.what(),
					call.took(this.nanoTime.getAsLong()).toSeconds());
		}
	}

	/**
	 * As {@link #call}, but what the code throws is logged, by names and types.
	 * @param what what is called, for messages
	 * @param code the code
	 * @return whether it has not failed
	 */
	public boolean guarded(String what, Runnable code) {
		try {
			call(what, code);
			return true;
		}
		catch (RuntimeException | Error ex) {
			logger.warn("{} failed after properties changed: {}", what, BindFailures.describe(ex));
			return false;
		}
	}

	private void report(ForeignCall call) {
		if (!call.isCovered() && this.running.contains(call) && call.report()) {
			logger.warn("{} has been busy for more than {} ms: {}", call.what(), this.timeout.toMillis(),
					call.consequence());
		}
	}

	/**
	 * Return the calls that take longer than they may.
	 * @return the calls, the longest first
	 */
	public List<ForeignCall> hanging() {
		long now = this.nanoTime.getAsLong();
		return this.running.stream()
			.filter((call) -> !call.isCovered() && call.took(now).compareTo(this.timeout) >= 0)
			.sorted(Comparator.comparing((ForeignCall call) -> call.took(now)).reversed())
			.toList();
	}

	/**
	 * Stop naming calls. Those under way go on.
	 */
	@Override
	public void close() {
		this.watch.shutdownNow();
	}

}
