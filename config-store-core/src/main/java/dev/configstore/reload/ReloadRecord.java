package dev.configstore.reload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.configstore.dynamodb.Store;
import dev.configstore.dynamodb.Ticker;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.StoreClosedException;
import dev.configstore.exception.UnexpectedFailureException;
import dev.configstore.reload.poll.Members;
import dev.configstore.reload.poll.PollResult;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the reloads: their status, and who is notified of it. A failure of any
 * class is recorded; after the end nothing is.
 */
final class ReloadRecord {

	/** The clock was set when it went so much faster or slower than the ticker. */
	private static final Duration CLOCK_SET = Duration.ofSeconds(1);

	private final InstantSource clock;

	private final Ticker ticker;

	private final Members members;

	private final ReloadListeners listeners;

	private final ReloadObservers observers = new ReloadObservers();

	private volatile Recorded recorded;

	/** When a store last could not be read. */
	private @Nullable Duration failedAt;

	private volatile boolean closed;

	ReloadRecord(InstantSource clock, Ticker ticker, Members members, ReloadListeners listeners) {
		this.clock = clock;
		this.ticker = ticker;
		this.members = members;
		this.listeners = listeners;
		this.recorded = new Recorded(ReloadStatus.begun(clock.instant()), ticker.now(), clock.instant());
	}

	/**
	 * Return the status. When the clock was set since, its times are set with it, or ages
	 * would be wrong.
	 */
	ReloadStatus status() {
		Recorded last = this.recorded;
		Instant now = this.clock.instant();
		Duration set = Duration.between(last.now(), now).minus(this.ticker.now().minus(last.at()));
		return (set.abs().compareTo(CLOCK_SET) > 0) ? last.status().shifted(set) : last.status();
	}

	/**
	 * Return how long ago the current generation was last known to be the newest.
	 */
	Duration age() {
		return this.members.age();
	}

	ReloadListeners listeners() {
		return this.listeners;
	}

	ReloadObservers observers() {
		return this.observers;
	}

	void close() {
		this.closed = true;
		this.listeners.close();
	}

	/**
	 * @throws StoreClosedException after the end
	 */
	void requireOpen() {
		if (this.closed) {
			throw new StoreClosedException("The store was closed", place(), null);
		}
	}

	/**
	 * Run the steps of a reload, seen by the observers.
	 */
	boolean observed(ReloadTrigger trigger, BooleanSupplier steps) {
		return this.observers.observe(trigger, () -> recorded(steps));
	}

	/**
	 * Run steps, and record how they fail.
	 * @throws ConfigStoreException as they fail; any other exception is the cause of one
	 */
	boolean recorded(BooleanSupplier steps) {
		requireOpen();
		try {
			return steps.getAsBoolean();
		}
		catch (CandidateRejectedException ex) {
			rejected(ex);
			throw ex;
		}
		catch (ConfigStoreException ex) {
			failed(ex);
			throw ex;
		}
		catch (RuntimeException ex) {
			ConfigStoreException failure = UnexpectedFailureException.of("The reload failed", ex, place());
			failed(failure);
			throw failure;
		}
		catch (Error ex) {
			failed(UnexpectedFailureException.of("The reload failed", ex, place()));
			throw ex;
		}
	}

	Place place() {
		List<Store> stores = this.members.stores();
		return stores.isEmpty() ? Place.of("") : Place.of(stores.get(0).table(), stores.get(0).store());
	}

	private void record(ReloadStatus status) {
		this.recorded = new Recorded(status, this.ticker.now(), this.clock.instant());
	}

	private void failed(ConfigStoreException failure) {
		requireOpen();
		this.failedAt = this.ticker.now();
		record(status().failed(this.clock.instant(), failure));
		this.listeners.failed(failure);
	}

	/**
	 * Record that stores were added to others, or are the first ones.
	 */
	void added(@Nullable ConfigStoreException failure) {
		this.failedAt = (failure != null) ? this.ticker.now() : this.failedAt;
		record(status().added(lastSuccess(), this.clock.instant(), failure));
	}

	/**
	 * When what is in use of every store was last known to be the newest.
	 */
	private Instant lastSuccess() {
		return this.clock.instant().minus(this.members.age());
	}

	void changed(List<PollResult> polls) {
		record(status().changed(this.clock.instant()));
		this.listeners.changed(polls);
	}

	/**
	 * Record what a poll has confirmed, which may be nothing. A failure is over when all
	 * stores were asked since.
	 * @param rejected whether the newest candidate is still a rejected one
	 */
	void confirmed(boolean rejected) {
		Duration failed = this.failedAt;
		boolean isOver = failed == null || this.members.age().compareTo(this.ticker.now().minus(failed)) <= 0;
		this.failedAt = isOver ? null : failed;
		record(status().confirmed(this.clock.instant(), lastSuccess(), isOver, rejected));
	}

	void rejected(CandidateRejectedException why) {
		requireOpen();
		confirmed(true);
		record(status().rejected(why));
		this.observers.rejected(why);
		this.listeners.failed(why);
	}

	/**
	 * A status and when it was recorded.
	 */
	private record Recorded(ReloadStatus status, Duration at, Instant now) {

	}

}
