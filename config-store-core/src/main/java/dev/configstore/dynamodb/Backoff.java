package dev.configstore.dynamodb;

import java.time.Duration;

import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The wait before something is tried again: exponential, with full jitter, as the SDK
 * computes it.
 */
@FunctionalInterface
public interface Backoff {

	/** Two writers in conflict no longer overlap after a few of these. */
	BackoffStrategy BACKOFF = BackoffStrategy.exponentialDelay(Duration.ofMillis(10), Duration.ofMillis(500));

	Backoff SLEEP = (attempt) -> {
		try {
			Thread.sleep(BACKOFF.computeDelay(attempt).toMillis());
		}
		catch (InterruptedException ex) {
			// The SDK ends the next request because of it.
			Thread.currentThread().interrupt();
		}
	};

	/**
	 * Wait.
	 * @param attempt how many tries failed, from 1
	 */
	void before(int attempt);

}
