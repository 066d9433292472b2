package dev.configstore;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.exception.UnclearOutcomeException;
import dev.configstore.exception.VersionConflictException;
import dev.configstore.model.Publication;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.reload.Generation;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many writers with answers that are lost, throttled or late, and readers whose right to
 * the version comes and goes. A short cut of it in {@code ./mvnw verify}, all of it with
 * {@code -Pslow}.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class DisturbedPublishIntegrationTests {

	private static final boolean LONG = Boolean.getBoolean("test.scale");

	private static final int UPDATES = LONG ? 1_000 : 120;

	private static final int READS = LONG ? 500 : 60;

	private static final int OPTIONS = 30;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final String name = "s-" + UUID.randomUUID();

	private final EmbeddedTable table;

	DisturbedPublishIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	@AfterEach
	void close() {
		this.threads.shutdownNow();
		this.client.close();
	}

	private ConfigStoreBuilder builder(DynamoDbClient client) {
		return TestBuilder.pause(ConfigStore.builder()
			.client(client)
			.table(this.table.name())
			.store(this.name)
			.mode(Mode.SIMPLE)
			.historyLimit(5_000), (attempt) -> Thread.yield());
	}

	@Test
	void noConditionalUpdateIsLostOrReportedWrongly() throws Exception {
		ConfigStore quiet = builder(this.table.client()).open();
		quiet.set("counter", Map.of("n", 0));
		Random random = new Random(1);
		this.requests.before(TransactWriteItemsRequest.class, (request) -> {
			switch (dice(random)) {
				case 0 -> throw Faults.throttled();
				case 1 -> throw Faults.timedOut();
				case 2 -> pause(10);
				default -> {
				}
			}
		});
		this.requests.answer(TransactWriteItemsResponse.class, (response) -> {
			if (dice(random) < 2) {
				throw Faults.timedOut();
			}
			return response;
		});
		AtomicInteger left = new AtomicInteger(UPDATES);
		AtomicInteger acknowledged = new AtomicInteger();
		AtomicInteger unclear = new AtomicInteger();
		List<Future<?>> writers = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			ConfigStore store = builder(this.client).open();
			writers.add(this.threads.submit(() -> {
				while (left.getAndDecrement() > 0) {
					increment(store, acknowledged, unclear);
				}
			}));
		}
		for (Future<?> writer : writers) {
			writer.get(300, TimeUnit.SECONDS);
		}
		this.requests.heal();
		assertThat(((BigDecimal) quiet.get("counter").get("n")).intValueExact()).isBetween(acknowledged.get(),
				acknowledged.get() + unclear.get());
		assertThat(acknowledged.get() + unclear.get()).isGreaterThanOrEqualTo(UPDATES);
		assertThat(quiet.version().number())
			.isEqualTo(1 + ((BigDecimal) quiet.get("counter").get("n")).intValueExact());
	}

	private static void increment(ConfigStore store, AtomicInteger acknowledged, AtomicInteger unclear) {
		while (true) {
			try {
				StoreVersion seen = store.version();
				int n = ((BigDecimal) store.get("counter").get("n")).intValueExact();
				store.publish(Publication.of("counter", Map.of("n", n + 1)).expecting(seen));
				acknowledged.incrementAndGet();
				return;
			}
			catch (VersionConflictException ex) {
				// Another was first.
			}
			catch (UnclearOutcomeException ex) {
				unclear.incrementAndGet();
				return;
			}
			catch (ConfigStoreException ex) {
				// Not written: again.
			}
		}
	}

	private static synchronized int dice(Random random) {
		return random.nextInt(16);
	}

	private static void pause(int millis) {
		try {
			new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void noReadIsTornWhileTheRightToTheVersionComesAndGoes() throws Exception {
		ConfigStore quiet = builder(this.table.client()).open();
		publish(quiet, 0);
		AtomicBoolean over = new AtomicBoolean();
		AtomicBoolean denied = new AtomicBoolean();
		this.requests.before(GetItemRequest.class, (request) -> {
			if (denied.get() && request.key().get("_store").s().endsWith("#meta")) {
				throw Faults.denied();
			}
		});
		Future<?> writer = this.threads.submit(() -> {
			for (int i = 1; !over.get(); i++) {
				// While it is denied nothing can be bracketed: then nobody publishes.
				denied.set(true);
				pause(2);
				denied.set(false);
				publish(quiet, i);
			}
		});
		int read = 0;
		try (ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of)) {
			stores.add(List.of(TestBuilder.pageSize(builder(this.client), 7).source()));
			while (read < READS) {
				try {
					stores.reload();
					read++;
				}
				catch (StoreUnavailableException ex) {
					// The writer was faster than every try.
				}
				StoreSnapshot snapshot = stores.current().snapshots().get(0);
				assertThat(snapshot.options().values().stream().map((option) -> option.get("n")).distinct())
					.as("states in one snapshot")
					.hasSize(1);
			}
		}
		finally {
			over.set(true);
		}
		writer.get(30, TimeUnit.SECONDS);
	}

	private static void publish(ConfigStore store, int n) {
		Publication publication = Publication.none();
		for (int i = 0; i < OPTIONS; i++) {
			publication = publication.set("option-" + i, Map.of("n", n));
		}
		store.publish(publication);
		pause((int) Duration.ofMillis(15).toMillis());
	}

}
