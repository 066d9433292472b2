package dev.configstore.reload;

import java.time.Duration;
import java.time.Instant;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The status of the reloads of stores.
 *
 * @param lastPoll when a poll or a read last ended, well or not
 * @param lastSuccess when a poll or a read last succeeded, so that what is in use was
 * known to be the newest; for snapshots that were kept from an earlier run, when they
 * were the newest; for stores that are empty because they were never read, when they were
 * added
 * @param lastChange when a new generation was last put in use
 * @param failure why the last poll or read failed; {@code null} if it did not
 * @param failures how many failed in a row
 * @param rejected why the newest candidate is not in use; {@code null} if it is
 */
public record ReloadStatus(Instant lastPoll, Instant lastSuccess, Instant lastChange,
		@Nullable ConfigStoreException failure, int failures, @Nullable CandidateRejectedException rejected) {

	static ReloadStatus begun(Instant now) {
		return new ReloadStatus(now, now, now, null, 0, null);
	}

	/**
	 * Stores were added to others, or are the first ones.
	 * @param asOf when their snapshots were the newest
	 * @param failure why they could not be read, unless they were
	 */
	ReloadStatus added(boolean first, Instant asOf, Instant now, @Nullable ConfigStoreException failure) {
		Instant oldest = (first || asOf.isBefore(this.lastSuccess)) ? asOf : this.lastSuccess;
		ConfigStoreException why = (this.failure != null) ? this.failure : failure;
		return new ReloadStatus(now, oldest, now, why, (why != null) ? 1 : 0, null);
	}

	ReloadStatus changed(Instant now) {
		return new ReloadStatus(now, now, now, null, 0, null);
	}

	/**
	 * @param rejected whether the newest candidate is still a rejected one
	 */
	ReloadStatus confirmed(Instant now, boolean rejected) {
		return new ReloadStatus(now, now, this.lastChange, null, 0, rejected ? this.rejected : null);
	}

	ReloadStatus failed(Instant now, ConfigStoreException failure) {
		return new ReloadStatus(now, this.lastSuccess, this.lastChange, failure, this.failures + 1, this.rejected);
	}

	ReloadStatus rejected(Instant now, CandidateRejectedException rejected) {
		return new ReloadStatus(now, now, this.lastChange, null, 0, rejected);
	}

	/**
	 * Return how long ago what is in use was last known to be the newest.
	 * @param now the present
	 * @return the age, not negative
	 */
	public Duration age(Instant now) {
		Duration age = Duration.between(this.lastSuccess, now);
		return age.isNegative() ? Duration.ZERO : age;
	}

	/**
	 * Return whether the last poll or read failed.
	 * @return {@code true} if what is in use may be stale
	 */
	public boolean isStale() {
		return this.failure != null;
	}

}
