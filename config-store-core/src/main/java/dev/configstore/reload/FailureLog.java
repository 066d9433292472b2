package dev.configstore.reload;

import java.time.Duration;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how the reloading goes, once for each change: an outage of an hour is one line at
 * its beginning and one at its end.
 */
final class FailureLog {

	private static final Logger logger = LoggerFactory.getLogger(ReloadingStores.class);

	private @Nullable String last;

	/**
	 * Take over what was said already.
	 */
	void begin(ReloadStatus status) {
		ConfigStoreException said = (status.failure() != null) ? status.failure() : status.rejected();
		this.last = (said != null) ? kind(said) : null;
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
			logger.warn("A new state was rejected, the last one stays: {}", failure.getMessage());
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
	 * @param rejected what is still held back, if something is: that polls go well does
	 * not end it
	 */
	void succeeded(Duration age, @Nullable CandidateRejectedException rejected) {
		String now = (rejected != null) ? kind(rejected) : null;
		if (this.last != null && !this.last.equals(now)) {
			logger.info("Reloading works again, after {}", age);
		}
		this.last = now;
	}

}
