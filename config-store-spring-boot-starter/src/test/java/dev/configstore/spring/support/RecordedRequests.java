package dev.configstore.spring.support;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The requests of the client that the starter makes, without the reads of a store's
 * version.
 */
public final class RecordedRequests implements ExecutionInterceptor, ConfigStoreClientCustomizer {

	private final List<DynamoDbRequest> requests = new CopyOnWriteArrayList<>();

	private volatile Runnable onRequest = () -> {
	};

	private volatile int port;

	/** Those of the application that starts: the bootstrap context has nothing of it. */
	private static volatile @Nullable RecordedRequests starting;

	public void addTo(SpringApplication application) {
		starting = this;
		application.addBootstrapRegistryInitializer(
				(registry) -> registry.register(ConfigStoreClientCustomizer.class, InstanceSupplier.of(this)));
	}

	/** Named by {@code spring.cloud.bootstrap.sources}. */
	@Configuration(proxyBeanMethods = false)
	public static class BootstrapConfiguration {

		@Bean
		ConfigStoreClientCustomizer requests() {
			return Objects.requireNonNull(starting);
		}

	}

	/**
	 * Do something inside each request.
	 */
	public void onRequest(Runnable onRequest) {
		this.onRequest = onRequest;
	}

	@Override
	public void customize(DynamoDbClientBuilder builder) {
		builder
			.overrideConfiguration(builder.overrideConfiguration().toBuilder().addExecutionInterceptor(this).build());
	}

	/**
	 * Send requests to another port of this machine, or where they belong if 0.
	 */
	public void divertTo(int port) {
		this.port = port;
	}

	@Override
	public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
		int port = this.port;
		return (port == 0) ? context.httpRequest() : context.httpRequest().toBuilder().port(port).build();
	}

	@Override
	public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
		DynamoDbRequest request = (DynamoDbRequest) context.request();
		if (!isPollAtVersion(request)) {
			this.requests.add(request);
			this.onRequest.run();
		}
	}

	private static boolean isPollAtVersion(DynamoDbRequest request) {
		return request instanceof GetItemRequest get
				&& get.key().values().stream().anyMatch((key) -> key.s().endsWith("#meta"));
	}

	/**
	 * Return what was requested since the last call: {@code Query} or {@code GetItem}
	 * with the option, and {@code !} in front if it is not strongly consistent.
	 */
	public List<String> drain() {
		List<String> drained = this.requests.stream().map(RecordedRequests::describe).toList();
		this.requests.clear();
		return drained;
	}

	int count() {
		return this.requests.size();
	}

	private static String describe(DynamoDbRequest request) {
		if (request instanceof GetItemRequest get) {
			return (Boolean.TRUE.equals(get.consistentRead()) ? "" : "!") + "GetItem " + text(get.key(), "_option");
		}
		if (request instanceof QueryRequest query) {
			return (Boolean.TRUE.equals(query.consistentRead()) ? "" : "!") + "Query "
					+ text(query.expressionAttributeValues(), ":store");
		}
		return request.getClass().getSimpleName();
	}

	private static String text(Map<String, AttributeValue> values, String name) {
		return Objects.requireNonNull(values.get(name)).s();
	}

}
