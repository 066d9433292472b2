package dev.configstore.spring.support;

import java.util.concurrent.atomic.AtomicInteger;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.support.RequestRecorder;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The clients of one application: what they ask DynamoDB, and how many of them are open.
 */
public final class CountedClients implements ConfigStoreClientCustomizer {

	private final RequestRecorder requests = new RequestRecorder();

	private final AtomicInteger opened = new AtomicInteger();

	private final AtomicInteger closed = new AtomicInteger();

	@Override
	public void customize(DynamoDbClientBuilder builder) {
		this.requests.addTo(builder);
		builder.httpClientBuilder(new CountedHttpClients());
	}

	public RequestRecorder requests() {
		return this.requests;
	}

	/**
	 * How many were built so far.
	 */
	public int opened() {
		return this.opened.get();
	}

	/**
	 * How many of them are not closed.
	 */
	public int open() {
		return this.opened.get() - this.closed.get();
	}

	private final class CountedHttpClients implements SdkHttpClient.Builder<CountedHttpClients> {

		@Override
		public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
			CountedClients.this.opened.incrementAndGet();
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
					CountedClients.this.closed.incrementAndGet();
					client.close();
				}

			};
		}

	}

}
