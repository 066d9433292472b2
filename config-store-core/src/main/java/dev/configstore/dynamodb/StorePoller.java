package dev.configstore.dynamodb;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

import dev.configstore.dynamodb.StoreReader.Reading;
import dev.configstore.dynamodb.StoreReader.Seen;
import dev.configstore.dynamodb.item.ReadUnits;
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
 * <p>
 * What a poll has planned or found counts only once {@link #settle} is called: a poll of
 * several stores of which one fails is repeated for all.
 */
public final class StorePoller {

	private final StoreReader reader;

	private final Ticker ticker;

	private final RandomGenerator random;

	private final boolean consistent;

	/** When everything has to be read, beside the time that all stores share. */
	private volatile @Nullable Duration ownFullRead;

	/** The rejected snapshot, which polls do not report again. */
	private volatile @Nullable StoreSnapshot rejected;

	/** Whether a full read was postponed, because all instances have to make one. */
	private boolean waiting;

	/** The version it was postponed for, {@code null} if the store had none. */
	private @Nullable String awaited;

	/** Whether the store has had a version: it is looked at even if it is denied now. */
	private boolean versioned;

	StorePoller(StoreReader reader, Ticker ticker, RandomGenerator random, boolean consistent) {
		this.reader = reader;
		this.ticker = ticker;
		this.random = random;
		this.consistent = consistent;
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
		readAllNext();
		return true;
	}

	/**
	 * Read everything at the next poll.
	 */
	public void readAllNext() {
		readAllAfter(Duration.ZERO);
	}

	/**
	 * Read everything once a time has passed.
	 */
	public void readAllAfter(Duration time) {
		this.ownFullRead = this.ticker.now().plus(time);
	}

	public boolean isRejecting() {
		return this.rejected != null;
	}

	/**
	 * Poll for a change since the snapshot in use.
	 * @param due whether a full read is due, for all stores
	 */
	public Polled poll(StoreSnapshot applied, boolean due, ReloadSchedule schedule) {
		this.versioned = applied.version() != null || (this.versioned && this.reader.isVersionDenied());
		Duration own = this.ownFullRead;
		boolean all = due || (own != null && this.ticker.now().compareTo(own) >= 0);
		if (all && this.waiting) {
			return readAll();
		}
		if (all || ReadUnits.isSmall(applied.bytes())) {
			return compareContents(applied, all, schedule);
		}
		// Where options are chosen, all of them are read.
		return (this.versioned && !this.reader.isChoosing()) ? compareVersion(applied, schedule) : Polled.NOT_ASKED;
	}

	/**
	 * Read everything.
	 */
	public Polled readAll() {
		return Polled.all(this.reader.readAll());
	}

	/**
	 * Read what a publish of this process has written, strongly consistent.
	 */
	public Polled readWritten(StoreSnapshot applied) {
		VersionItem now = this.reader.version(Operation.POLL, true);
		if (now == null) {
			return readAll();
		}
		return StoreReader.isAt(applied.token(), now) ? Polled.UNCHANGED
				: this.reader.readChanged(applied, now).map(Polled::some).orElseGet(this::readAll);
	}

	/**
	 * Record that what was polled is in use, or rejected for good.
	 */
	public void settle(Polled polled) {
		if (polled.isAll()) {
			this.waiting = false;
			this.ownFullRead = null;
		}
	}

	private Polled compareContents(StoreSnapshot applied, boolean all, ReloadSchedule schedule) {
		StoreReader.Contents seen = this.reader.contents(all ? Operation.READ_ALL : Operation.POLL, this.consistent);
		if (!this.reader.isChoosing()) {
			seen.whole();
		}
		if (!all && isRejected(seen)) {
			return Polled.UNCHANGED;
		}
		// Also when the rejected snapshot seems to be gone: a poll may return older data.
		boolean suspicious = !seen.options().equals(applied.options()) || isRejecting() || !seen.malformed().isEmpty()
				|| this.reader.hasLeftOut() || (all && isVersionMoved(applied, schedule));
		if (!suspicious) {
			return all ? Polled.ALL_UNCHANGED : Polled.UNCHANGED;
		}
		Reading confirmed = this.reader.readUsable();
		if (!confirmed.snapshot().options().equals(applied.options())) {
			return Polled.all(confirmed);
		}
		this.rejected = null;
		return StoreReader.isAt(applied.token(), confirmed.version()) ? Polled.ALL_UNCHANGED : Polled.all(confirmed);
	}

	/**
	 * Whether there is another version of the same content: it was changed and changed
	 * back between two polls. Asked for where no cheap poll looks at the version.
	 */
	private boolean isVersionMoved(StoreSnapshot applied, ReloadSchedule schedule) {
		boolean polled = !this.versioned || !schedule.pollInterval().equals(schedule.updateInterval());
		if (polled && !ReadUnits.isSmall(applied.bytes())) {
			return false;
		}
		Seen seen = this.reader.look(Operation.READ_ALL, this.consistent);
		return !seen.isDenied() && !StoreReader.isAt(applied.token(), seen.item());
	}

	private Polled compareVersion(StoreSnapshot applied, ReloadSchedule schedule) {
		Seen seen = this.reader.look(Operation.POLL, this.consistent);
		Polled known = known(applied, seen);
		if (known != null) {
			return known;
		}
		Seen confirmed = this.consistent ? seen : this.reader.look(Operation.POLL, true);
		known = known(applied, confirmed);
		if (known != null) {
			return known;
		}
		VersionItem now = confirmed.item();
		Optional<Reading> changed = (now != null) ? this.reader.readChanged(applied, now) : Optional.empty();
		return changed.map(Polled::some).orElseGet(() -> readAllSpread(applied, now, schedule));
	}

	/**
	 * Return what a version says that was seen before, {@code null} if it was not: one
	 * that may not be read, or that a full read was postponed for, confirms nothing.
	 */
	private @Nullable Polled known(StoreSnapshot applied, Seen seen) {
		if (seen.isDenied() || (this.waiting && StoreReader.isAt(this.awaited, seen.item()))) {
			return Polled.NOT_ASKED;
		}
		StoreSnapshot rejected = this.rejected;
		boolean isRejected = rejected != null && rejected.version() != null
				&& StoreReader.isAt(rejected.token(), seen.item());
		return (isRejected || StoreReader.isAt(applied.token(), seen.item())) ? Polled.UNCHANGED : null;
	}

	private boolean isRejected(StoreReader.Contents seen) {
		StoreSnapshot rejected = this.rejected;
		return rejected != null && rejected.options().equals(seen.options());
	}

	/**
	 * Read everything, at a time that is spread over the instances: all of them see the
	 * new version within one interval, and have to read everything because the log does
	 * not name what changed.
	 */
	private Polled readAllSpread(StoreSnapshot applied, @Nullable VersionItem confirmed, ReloadSchedule schedule) {
		if (!this.waiting) {
			Duration spread = schedule.spread(ReadUnits.ofQuery(applied.bytes(), true), this.random);
			if (spread.isZero()) {
				return readAll();
			}
			this.waiting = true;
			this.ownFullRead = this.ticker.now().plus(spread);
		}
		// The planned time stays: a new one for each version would be too early.
		this.awaited = (confirmed != null) ? confirmed.version().token() : null;
		return Polled.NOT_ASKED;
	}

	/**
	 * Return when everything has to be read, beside the time that all stores share.
	 */
	public Optional<Duration> ownFullRead() {
		return Optional.ofNullable(this.ownFullRead);
	}

	/**
	 * What a poll found.
	 *
	 * @param reading what was read, or {@code null} if nothing has changed, as far as the
	 * poll can tell
	 * @param isConfirmed whether it was asked: only then what is in use is known to be
	 * the newest
	 * @param isAll whether everything was read
	 */
	public record Polled(@Nullable Reading reading, boolean isConfirmed, boolean isAll) {

		/** There was nothing to ask, or the answer confirms nothing. */
		public static final Polled NOT_ASKED = new Polled(null, false, false);

		/** Nothing has changed, as far as a cheap poll can tell. */
		static final Polled UNCHANGED = new Polled(null, true, false);

		/** Everything was read, and nothing has changed. */
		static final Polled ALL_UNCHANGED = new Polled(null, true, true);

		/**
		 * A store that was never read failed again. That stays due by itself, and nothing
		 * else waits for it.
		 */
		public static final Polled UNREAD = new Polled(null, false, true);

		static Polled some(Reading reading) {
			return new Polled(reading, true, false);
		}

		static Polled all(Reading reading) {
			return new Polled(reading, true, true);
		}

	}

}
