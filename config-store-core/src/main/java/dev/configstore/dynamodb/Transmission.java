package dev.configstore.dynamodb;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Sends a request once, and notes whether it was sent at all: the SDK's own retries hide
 * the answers to all attempts but the last.
 */
final class Transmission implements SdkPlugin, ExecutionInterceptor {

	private volatile boolean sent;

	boolean isSent() {
		return this.sent;
	}

	@Override
	public void configureClient(SdkServiceClientConfiguration.Builder client) {
		client.overrideConfiguration(client.overrideConfiguration()
			.toBuilder()
			.retryStrategy(AwsRetryStrategy.doNotRetry())
			.addExecutionInterceptor(this)
			.build());
	}

	@Override
	public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
		this.sent = true;
	}

}
