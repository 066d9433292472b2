package dev.configstore.reload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.reload.poll.PollResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the reloads: their status, and who is notified of it.
 */
final class ReloadRecord {

	private static final Logger logger = LoggerFactory.getLogger(ReloadingStores.class);

	private final InstantSource clock;

	private final ReloadListeners listeners = new ReloadListeners();

	private final ReloadObservers observers = new ReloadObservers();

	private volatile ReloadStatus status;

	ReloadRecord(InstantSource clock) {
		this.clock = clock;
		this.status = ReloadStatus.begun(clock.instant());
	}

	ReloadStatus status() {
		return this.status;
	}

	/**
	 * Return how long ago the current generation was last known to be the newest.
	 */
	Duration age() {
		return this.status.age(this.clock.instant());
	}

	ReloadListeners listeners() {
		return this.listeners;
	}

	ReloadObservers observers() {
		return this.observers;
	}

	/**
	 * Run the steps of a reload, seen by the observers.
	 */
	boolean observed(ReloadTrigger trigger, BooleanSupplier steps) {
		return this.observers.observe(trigger, () -> recorded(steps));
	}

	/**
	 * Run steps, and record how they fail.
	 */
	boolean recorded(BooleanSupplier steps) {
		try {
			return steps.getAsBoolean();
		}
		catch (CandidateRejectedException ex) {
			rejected(ex);
			throw ex;
		}
		catch (ConfigStoreException ex) {
			this.status = this.status.failed(this.clock.instant(), ex);
			this.listeners.failed(ex);
			throw ex;
		}
	}

	void added(boolean first, @Nullable Instant asOf, @Nullable ConfigStoreException failure) {
		Instant now = this.clock.instant();
		this.status = this.status.added(first, (asOf != null) ? asOf : now, now, failure);
	}

	void changed(List<PollResult> polls) {
		this.status = this.status.changed(this.clock.instant());
		this.listeners.changed(polls);
	}

	/**
	 * @param rejected whether the newest candidate is still a rejected one
	 */
	void confirmed(boolean rejected) {
		this.status = this.status.confirmed(this.clock.instant(), rejected);
	}

	void rejected(CandidateRejectedException why) {
		this.status = this.status.rejected(this.clock.instant(), why);
		this.listeners.failed(why);
	}

	/**
	 * Tell the receiver of a generation that is in use.
	 */
	<G> void safely(Consumer<? super G> accepted, G generation) {
		try {
			accepted.accept(generation);
		}
		catch (RuntimeException ex) {
			logger.warn("A new generation is in use, but recording it failed", ex);
		}
	}

}
