package dev.configstore;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.exception.VersionConflictException;
import dev.configstore.model.Publication;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.reload.Generation;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class ConcurrentPublishIntegrationTests {

	private static final boolean LONG = Boolean.getBoolean("test.scale");

	private static final int UPDATES = LONG ? 1_000 : 200;

	/** How many snapshots are read, a quarter of them in full. */
	private static final int READS = LONG ? 500 : 100;

	private static final int OPTIONS = 40;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final String name = "store-" + UUID.randomUUID();

	private final EmbeddedTable table;

	ConcurrentPublishIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	@AfterEach
	void close() {
		this.threads.shutdownNow();
	}

	private ConfigStoreBuilder builder() {
		return ConfigStore.builder()
			.client(this.table.client())
			.table(this.table.name())
			.store(this.name)
			.mode(Mode.SIMPLE)
			.historyLimit(2_000);
	}

	@Test
	void losesNoneOfManyConditionalUpdatesFromEightThreads() throws Exception {
		ConfigStore first = builder().open();
		first.set("counter", Map.of("n", 0));
		AtomicInteger left = new AtomicInteger(UPDATES);
		List<Future<Integer>> writers = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			ConfigStore store = TestBuilder.pause(builder(), (attempt) -> Thread.yield()).open();
			writers.add(this.threads.submit(() -> {
				int conflicts = 0;
				while (left.getAndDecrement() > 0) {
					while (!increment(store)) {
						conflicts++;
					}
				}
				return conflicts;
			}));
		}
		int conflicts = 0;
		for (Future<Integer> writer : writers) {
			conflicts += writer.get(240, TimeUnit.SECONDS);
		}
		assertThat(conflicts).isPositive();
		assertThat(first.get("counter").get("n")).isEqualTo(new BigDecimal(UPDATES));
		assertThat(first.version().number()).isEqualTo(UPDATES + 1);
		assertThat(this.table.items(this.name + "#history")).hasSize(UPDATES + 1);
	}

	private static boolean increment(ConfigStore store) {
		StoreVersion seen = store.version();
		int n = ((BigDecimal) store.get("counter").get("n")).intValueExact();
		try {
			store.publish(Publication.of("counter", Map.of("n", n + 1)).expecting(seen));
			return true;
		}
		catch (VersionConflictException ex) {
			return false;
		}
	}

	@Test
	void readersSeeNoHalfOfAPublishAndNoStepBack() throws Exception {
		ConfigStore seed = builder().open();
		publish(seed, -1);
		AtomicBoolean stop = new AtomicBoolean();
		List<Future<Integer>> writers = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			int offset = i;
			ConfigStore writer = builder().open();
			writers.add(this.threads.submit(() -> {
				int published = 0;
				for (; !stop.get(); published++) {
					publish(writer, published * 2 + offset);
				}
				return published;
			}));
		}
		try {
			// Everything, page by page; what a poll finds in a store that is small; what
			// the log of a large one names.
			assertWhole(READS / 4, (store) -> {
				store.reload();
				return 1;
			});
			assertWhole(READS - READS / 4, (store) -> 0);
		}
		finally {
			stop.set(true);
		}
		for (Future<Integer> writer : writers) {
			assertThat(writer.get(30, TimeUnit.SECONDS)).isPositive();
		}
	}

	private void assertWhole(int snapshots, ToLongFunction<ConfigStore> read) {
		try (ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of)) {
			stores.add(List.of(TestBuilder.pause(TestBuilder.pageSize(builder(), 20), (attempt) -> {
			}).source()));
			ConfigStore store = ConfigStores.timeBased(stores).get(0);
			ReloadSchedule schedule = new ReloadSchedule(Duration.ofMinutes(5), Duration.ofSeconds(30), 1);
			long newest = 0;
			for (int i = 0; i < snapshots; i++) {
				try {
					if (read.applyAsLong(store) == 0) {
						stores.poll(schedule);
					}
				}
				catch (StoreUnavailableException ex) {
					// The writers were faster than every try: the last snapshot stays.
				}
				StoreSnapshot snapshot = store.getAll();
				assertThat(snapshot.options()).hasSize(OPTIONS);
				assertThat(snapshot.options().values().stream().map((option) -> option.get("n")).distinct())
					.as("states in one snapshot")
					.hasSize(1);
				assertThat(snapshot.version().number()).isGreaterThanOrEqualTo(newest);
				newest = snapshot.version().number();
			}
			assertThat(newest).isGreaterThan(1);
		}
	}

	private static void publish(ConfigStore store, int n) {
		Publication publication = Publication.none();
		for (int i = 0; i < OPTIONS; i++) {
			publication = publication.set("option-" + i, Map.of("n", n, "p", "p".repeat(60)));
		}
		store.publish(publication);
	}

}
