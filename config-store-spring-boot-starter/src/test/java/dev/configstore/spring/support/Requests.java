package dev.configstore.spring.support;

import java.util.concurrent.atomic.AtomicInteger;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/**
 * The way to a table: counts what passes, and throttles all of it when it is told to.
 */
public final class Requests implements ConfigStoreClientCustomizer, ExecutionInterceptor {

	private final AtomicInteger count = new AtomicInteger();

	private volatile boolean throttled;

	private volatile Runnable before = () -> {
	};

	@Override
	public void customize(DynamoDbClientBuilder builder) {
		builder
			.overrideConfiguration(builder.overrideConfiguration().toBuilder().addExecutionInterceptor(this).build());
	}

	@Override
	public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
		this.count.incrementAndGet();
		this.before.run();
		if (this.throttled) {
			throw ProvisionedThroughputExceededException.builder()
				.statusCode(400)
				.awsErrorDetails(AwsErrorDetails.builder()
					.errorCode("ProvisionedThroughputExceededException")
					.errorMessage("Rate exceeded")
					.build())
				.build();
		}
	}

	public int count() {
		return this.count.get();
	}

	public void throttle(boolean throttled) {
		this.throttled = throttled;
	}

	public void before(Runnable before) {
		this.before = before;
	}

}
