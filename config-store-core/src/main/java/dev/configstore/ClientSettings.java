package dev.configstore;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * How a client is made. Credentials come from the SDK's own chain unless the builder of
 * the client gets others.
 *
 * @param region the region's id, or {@code null} for the one that the SDK's default chain
 * finds
 * @param endpoint the endpoint, or {@code null} for the region's own
 * @param callTimeout the time for a call with all its retries; the SDK has no limit of
 * its own
 * @param attemptTimeout the time for one attempt, for connecting and for waiting on a
 * socket
 */
public record ClientSettings(@Nullable String region, @Nullable URI endpoint, Duration callTimeout,
		Duration attemptTimeout) {

	private static final int MAX_ATTEMPTS = 4;

	/**
	 * Region and endpoint as the SDK finds them; five seconds a call, two an attempt.
	 */
	public static final ClientSettings DEFAULT = new ClientSettings(null, null, Duration.ofSeconds(5),
			Duration.ofSeconds(2));

	/**
	 * Create settings.
	 * @param region the region's id
	 * @param endpoint the endpoint
	 * @param callTimeout the time for a call
	 * @param attemptTimeout the time for one attempt
	 * @throws IllegalArgumentException if the endpoint is no URL of a host, or a time-out
	 * is not positive
	 */
	public ClientSettings {
		if (endpoint != null && endpoint.getHost() == null) {
			throw new IllegalArgumentException("'endpoint' must be like http://localhost:8000, not " + endpoint);
		}
		requirePositive("callTimeout", callTimeout);
		requirePositive("attemptTimeout", attemptTimeout);
	}

	private static void requirePositive(String name, Duration timeout) {
		Objects.requireNonNull(timeout, () -> "'" + name + "' must not be null");
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("'" + name + "' must be positive, not " + timeout);
		}
	}

	/**
	 * Return these settings with another region.
	 * @param region the region's id
	 * @return the settings
	 */
	public ClientSettings withRegion(@Nullable String region) {
		return new ClientSettings(region, this.endpoint, this.callTimeout, this.attemptTimeout);
	}

	/**
	 * Return these settings with another endpoint.
	 * @param endpoint the endpoint
	 * @return the settings
	 */
	public ClientSettings withEndpoint(@Nullable URI endpoint) {
		return new ClientSettings(this.region, endpoint, this.callTimeout, this.attemptTimeout);
	}

	/**
	 * Return these settings with other time-outs.
	 * @param callTimeout the time for a call with all its retries
	 * @param attemptTimeout the time for one attempt
	 * @return the settings
	 */
	public ClientSettings withTimeouts(Duration callTimeout, Duration attemptTimeout) {
		return new ClientSettings(this.region, this.endpoint, callTimeout, attemptTimeout);
	}

	/**
	 * Few retries with short waits: callers retry by themselves, and a call that is still
	 * retrying when its time-out ends cannot report the cause.
	 */
	private static RetryStrategy retries() {
		return AwsRetryStrategy.standardRetryStrategy()
			.toBuilder()
			.maxAttempts(MAX_ATTEMPTS)
			.backoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(20), Duration.ofSeconds(1)))
			.throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(40), Duration.ofSeconds(1)))
			.build();
	}

	/**
	 * Return a builder of such a client. Nothing is resolved or called before its
	 * {@code build()}.
	 * @return the builder, for more settings
	 */
	public DynamoDbClientBuilder toBuilder() {
		// The HTTP client's own limits as well: an interrupt does not end a blocked read.
		DynamoDbClientBuilder builder = DynamoDbClient.builder()
			.httpClientBuilder(UrlConnectionHttpClient.builder()
				.connectionTimeout(this.attemptTimeout)
				.socketTimeout(this.attemptTimeout))
			.overrideConfiguration((configuration) -> configuration.apiCallTimeout(this.callTimeout)
				.apiCallAttemptTimeout(this.attemptTimeout)
				.retryStrategy(retries()));
		if (this.region != null) {
			builder.region(Region.of(this.region));
		}
		if (this.endpoint != null) {
			builder.endpointOverride(this.endpoint);
		}
		return builder;
	}

}
