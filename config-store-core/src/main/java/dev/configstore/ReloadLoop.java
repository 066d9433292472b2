package dev.configstore;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads by schedule on one daemon thread. Nothing ends it but {@link #close()}.
 */
final class ReloadLoop implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ReloadLoop.class);

	private final BooleanSupplier reload;

	private final ReloadSchedule schedule;

	private final Supplier<Optional<Duration>> untilFullRead;

	private final ScheduledExecutorService executor;

	private boolean failing;

	/**
	 * @param untilFullRead how long it is to a full read that must not wait for the look
	 * after it
	 */
	ReloadLoop(BooleanSupplier reload, ReloadSchedule schedule, Supplier<Optional<Duration>> untilFullRead) {
		this.reload = reload;
		this.schedule = schedule;
		this.untilFullRead = untilFullRead;
		this.executor = new ScheduledThreadPoolExecutor(1, ReloadLoop::daemon);
		scheduleNext(schedule.firstLook(ThreadLocalRandom.current()));
	}

	private void scheduleNext(Duration delay) {
		if (!this.executor.isShutdown()) {
			this.executor.schedule(this::run, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	private Duration next() {
		Duration look = this.schedule.look(ThreadLocalRandom.current());
		// A full read that fails stays due, and must not be tried without a pause.
		return this.failing ? look : this.untilFullRead.get().filter((until) -> until.compareTo(look) < 0).orElse(look);
	}

	private void run() {
		try {
			this.reload.getAsBoolean();
			if (this.failing) {
				logger.info("Reloading works again");
			}
			this.failing = false;
		}
		catch (Throwable ex) {
			// An error as well: a loop that ends in silence serves old values for ever.
			logFailure(ex);
		}
		finally {
			scheduleNext(next());
		}
	}

	private void logFailure(Throwable failure) {
		if (this.executor.isShutdown()) {
			logger.debug("Closed while reloading");
		}
		else if (failure instanceof ConfigStoreException && this.failing) {
			logger.debug("Reloading still fails: {}", failure.getMessage());
		}
		else if (failure instanceof ConfigStoreException) {
			logger.warn("Reloading failed, the last values stay: {}", failure.getMessage());
			this.failing = true;
		}
		else {
			this.failing = true;
			logger.error("Reloading failed unexpectedly, the last values stay", failure);
		}
	}

	/**
	 * End the loop. A read under way is interrupted, and waited for.
	 */
	@Override
	public void close() {
		this.executor.shutdownNow();
		try {
			this.executor.awaitTermination(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static void runOnDaemon(Runnable work) {
		daemon(work).start();
	}

	private static Thread daemon(Runnable work) {
		Thread thread = new Thread(work, "config-store-reload");
		thread.setDaemon(true);
		return thread;
	}

}
