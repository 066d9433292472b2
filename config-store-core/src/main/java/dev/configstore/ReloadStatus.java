package dev.configstore;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the reloading of stores stands.
 *
 * @param lastSuccess when a look or a read last succeeded, so that what is in use was
 * known to be the newest state
 * @param lastChange when a new generation was last put in use
 * @param failure why the last look or read failed; {@code null} if it did not
 * @param failures how many failed in a row
 * @param refused why the newest state that was found is not in use; {@code null} if it is
 */
public record ReloadStatus(Instant lastSuccess, Instant lastChange, @Nullable ConfigStoreException failure,
		int failures, @Nullable CandidateRefusedException refused) {

	static ReloadStatus loaded(Instant now) {
		return new ReloadStatus(now, now, null, 0, null);
	}

	ReloadStatus succeeded(Instant now, boolean changed) {
		return new ReloadStatus(now, changed ? now : this.lastChange, null, 0, changed ? null : this.refused);
	}

	ReloadStatus failed(ConfigStoreException failure) {
		return new ReloadStatus(this.lastSuccess, this.lastChange, failure, this.failures + 1, this.refused);
	}

	ReloadStatus refused(Instant now, CandidateRefusedException refused) {
		return new ReloadStatus(now, this.lastChange, null, 0, refused);
	}

	/**
	 * Return how long ago what is in use was last known to be the newest state.
	 * @param now the present
	 * @return the age, not negative
	 */
	public Duration age(Instant now) {
		Duration age = Duration.between(this.lastSuccess, now);
		return age.isNegative() ? Duration.ZERO : age;
	}

	/**
	 * Return whether the last look or read failed.
	 * @return {@code true} if what is in use may be stale
	 */
	public boolean isStale() {
		return this.failure != null;
	}

}
