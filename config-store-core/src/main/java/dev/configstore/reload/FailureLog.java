package dev.configstore.reload;

import java.time.Duration;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs how reloads go, once for each change: an outage of an hour gives one line at its
 * beginning and one at its end.
 */
final class FailureLog {

	private static final Logger logger = LoggerFactory.getLogger(ReloadingStores.class);

	private @Nullable String last;

	/**
	 * Take over what was logged already.
	 */
	void begin(ReloadStatus status) {
		ConfigStoreException logged = (status.failure() != null) ? status.failure() : status.rejected();
		this.last = (logged != null) ? kind(logged) : null;
	}

	private static String kind(ConfigStoreException failure) {
		return (failure instanceof CandidateRejectedException) ? String.valueOf(failure.getMessage())
				: failure.getClass().getName();
	}

	void failed(ConfigStoreException failure, Duration age) {
		String kind = kind(failure);
		if (kind.equals(this.last)) {
			logger.debug("Still failing, values are {} old: {}", age, failure.getMessage());
			return;
		}
		this.last = kind;
		if (failure instanceof CandidateRejectedException) {
			logger.warn("A candidate was rejected, the generation in use stays: {}", failure.getMessage());
		}
		else {
			logger.warn("Reloading failed, the last values stay and are {} old: {}", age, failure.getMessage());
		}
	}

	void failedUnexpectedly(Throwable failure, Duration age) {
		String kind = failure.getClass().getName();
		if (kind.equals(this.last)) {
			logger.debug("Still failing unexpectedly, values are {} old", age, failure);
			return;
		}
		this.last = kind;
		logger.error("Reloading failed unexpectedly, the last values stay and are {} old", age, failure);
	}

	/**
	 * @param rejected the rejection that is not over, if there is one: a successful poll
	 * does not end it
	 */
	void succeeded(Duration age, @Nullable CandidateRejectedException rejected) {
		String now = (rejected != null) ? kind(rejected) : null;
		if (this.last != null && !this.last.equals(now)) {
			logger.info("Reloading works again, after {}", age);
		}
		this.last = now;
	}

}
