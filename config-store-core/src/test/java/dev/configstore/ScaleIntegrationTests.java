package dev.configstore;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import dev.configstore.dynamodb.Store;
import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Publication;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.Rollback;
import dev.configstore.reload.Generation;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.support.RequestRecorder;
import dev.configstore.support.SettableClock;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sizes that nobody should need. Prints the figures of {@code docs/reliability.md}.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@EnabledIfSystemProperty(named = "test.scale", matches = "true")
class ScaleIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client;

	private final DoubleAdder units = new DoubleAdder();

	private final SettableClock clock = new SettableClock();

	private final String name = "s-" + UUID.randomUUID();

	private final EmbeddedTable table;

	ScaleIntegrationTests(EmbeddedTable table) {
		this.table = table;
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.shared();
		DynamoDbClientBuilder builder = new ClientSettings(dynamoDb.region(), dynamoDb.endpoint(),
				Duration.ofMinutes(2), Duration.ofMinutes(1))
			.toBuilder();
		this.requests.addTo(builder);
		this.client = builder.build();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private ConfigStoreBuilder builder(String store) {
		return ConfigStore.builder()
			.client(this.client)
			.table(this.table.name())
			.store(store)
			.clock(this.clock)
			.unitsListener((of, operation, units) -> this.units.add(units));
	}

	private void fill(String store, int options) {
		List<WriteRequest> writes = new ArrayList<>();
		for (int i = 0; i < options; i++) {
			Map<String, AttributeValue> item = Map.of("_store", AttributeValue.fromS(store), "_option",
					AttributeValue.fromS("option-" + i), "v", AttributeValue.fromS("x".repeat(130)));
			writes.add(WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build());
			if (writes.size() == 25 || i == options - 1) {
				List<WriteRequest> batch = List.copyOf(writes);
				this.table.client().batchWriteItem((request) -> request.requestItems(Map.of(this.table.name(), batch)));
				writes.clear();
			}
		}
	}

	private Duration bareQueries(String store) {
		long began = System.nanoTime();
		Map<String, AttributeValue> next = null;
		do {
			Map<String, AttributeValue> from = next;
			QueryResponse page = this.table.client()
				.query((request) -> request.tableName(this.table.name())
					.keyConditionExpression("#s = :s")
					.expressionAttributeNames(Map.of("#s", "_store"))
					.expressionAttributeValues(Map.of(":s", AttributeValue.fromS(store)))
					.consistentRead(true)
					.exclusiveStartKey(from));
			next = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
		}
		while (next != null);
		return Duration.ofNanos(System.nanoTime() - began);
	}

	private Duration timed(Runnable step) {
		this.units.reset();
		this.requests.clear();
		long began = System.nanoTime();
		step.run();
		return Duration.ofNanos(System.nanoTime() - began);
	}

	/** The least of some tries: others use this machine as well. */
	private static Duration best(Supplier<Duration> step) {
		return Stream.generate(step).limit(5).min(Comparator.naturalOrder()).orElseThrow();
	}

	/** By this thread, which runs the requests too: more than is in use at any moment. */
	private static long allocatedBytes(Runnable step) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		step.run();
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	private void print(String what, Duration time, Duration bare) {
		System.out.printf(Locale.ROOT, "FIGURE | %s | %d | %.1f | %.2f |%n", what, this.requests.count(),
				this.units.sum(), (double) time.toNanos() / bare.toNanos());
	}

	private static long usedBytes() {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			System.gc();
			least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
		}
		return least;
	}

	@Test
	void fiftyThousandOptions() {
		fill(this.name, 50_000);
		bareQueries(this.name);
		ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of, this.clock);
		long before = usedBytes();
		Duration time = timed(() -> stores.add(List.of(builder(this.name).source())));
		long memory = usedBytes() - before;
		assertThat(stores.current().snapshots().get(0).options()).hasSize(50_000);
		print("50,000 options: start", time, bareQueries(this.name));
		System.out.printf(Locale.ROOT, "FIGURE memory of 50,000 options of 200 bytes: %.1f MB%n", memory / 1e6);
		ReloadSchedule schedule = new ReloadSchedule(Duration.ofMinutes(5), Duration.ofSeconds(30), 1);
		stores.poll(schedule);
		this.clock.advance(Duration.ofMinutes(5));
		print("50,000 options: full read", timed(() -> stores.poll(schedule)), bareQueries(this.name));
		ConfigStore store = ConfigStores.timeBased(stores).get(0);
		print("50,000 options: a publish that is seen", timed(() -> store.set("option-1", Map.of("v", "new"))),
				bareQueries(this.name));
		assertThat(store.get("option-1").get("v")).isEqualTo("new");
		stores.close();
		Reference.reachabilityFence(stores);
	}

	@Test
	void twentyStores() {
		List<Store> sources = IntStream.range(0, 20).mapToObj((i) -> {
			fill(this.name + i, 100);
			return builder(this.name + i).source();
		}).toList();
		Duration bare = Duration.ZERO;
		for (int i = 0; i < 20; i++) {
			bare = bare.plus(bareQueries(this.name + i));
		}
		ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of, this.clock);
		print("20 stores of 100 options: start", timed(() -> stores.add(sources)), bare);
		ReloadSchedule schedule = new ReloadSchedule(Duration.ofMinutes(5), Duration.ofSeconds(30), 1);
		stores.poll(schedule);
		this.clock.advance(Duration.ofMinutes(5));
		print("20 stores of 100 options: full read", timed(() -> stores.poll(schedule)), bare);
		stores.close();
	}

	@Test
	void anOptionOfFiveThousandKeys() {
		Map<String, Object> keys = new HashMap<>();
		IntStream.range(0, 5_000).forEach((i) -> keys.put("key-" + i, "v".repeat(20)));
		try (ConfigStore store = builder(this.name).mode(Mode.SIMPLE).open()) {
			store.set("large", keys);
			keys.put("key-0", "changed");
			Duration bare = bareQueries(this.name);
			print("an option of 5,000 keys: change one", timed(() -> store.set("large", keys)), bare);
			assertThat(store.get("large").keys()).hasSize(5_000);
			print("an option of 5,000 keys: read", timed(() -> store.get("large")), bare);
			store.rollback(1, Rollback.by("scale"));
			assertThat(store.get("large").get("key-0")).isEqualTo("v".repeat(20));
			assertThat(store.delete("large")).isTrue();
		}
	}

	@Test
	void aThousandVersions() {
		try (ConfigStore store = builder(this.name).mode(Mode.SIMPLE).historyLimit(2_000).open()) {
			for (int i = 1; i <= 1_000; i++) {
				store.publish(Publication.of("o" + i % 10, Map.of("v", i)).set("counter", Map.of("n", i)));
			}
			Duration bare = best(() -> bareQueries(this.name + "#history"));
			print("1,000 versions: history(1,000)",
					best(() -> timed(() -> assertThat(store.history(1_000)).hasSize(1_000))), bare);
			print("1,000 versions: at(1)", best(() -> timed(() -> assertThat(store.at(1).options()).hasSize(2))), bare);
			long before = usedBytes();
			List<HistoryEntry> history = store.history(1_000);
			System.out.printf(Locale.ROOT, "FIGURE memory of history(1,000): %.1f MB%n", (usedBytes() - before) / 1e6);
			Reference.reachabilityFence(history);
			System.out.printf(Locale.ROOT, "FIGURE at(1) behind 1,000 versions allocates %.1f MB%n",
					allocatedBytes(() -> store.at(1)) / 1e6);
			print("1,000 versions: rollback(500)", timed(() -> store.rollback(500, Rollback.by("scale"))), bare);
			assertThat(store.get("counter").get("n")).hasToString("500");
		}
	}

}
