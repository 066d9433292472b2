package dev.configstore;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads by schedule on one daemon thread. Nothing ends it but {@link #close()}.
 */
final class ReloadLoop implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ReloadLoop.class);

	private final BooleanSupplier reload;

	private final ReloadSchedule schedule;

	private final ScheduledExecutorService executor;

	private boolean failing;

	ReloadLoop(BooleanSupplier reload, ReloadSchedule schedule) {
		this.reload = reload;
		this.schedule = schedule;
		this.executor = new ScheduledThreadPoolExecutor(1, ReloadLoop::daemon);
		scheduleNext();
	}

	private void scheduleNext() {
		if (!this.executor.isShutdown()) {
			this.executor.schedule(this::run, this.schedule.next(ThreadLocalRandom.current()).toNanos(),
					TimeUnit.NANOSECONDS);
		}
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
			scheduleNext();
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
