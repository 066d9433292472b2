package dev.configstore.reload;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.UnexpectedFailureException;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.reload.poll.Parallel;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Polls by schedule on one daemon thread. Nothing ends it but {@link #close()}.
 */
final class ReloadLoop implements AutoCloseable {

	private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

	private static final Duration CLOSE_WAITS = Duration.ofMillis(100);

	private final ReloadCycle<?> cycle;

	private final ReloadSchedule schedule;

	private final BackoffStrategy backoff;

	private final ScheduledThreadPoolExecutor executor;

	private final FailureLog log = new FailureLog();

	private volatile @Nullable Future<?> next;

	private int failures;

	private volatile @Nullable Thread thread;

	private volatile Instant nextPoll;

	ReloadLoop(ReloadCycle<?> cycle, ReloadSchedule schedule) {
		this.cycle = cycle;
		this.schedule = schedule;
		Duration longest = (schedule.updateInterval().compareTo(MAX_BACKOFF) < 0) ? schedule.updateInterval()
				: MAX_BACKOFF;
		Duration first = (schedule.pollInterval().compareTo(longest) < 0) ? schedule.pollInterval() : longest;
		// The start may have logged an outage that is not over.
		this.log.begin(cycle.record().status());
		this.backoff = BackoffStrategy.exponentialDelay(first, longest);
		this.executor = new ScheduledThreadPoolExecutor(1, Parallel::daemon);
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.nextPoll = scheduleNext(schedule.firstPoll(ThreadLocalRandom.current()));
	}

	Instant nextPoll() {
		return this.nextPoll;
	}

	/**
	 * @return when that is, by the system's clock
	 */
	private Instant scheduleNext(Duration delay) {
		try {
			this.next = this.executor.schedule(this::run, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// Closed in the meantime: there is no other reason.
		}
		return Instant.now().plus(delay);
	}

	/**
	 * Poll at once, instead of when the next poll is due. A poll under way is not
	 * disturbed: it is followed by another one.
	 */
	void pollNow() {
		try {
			this.executor.execute(() -> {
				Future<?> planned = this.next;
				if (planned != null && planned.cancel(false)) {
					run();
				}
			});
		}
		catch (RejectedExecutionException ex) {
			// Closed, which is the only reason there is.
		}
	}

	private void run() {
		this.thread = Thread.currentThread();
		Duration age = this.cycle.record().age();
		try {
			this.cycle.poll(this.schedule);
			this.log.succeeded(age, this.cycle.record().status().rejected());
			this.failures = 0;
		}
		catch (CandidateRejectedException ex) {
			// DynamoDB answers, so polls go on without backoff.
			this.log.failed(ex, age);
			this.failures = 0;
		}
		catch (ConfigStoreException ex) {
			// The other stores are not polled less often for one that was never read.
			this.failures = (ex == this.cycle.members().failure()) ? 0 : this.failures + 1;
			log(ex, age);
		}
		catch (Throwable ex) {
			// Errors too: a loop that ended silently would leave old values in use.
			this.failures++;
			log(ex, age);
		}
		finally {
			this.nextPoll = scheduleNext(next());
		}
	}

	private void log(Throwable failure, Duration age) {
		if (this.executor.isShutdown()) {
			// The read was interrupted because it is not needed any more.
			return;
		}
		if (failure instanceof UnexpectedFailureException unexpected) {
			this.log.failedUnexpectedly(Objects.requireNonNullElse(unexpected.getCause(), unexpected), age);
		}
		else if (failure instanceof ConfigStoreException expected) {
			this.log.failed(expected, age);
		}
		else {
			this.log.failedUnexpectedly(failure, age);
		}
	}

	private Duration next() {
		if (this.failures > 0) {
			return this.backoff.computeDelay(this.failures);
		}
		return this.schedule.poll(this.cycle.members().untilFullRead(), ThreadLocalRandom.current());
	}

	/**
	 * End the loop, and interrupt a read under way. Waits for a moment, so that a reload
	 * that goes on ends before what it uses, and not for one that hangs.
	 */
	@Override
	public void close() {
		if (Thread.currentThread() == this.thread) {
			// A listener may close what it listens to.
			this.executor.shutdown();
			return;
		}
		this.executor.shutdownNow();
		try {
			this.executor.awaitTermination(CLOSE_WAITS.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
