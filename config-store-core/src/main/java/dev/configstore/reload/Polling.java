package dev.configstore.reload;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import dev.configstore.model.ReloadSchedule;
import org.jspecify.annotations.Nullable;

/**
 * Polls by schedule from a start to a stop, as often as that happens, until it is closed.
 */
final class Polling implements AutoCloseable {

	private final ReloadCycle<?> cycle;

	/** Held only to start: a reload has a lock of its own. */
	private final ReentrantLock starting = new ReentrantLock();

	private volatile @Nullable ReloadLoop loop;

	private volatile boolean closed;

	Polling(ReloadCycle<?> cycle) {
		this.cycle = cycle;
	}

	Optional<Instant> nextPoll() {
		return Optional.ofNullable(this.loop).map(ReloadLoop::nextPoll);
	}

	void pollNow() {
		ReloadLoop running = this.loop;
		if (running != null) {
			running.pollNow();
		}
	}

	void start(ReloadSchedule schedule) {
		this.starting.lock();
		try {
			if (this.loop == null && !this.closed) {
				this.cycle.schedule(schedule);
				ReloadLoop started = new ReloadLoop(this.cycle, schedule);
				this.loop = started;
				if (this.closed) {
					// Closed by another thread in this moment, which saw no loop.
					started.close();
				}
			}
		}
		finally {
			this.starting.unlock();
		}
	}

	void stop() {
		ReloadLoop running = this.loop;
		this.loop = null;
		if (running != null) {
			running.close();
		}
	}

	@Override
	public void close() {
		this.closed = true;
		stop();
	}

}
