package dev.configstore.spring.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * What the clients of one application ask DynamoDB, and how many of them are open.
 */
public final class CountedRequests implements ConfigStoreClientCustomizer, ExecutionInterceptor {

	private final List<SdkRequest> requests = new CopyOnWriteArrayList<>();

	private final AtomicInteger opened = new AtomicInteger();

	private final AtomicInteger closed = new AtomicInteger();

	@Override
	public void customize(DynamoDbClientBuilder builder) {
		builder
			.overrideConfiguration(builder.overrideConfiguration().toBuilder().addExecutionInterceptor(this).build());
		builder.httpClientBuilder(new CountedHttpClients());
	}

	@Override
	public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
		this.requests.add(context.request());
	}

	/**
	 * The operations by name, but for the reads of a version, of which a start has two at
	 * most for each store.
	 */
	public List<String> operations() {
		return this.requests.stream()
			.filter((request) -> !isPollAtVersion(request))
			.map((request) -> request.getClass().getSimpleName().replace("Request", ""))
			.toList();
	}

	public long pollsAtVersions() {
		return this.requests.stream().filter(CountedRequests::isPollAtVersion).count();
	}

	private static boolean isPollAtVersion(SdkRequest request) {
		return request instanceof GetItemRequest get
				&& get.key().values().stream().anyMatch((key) -> key.s().endsWith("#meta"));
	}

	public int count() {
		return this.requests.size();
	}

	public int openedClients() {
		return this.opened.get();
	}

	public int openClients() {
		return this.opened.get() - this.closed.get();
	}

	private final class CountedHttpClients implements SdkHttpClient.Builder<CountedHttpClients> {

		@Override
		public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
			CountedRequests.this.opened.incrementAndGet();
			SdkHttpClient client = UrlConnectionHttpClient.builder().buildWithDefaults(defaults);
			return new SdkHttpClient() {

				@Override
				public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
					return client.prepareRequest(request);
				}

				@Override
				public String clientName() {
					return client.clientName();
				}

				@Override
				public void close() {
					CountedRequests.this.closed.incrementAndGet();
					client.close();
				}

			};
		}

	}

}
