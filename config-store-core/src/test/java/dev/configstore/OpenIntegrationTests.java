package dev.configstore;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.configstore.exception.ClientSetupException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.StoreAccessDeniedException;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.exception.TableNotFoundException;
import dev.configstore.exception.TableSchemaException;
import dev.configstore.exception.UnexpectedFailureException;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadListener;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a builder can set beside names and intervals.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class OpenIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final EmbeddedTable table;

	OpenIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("k", 1));
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private ConfigStoreBuilder builder() {
		return ConfigStore.builder().client(this.client).table(this.table.name()).store("prod");
	}

	private static ConfigStoreBuilder ownClient() {
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.shared();
		return ConfigStore.builder().table("own").store("prod").region(dynamoDb.region()).endpoint(dynamoDb.endpoint());
	}

	@ParameterizedTest
	@EnumSource
	void whatMayGetBetterIsTriedAgainWithinTheStartupTimeout(Mode mode) {
		this.requests.failOnce(QueryRequest.class, Faults::serverError);
		try (ConfigStore store = builder().mode(mode).startupTimeout(Duration.ofSeconds(20)).open()) {
			assertThat(store.find("db")).isPresent();
			assertThat(this.requests.requests(QueryRequest.class)).hasSize(2);
			store.getAll();
		}
	}

	@ParameterizedTest
	@EnumSource
	void theStartupTimeoutEndsAndWhatDoesNotGetBetterIsTriedOnce(Mode mode) {
		ConfigStoreBuilder builder = builder().mode(mode).startupTimeout(Duration.ofMillis(300));
		this.requests.fail(QueryRequest.class, Faults::serverError);
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(builder::open);
		assertThat(this.requests.requests(QueryRequest.class)).hasSizeGreaterThan(1);
		this.requests.clear();
		this.requests.fail(QueryRequest.class, Faults::denied);
		assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(builder::open);
		assertThat(this.requests.requests(QueryRequest.class)).hasSize(1);
	}

	@Test
	void callsAndAttemptsTakeNoLongerThanTheyMay() throws IOException {
		try (ServerSocket silent = new ServerSocket(0)) {
			ConfigStoreBuilder builder = ownClient().endpoint(URI.create("http://127.0.0.1:" + silent.getLocalPort()));
			long began = System.nanoTime();
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> builder.callTimeout(Duration.ofMillis(300)).open());
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(
						() -> builder.callTimeout(Duration.ofSeconds(60)).attemptTimeout(Duration.ofMillis(100)).open())
				.satisfies((ex) -> assertThat(ex.isTimedOut()).as("the call has time left").isFalse());
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
		}
	}

	@Test
	void credentialsComeFromTheProvider() {
		AtomicInteger asked = new AtomicInteger();
		try (ConfigStore store = ownClient().credentials(() -> {
			asked.incrementAndGet();
			return AwsBasicCredentials.create("provided", "secret");
		}).open()) {
			assertThat(store.getAll().options()).isEmpty();
			assertThat(asked).hasPositiveValue();
		}
	}

	/** The SDK closes what can be closed of a client's configuration. */
	@Test
	void theProviderStaysTheCallers() {
		ProviderToClose provider = new ProviderToClose();
		ownClient().credentials(provider).open().close();
		ownClient().credentials(provider).stores();
		assertThat(provider.closed).isFalse();
	}

	private static final class ProviderToClose implements AwsCredentialsProvider, AutoCloseable {

		private boolean closed;

		@Override
		public AwsCredentials resolveCredentials() {
			return AwsBasicCredentials.create("provided", "secret");
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

	@Test
	void aProviderThatFailsIsNamedByItsTypeOnly() {
		assertThatExceptionOfType(UnexpectedFailureException.class).isThrownBy(() -> ownClient().credentials(() -> {
			throw new IllegalStateException("marker");
		}).open()).withMessageContaining("IllegalStateException").withMessageNotContaining("marker");
	}

	@Test
	void listenersAreThereBeforeTheFirstReload() {
		List<String> heard = new CopyOnWriteArrayList<>();
		ReloadListener listener = new ReloadListener() {

			@Override
			public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
				heard.add("changed " + diff.names());
			}

			@Override
			public void failed(ConfigStoreException failure) {
				heard.add("failed");
			}

		};
		try (ConfigStore store = builder().listener(listener).listener(listener).open()) {
			this.table.put("prod", "db", Map.of("k", 2));
			store.reload();
			Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly("changed [db]", "changed [db]"));
		}
	}

	@Test
	void namesOfStoresFailByRemedyAndCreateNothing() {
		String missing = "missing-" + UUID.randomUUID();
		assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(() -> builder().table(missing).stores())
			.withMessageContaining(missing)
			.withMessageContaining("does not exist");
		assertThat(this.requests.operations()).doesNotContain("CreateTable");
		this.requests.fail(ScanRequest.class, () -> Faults.denied("dynamodb:Scan"));
		assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(() -> builder().stores())
			.withMessageContaining("dynamodb:Scan")
			.withMessageNotContaining("store '")
			.satisfies((ex) -> assertThat(ex.store()).isNull());
		this.requests.heal();
		assertThatExceptionOfType(TableSchemaException.class)
			.isThrownBy(() -> builder().storeKey("env").optionKey("section").stores())
			.withMessageContaining("'env'");
		assertThatExceptionOfType(ClientSetupException.class)
			.isThrownBy(() -> TestBuilder.ownClient(ConfigStore.builder(), () -> {
				throw SdkClientException.create("no region");
			}).stores());
	}

	@Test
	void theClientForTheNamesOfStoresIsClosed() {
		AtomicInteger closed = new AtomicInteger();
		assertThat(
				TestBuilder.ownClient(ConfigStore.builder().table(this.table.name()), () -> closing(closed)).stores())
			.containsExactly("prod");
		assertThat(closed).hasValue(1);
	}

	private DynamoDbClient closing(AtomicInteger closed) {
		return (DynamoDbClient) Proxy.newProxyInstance(DynamoDbClient.class.getClassLoader(),
				new Class<?>[] { DynamoDbClient.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("close")) {
						return closed.incrementAndGet();
					}
					return method.invoke(this.client, arguments);
				});
	}

}
