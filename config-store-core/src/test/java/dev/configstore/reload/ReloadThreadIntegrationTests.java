package dev.configstore.reload;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import dev.configstore.ConfigStore;
import dev.configstore.ConfigStoreBuilder;
import dev.configstore.Mode;
import dev.configstore.TestBuilder;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.StoreAccessDeniedException;
import dev.configstore.exception.TableNotFoundException;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

@ExtendWith(EmbeddedDynamoDbExtension.class)
@Timeout(60)
class ReloadThreadIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final EmbeddedTable table;

	ReloadThreadIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "h-1"));
		awaitNoThread();
	}

	@AfterEach
	void close() {
		this.client.close();
		awaitNoThread();
	}

	private ConfigStoreBuilder builder() {
		return ConfigStore.builder()
			.client(this.client)
			.table(this.table.name())
			.store("prod")
			.updateInterval(Duration.ofMillis(50))
			.pollInterval(Duration.ofMillis(20));
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("config-store"))
			.collect(Collectors.toSet());
	}

	/**
	 * An executor calls itself terminated an instant before its thread is.
	 */
	private static boolean ended() throws InterruptedException {
		for (Thread thread : threads()) {
			thread.join(1_000);
		}
		return threads().isEmpty();
	}

	private static void awaitNoThread() {
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> threads().isEmpty());
	}

	@Test
	void editsArriveByThemselves() {
		try (ConfigStore store = builder().open()) {
			this.table.put("prod", "db", Map.of("host", "h-2"));
			Awaitility.await().until(() -> "h-2".equals(store.get("db").get("host")));
			assertThat(threads()).hasSize(1).allMatch(Thread::isDaemon);
		}
	}

	@Test
	void theLoopOutlivesEveryFailureAndRecovers() {
		AtomicInteger failures = new AtomicInteger();
		try (ConfigStore store = builder().open()) {
			store.addListener(new ReloadListener() {
				@Override
				public void failed(ConfigStoreException failure) {
					failures.incrementAndGet();
				}
			});
			this.requests.fail(QueryRequest.class, Faults::throttled);
			Awaitility.await().until(() -> failures.get() >= 2);
			int before = this.requests.requests(QueryRequest.class).size();
			this.requests.fail(QueryRequest.class, () -> new IllegalStateException("a bug"));
			Awaitility.await().until(() -> this.requests.requests(QueryRequest.class).size() > before + 1);
			this.requests.before(QueryRequest.class, (request) -> {
				throw new StackOverflowError("worse");
			});
			int then = this.requests.requests(QueryRequest.class).size();
			Awaitility.await().until(() -> this.requests.requests(QueryRequest.class).size() > then + 1);
			assertThat(store.get("db").get("host")).isEqualTo("h-1");
			this.table.put("prod", "db", Map.of("host", "h-2"));
			this.requests.heal();
			Awaitility.await().until(() -> "h-2".equals(store.get("db").get("host")));
		}
	}

	@Test
	void theLoopOutlivesTheTableAndMakesNone() {
		DynamoDbClient client = this.table.client();
		String gone = this.table.name() + "-gone";
		AtomicInteger failures = new AtomicInteger();
		try (ConfigStore store = builder().table(gone).open()) {
			store.set("db", Map.of("host", "h-1"));
			store.reload();
			store.addListener(new ReloadListener() {
				@Override
				public void failed(ConfigStoreException failure) {
					assertThat(failure).isInstanceOf(TableNotFoundException.class);
					failures.incrementAndGet();
				}
			});
			client.deleteTable((request) -> request.tableName(gone));
			Awaitility.await().until(() -> failures.get() >= 2);
			assertThat(store.get("db").get("host")).isEqualTo("h-1");
			assertThat(client.listTables().tableNames()).doesNotContain(gone);
		}
	}

	@Test
	void closeEndsTheThreadAndLeavesTheLastSnapshot() throws Exception {
		ConfigStore store = builder().open();
		store.close();
		assertThat(ended()).isTrue();
		assertThat(store.get("db").get("host")).isEqualTo("h-1");
	}

	@Test
	void closeEndsAReadUnderWay() throws Exception {
		ConfigStore store = builder().open();
		CountDownLatch reading = new CountDownLatch(1);
		this.requests.before(QueryRequest.class, (request) -> {
			reading.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				throw Faults.timedOut();
			}
		});
		assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
		store.close();
		assertThat(ended()).isTrue();
	}

	@Test
	void aListenerMayCloseTheStore() throws Exception {
		ConfigStore store = builder().open();
		CountDownLatch closed = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean();
		store.addListener(new ReloadListener() {
			@Override
			public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
				store.close();
				interrupted.set(Thread.currentThread().isInterrupted());
				closed.countDown();
			}
		});
		this.table.put("prod", "db", Map.of("host", "h-2"));
		assertThat(closed.await(3, TimeUnit.SECONDS)).isTrue();
		// What it does after that is its own.
		assertThat(interrupted).isFalse();
		awaitNoThread();
		assertThat(store.get("db").get("host")).isEqualTo("h-2");
	}

	@Test
	void startAfterCloseStartsNothing() {
		ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of);
		stores.close();
		stores.start(new ReloadSchedule(Duration.ofMillis(10), Duration.ofMillis(10), 1));
		assertThat(threads()).isEmpty();
	}

	@Test
	void openThatFailsLeavesNoThreadAndNoClientOfItsOwn() {
		AtomicInteger closed = new AtomicInteger();
		RequestRecorder failing = new RequestRecorder();
		failing.fail(QueryRequest.class, Faults::denied);
		assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(() -> owning(failing, closed).open());
		assertThat(closed).hasValue(1);
		assertThat(threads()).isEmpty();
	}

	@Test
	void closeClosesItsOwnClientAndNoOther() {
		AtomicInteger closed = new AtomicInteger();
		for (Mode mode : Mode.values()) {
			owning(new RequestRecorder(), closed).mode(mode).open().close();
		}
		assertThat(closed).hasValue(2);
		builder().open().close();
		assertThatNoException().isThrownBy(() -> this.client.listTables());
	}

	private ConfigStoreBuilder owning(RequestRecorder requests, AtomicInteger closed) {
		return TestBuilder.ownClient(ConfigStore.builder(), () -> countingClose(requests.client(), closed))
			.table(this.table.name())
			.store("prod");
	}

	private static DynamoDbClient countingClose(DynamoDbClient client, AtomicInteger closed) {
		return (DynamoDbClient) Proxy.newProxyInstance(DynamoDbClient.class.getClassLoader(),
				new Class<?>[] { DynamoDbClient.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("close")) {
						closed.incrementAndGet();
					}
					try {
						return method.invoke(client, arguments);
					}
					catch (InvocationTargetException ex) {
						throw Objects.requireNonNull(ex.getCause());
					}
				});
	}

}
