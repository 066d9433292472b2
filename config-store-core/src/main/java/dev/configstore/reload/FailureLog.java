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

	/** Whether reads fail, as far as was logged. A rejection is no such failure. */
	private boolean failing;

	/**
	 * Take over what was logged already.
	 */
	void begin(ReloadStatus status) {
		ConfigStoreException logged = (status.failure() != null) ? status.failure() : status.rejected();
		this.last = (logged != null) ? kind(logged) : null;
		this.failing = status.failure() != null;
	}

	private static String kind(ConfigStoreException failure) {
		return (failure instanceof CandidateRejectedException) ? String.valueOf(failure.getMessage())
				: failure.getClass().getName();
	}

	void failed(ConfigStoreException failure, Duration age) {
		boolean rejected = failure instanceof CandidateRejectedException;
		if (rejected) {
			// What was rejected was read.
			recovered(age);
		}
		String kind = kind(failure);
		if (kind.equals(this.last)) {
			logger.debug("Still failing, values are {} old: {}", text(age), failure.getMessage());
			return;
		}
		this.last = kind;
		if (rejected) {
			logger.warn("A candidate was rejected, the generation in use stays: {}", failure.getMessage());
		}
		else {
			this.failing = true;
			logger.warn("Reloading failed, the last values stay and are {} old: {}", text(age), failure.getMessage());
		}
	}

	void failedUnexpectedly(Throwable failure, Duration age) {
		String kind = failure.getClass().getName();
		if (kind.equals(this.last)) {
			logger.debug("Still failing unexpectedly, values are {} old", text(age), failure);
			return;
		}
		this.last = kind;
		this.failing = true;
		logger.error("Reloading failed unexpectedly, the last values stay and are {} old", text(age), failure);
	}

	/**
	 * @param rejected the rejection that is not over, if there is one: a successful poll
	 * does not end it
	 */
	void succeeded(Duration age, @Nullable CandidateRejectedException rejected) {
		recovered(age);
		this.last = (rejected != null) ? kind(rejected) : null;
	}

	private void recovered(Duration age) {
		if (this.failing) {
			this.failing = false;
			logger.info("Reloading works again, after {}", text(age));
		}
	}

	/**
	 * As people write it, with two units at most: {@code 1.8 s}, {@code 4 min 12 s}.
	 */
	private static String text(Duration age) {
		if (age.toSeconds() == 0) {
			return age.toMillis() + " ms";
		}
		if (age.toMinutes() == 0) {
			int tenths = (age.toSeconds() < 10) ? age.toMillisPart() / 100 : 0;
			return age.toSeconds() + ((tenths > 0) ? "." + tenths : "") + " s";
		}
		if (age.toHours() == 0) {
			return age.toMinutes() + " min" + ((age.toSecondsPart() > 0) ? " " + age.toSecondsPart() + " s" : "");
		}
		return age.toHours() + " h" + ((age.toMinutesPart() > 0) ? " " + age.toMinutesPart() + " min" : "");
	}

}
