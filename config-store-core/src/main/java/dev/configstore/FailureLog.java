package dev.configstore;

import java.time.Duration;

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

	void failed(ConfigStoreException failure, Duration age) {
		String kind = (failure instanceof CandidateRefusedException) ? String.valueOf(failure.getMessage())
				: failure.getClass().getName();
		if (kind.equals(this.last)) {
			logger.debug("Still failing, values are {} old: {}", age, failure.getMessage());
			return;
		}
		this.last = kind;
		if (failure instanceof CandidateRefusedException) {
			logger.warn("A new state was refused, the last one stays: {}", failure.getMessage());
		}
		else {
			logger.warn("Reloading failed, the last values stay and are {} old: {}", age, failure.getMessage());
		}
	}

	void failedUnexpectedly(Throwable failure, Duration age) {
		this.last = failure.getClass().getName();
		logger.error("Reloading failed unexpectedly, the last values stay and are {} old", age, failure);
	}

	void succeeded(Duration age) {
		if (this.last != null) {
			logger.info("Reloading works again, after {}", age);
			this.last = null;
		}
	}

}
