package dev.configstore.reload;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The status of the reloads of stores, or of the reads of one in simple mode.
 *
 * @param lastPoll when a poll or a read last ended, well or not
 * @param lastSuccess when what is in use of every store was last known to be the newest,
 * by a request: a poll that asks nothing proves nothing; for snapshots that were kept
 * from an earlier run, when they were the newest; for stores that are empty because they
 * were never read, when they were added; in simple mode when a read last succeeded, or
 * when the store was opened
 * @param lastChange when a new generation was last put in use; in simple mode when the
 * store was opened
 * @param failure why a poll or read failed; {@code null} if none did since all stores
 * were last read
 * @param failures how many failed in a row
 * @param rejected why the newest candidate is not in use; {@code null} if it is
 */
public record ReloadStatus(Instant lastPoll, Instant lastSuccess, Instant lastChange,
		@Nullable ConfigStoreException failure, int failures, @Nullable CandidateRejectedException rejected) {

	/**
	 * Create a status.
	 * @param lastPoll when a poll or a read last ended
	 * @param lastSuccess when what is in use was last known to be the newest
	 * @param lastChange when a new generation was last put in use
	 * @param failure why a poll or read failed
	 * @param failures how many failed in a row
	 * @param rejected why the newest candidate is not in use
	 */
	public ReloadStatus {
		Objects.requireNonNull(lastPoll, "'lastPoll' must not be null");
		Objects.requireNonNull(lastSuccess, "'lastSuccess' must not be null");
		Objects.requireNonNull(lastChange, "'lastChange' must not be null");
	}

	static ReloadStatus begun(Instant now) {
		return new ReloadStatus(now, now, now, null, 0, null);
	}

	/**
	 * Stores were added to others, or are the first ones.
	 * @param lastSuccess when the oldest snapshot was the newest
	 * @param failure why they could not be read, unless they were
	 */
	ReloadStatus added(Instant lastSuccess, Instant now, @Nullable ConfigStoreException failure) {
		ConfigStoreException why = (this.failure != null) ? this.failure : failure;
		return new ReloadStatus(now, lastSuccess, now, why, (why != null) ? 1 : 0, null);
	}

	ReloadStatus changed(Instant now) {
		return new ReloadStatus(this.lastPoll, this.lastSuccess, now, this.failure, this.failures, null);
	}

	/**
	 * @param lastSuccess when the oldest snapshot was the newest: not now if a store was
	 * not asked
	 * @param isFailureOver whether every store was read since the failure
	 * @param rejected whether the newest candidate is still a rejected one
	 */
	ReloadStatus confirmed(Instant now, Instant lastSuccess, boolean isFailureOver, boolean rejected) {
		return new ReloadStatus(now, lastSuccess, this.lastChange, isFailureOver ? null : this.failure,
				isFailureOver ? 0 : this.failures, rejected ? this.rejected : null);
	}

	ReloadStatus failed(Instant now, ConfigStoreException failure) {
		return new ReloadStatus(now, this.lastSuccess, this.lastChange, failure, this.failures + 1, this.rejected);
	}

	ReloadStatus rejected(CandidateRejectedException rejected) {
		return new ReloadStatus(this.lastPoll, this.lastSuccess, this.lastChange, this.failure, this.failures,
				rejected);
	}

	ReloadStatus shifted(Duration by) {
		return new ReloadStatus(this.lastPoll.plus(by), this.lastSuccess.plus(by), this.lastChange.plus(by),
				this.failure, this.failures, this.rejected);
	}

	/**
	 * Return how long ago what is in use was last known to be the newest.
	 * @param now the present
	 * @return the age, not negative
	 */
	public Duration age(Instant now) {
		Duration age = Duration.between(this.lastSuccess, Objects.requireNonNull(now, "'now' must not be null"));
		return age.isNegative() ? Duration.ZERO : age;
	}

	/**
	 * Return whether a poll or read failed, and the stores were not all read since.
	 * @return {@code true} if what is in use may be stale
	 */
	public boolean isStale() {
		return this.failure != null;
	}

}
