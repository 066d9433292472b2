package dev.configstore.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

import dev.configstore.dynamodb.StoreReader.Reading;
import dev.configstore.dynamodb.item.VersionItem;
import dev.configstore.model.Operation;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.StoreSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Polls for changes of one store, as cheaply as its size and its version allow:
 * <ul>
 * <li>a store of up to 4 KB is read as a whole, which costs what a read of its version
 * would, and sees every edit;</li>
 * <li>of a larger one that has a version, the version item is read, and then what its log
 * names;</li>
 * <li>everything is read at longer intervals, which finds edits by hand.</li>
 * </ul>
 * A difference in an eventually consistent read is confirmed by a strongly consistent
 * one, because eventually consistent reads may return older data.
 */
public final class StorePoller {

	private final StoreReader reader;

	private final InstantSource clock;

	private final RandomGenerator random;

	private final boolean consistent;

	private volatile @Nullable Instant nextFullRead;

	/** The rejected snapshot, which polls do not report again. */
	private volatile @Nullable StoreSnapshot rejected;

	/** Whether a full read was postponed, because all instances have to make one. */
	private boolean waiting;

	/** The version it was postponed for, {@code null} if the store had none. */
	private @Nullable String awaited;

	StorePoller(StoreReader reader, InstantSource clock, RandomGenerator random, boolean consistent) {
		this.reader = reader;
		this.clock = clock;
		this.random = random;
		this.consistent = consistent;
	}

	StoreReader reader() {
		return this.reader;
	}

	/**
	 * Do not report a snapshot until everything is read again.
	 * @param rejected the snapshot, or {@code null} to forget it
	 */
	public void reject(@Nullable StoreSnapshot rejected) {
		this.rejected = rejected;
	}

	/**
	 * Forget what was rejected, and read everything at the next poll.
	 * @return whether anything was rejected
	 */
	public boolean retry() {
		if (this.rejected == null) {
			return false;
		}
		this.rejected = null;
		this.nextFullRead = this.clock.instant();
		return true;
	}

	public boolean isRejecting() {
		return this.rejected != null;
	}

	/**
	 * Poll for a change since the snapshot in use.
	 * @return what was found, or empty if nothing has changed, as far as a poll can tell
	 */
	public Optional<Reading> poll(StoreSnapshot applied, ReloadSchedule schedule) {
		Instant next = this.nextFullRead;
		if (next == null) {
			next = applied.readAt()
				.plus(schedule.firstFullRead(ReadUnits.ofQuery(applied.bytes(), false), this.random));
			this.nextFullRead = next;
		}
		boolean due = !this.clock.instant().isBefore(next);
		if (due && this.waiting) {
			return Optional.of(readAll(schedule));
		}
		if (due || ReadUnits.isSmall(applied.bytes())) {
			return compareContents(applied, schedule, due);
		}
		return (applied.version() != null) ? compareVersion(applied, schedule) : Optional.empty();
	}

	/**
	 * Read everything, and begin to count the time to the next full read anew.
	 */
	public Reading readAll(@Nullable ReloadSchedule schedule) {
		Reading reading = this.reader.readAll();
		planFullRead(schedule);
		return reading;
	}

	/**
	 * Called after a full read succeeded: one that fails stays due.
	 */
	private void planFullRead(@Nullable ReloadSchedule schedule) {
		this.waiting = false;
		if (schedule != null) {
			this.nextFullRead = this.clock.instant().plus(schedule.fullRead(this.random));
		}
	}

	private Optional<Reading> compareContents(StoreSnapshot applied, ReloadSchedule schedule, boolean due) {
		StoreReader.Contents seen = this.reader.contents(due ? Operation.READ_ALL : Operation.POLL, this.consistent);
		if (!due && isRejected(seen)) {
			return Optional.empty();
		}
		// Also when the rejected snapshot seems to be gone: a poll may return older data.
		boolean suspicious = !seen.options().equals(applied.options()) || isRejecting();
		Reading confirmed = suspicious ? this.reader.readAll() : null;
		if (due) {
			planFullRead(schedule);
		}
		if (confirmed == null) {
			return Optional.empty();
		}
		boolean gone = confirmed.snapshot().options().equals(applied.options());
		if (gone) {
			this.rejected = null;
		}
		return gone ? Optional.empty() : Optional.of(confirmed);
	}

	private Optional<Reading> compareVersion(StoreSnapshot applied, ReloadSchedule schedule) {
		VersionItem seen = this.reader.version(Operation.POLL, this.consistent);
		if (StoreReader.isAt(applied.token(), seen) || isKnown(seen)) {
			return Optional.empty();
		}
		VersionItem confirmed = this.consistent ? seen : this.reader.version(Operation.POLL, true);
		if (StoreReader.isAt(applied.token(), confirmed) || isKnown(confirmed)) {
			return Optional.empty();
		}
		Optional<Reading> changed = (confirmed != null) ? this.reader.readChanged(applied, confirmed)
				: Optional.empty();
		return changed.isPresent() ? changed : readAllSpread(applied, confirmed, schedule);
	}

	private boolean isRejected(StoreReader.Contents seen) {
		StoreSnapshot rejected = this.rejected;
		return rejected != null && rejected.options().equals(seen.options());
	}

	/**
	 * Whether a version is rejected, or a full read of it was postponed.
	 */
	private boolean isKnown(@Nullable VersionItem version) {
		StoreSnapshot rejected = this.rejected;
		return (rejected != null && rejected.version() != null && StoreReader.isAt(rejected.token(), version))
				|| isAwaited(version);
	}

	private boolean isAwaited(@Nullable VersionItem version) {
		return this.waiting && StoreReader.isAt(this.awaited, version);
	}

	/**
	 * Read everything, at a time that is spread over the instances: all of them see the
	 * new version within one interval, and have to read everything because the log does
	 * not name what changed.
	 */
	private Optional<Reading> readAllSpread(StoreSnapshot applied, @Nullable VersionItem confirmed,
			ReloadSchedule schedule) {
		if (this.waiting) {
			// The planned time stays: a new one for each version would be too early.
			this.awaited = (confirmed != null) ? confirmed.version().token() : null;
			return Optional.empty();
		}
		Duration spread = schedule.spread(ReadUnits.ofQuery(applied.bytes(), true), this.random);
		if (spread.isZero()) {
			return Optional.of(readAll(schedule));
		}
		this.waiting = true;
		this.awaited = (confirmed != null) ? confirmed.version().token() : null;
		Instant allowed = this.clock.instant().plus(spread);
		Instant next = this.nextFullRead;
		this.nextFullRead = (next != null && next.isBefore(allowed)) ? next : allowed;
		return Optional.empty();
	}

	/**
	 * Return how long it is to a full read, at most.
	 */
	public Optional<Duration> untilFullRead() {
		return Optional.ofNullable(this.nextFullRead)
			.map((next) -> Duration.between(this.clock.instant(), next))
			.map((time) -> time.isNegative() ? Duration.ZERO : time);
	}

}
