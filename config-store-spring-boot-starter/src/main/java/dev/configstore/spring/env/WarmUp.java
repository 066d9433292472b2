package dev.configstore.spring.env;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import dev.configstore.ClientSettings;
import dev.configstore.ConfigStore;
import dev.configstore.Mode;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Reads a store that is nowhere, on a thread of its own, while the application prepares
 * its environment: more than a thousand classes of the SDK are loaded by it that the read
 * of the import would have to wait for. Nothing leaves the process. Once in the life of a
 * JVM.
 */
final class WarmUp {

	/** The SDK does not do any I/O for it, so this is far more than it takes. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final AtomicReference<@Nullable FutureTask<@Nullable Void>> BEGUN = new AtomicReference<>();

	private static final String ITEM = """
			{"Items":[{"_store":{"S":"none"},"_option":{"S":"a"},"text":{"S":"b"},"number":{"N":"1"}}],"Count":1}""";

	private WarmUp() {
	}

	/**
	 * Begin, unless that was done before.
	 */
	static void begin() {
		FutureTask<@Nullable Void> work = new FutureTask<>(() -> {
			read();
			return null;
		});
		if (BEGUN.compareAndSet(null, work)) {
			Thread thread = new Thread(work, "config-store-warm-up");
			thread.setDaemon(true);
			thread.start();
		}
	}

	/**
	 * Wait for the end, if it was begun: two threads that load the same classes hinder
	 * each other.
	 */
	static void await() {
		FutureTask<@Nullable Void> work = BEGUN.get();
		if (work == null) {
			return;
		}
		try {
			work.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			// The read that counts will say what is wrong.
		}
	}

	static void read() {
		try (SdkHttpClient http = UrlConnectionHttpClient.create();
				DynamoDbClient client = ClientSettings.DEFAULT.withRegion("us-east-1")
					.withEndpoint(URI.create("http://localhost"))
					.toBuilder()
					.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
					.httpClientBuilder((defaults) -> new Nowhere(http))
					.build()) {
			ConfigStore.builder().client(client).store("none").mode(Mode.SIMPLE).open().close();
		}
	}

	/**
	 * Answers by itself.
	 *
	 * @param http makes requests, which are never sent
	 */
	private record Nowhere(SdkHttpClient http) implements SdkHttpClient {

		@Override
		public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
			this.http.prepareRequest(request).abort();
			boolean query = request.httpRequest()
				.firstMatchingHeader("X-Amz-Target")
				.filter((target) -> target.endsWith(".Query"))
				.isPresent();
			byte[] body = (query ? ITEM : "{}").getBytes(StandardCharsets.UTF_8);
			return new ExecutableHttpRequest() {

				@Override
				public HttpExecuteResponse call() {
					return HttpExecuteResponse.builder()
						.response(SdkHttpResponse.builder()
							.statusCode(200)
							.putHeader("Content-Length", String.valueOf(body.length))
							.build())
						.responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
						.build();
				}

				@Override
				public void abort() {
					// Nothing was sent.
				}

			};
		}

		@Override
		public void close() {
			// Who made the other one closes it.
		}

	}

}
