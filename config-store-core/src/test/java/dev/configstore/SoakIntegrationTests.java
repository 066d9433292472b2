package dev.configstore;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.LongStream;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.UnclearOutcomeException;
import dev.configstore.model.Publication;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.Rollback;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.reload.Generation;
import dev.configstore.reload.ReloadListener;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writers, people at the console, restores and readers at the same time, with a quarter
 * of all answers lost, late or wrong, against the promises. The order of events is the
 * machine's; faults and decisions are the same for the same seed: {@code -Dtest.seed=…}.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class SoakIntegrationTests {

	private static final ReloadSchedule SCHEDULE = new ReloadSchedule(Duration.ofMillis(300), Duration.ofMillis(40), 1);

	private final EmbeddedTable table;

	SoakIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	static LongStream seeds() {
		Long seed = Long.getLong("test.seed");
		return (seed != null) ? LongStream.of(seed) : LongStream.range(0, Integer.getInteger("test.soak", 1));
	}

	@ParameterizedTest
	@MethodSource("seeds")
	@Timeout(180)
	void everyPromiseHolds(long seed) throws Exception {
		Soak soak = new Soak(seed);
		try {
			soak.run();
		}
		finally {
			soak.close();
		}
	}

	/** One run. */
	private final class Soak {

		private static final int WRITERS = 4;

		private static final int WRITES = 40;

		private final long seed;

		private final String name;

		/**
		 * A version item from a backup makes late writes possible that were disproved.
		 */
		private final boolean restoring;

		private final Disturbance disturbance;

		private final DynamoDbClient client;

		private final ExecutorService threads = Executors.newCachedThreadPool();

		private final AtomicBoolean over = new AtomicBoolean();

		private final ReadWriteLock restores = new ReentrantReadWriteLock();

		private final AtomicInteger increments = new AtomicInteger();

		private final AtomicInteger unclearIncrements = new AtomicInteger();

		/** The value of each acknowledged write, by version. */
		private final Map<Long, String> acknowledged = new ConcurrentHashMap<>();

		private final Set<String> failed = ConcurrentHashMap.newKeySet();

		private final Queue<String> findings = new ConcurrentLinkedQueue<>();

		private final List<ReloadingStores<Generation>> readers = new ArrayList<>();

		Soak(long seed) {
			this.seed = seed;
			this.name = "soak-" + seed;
			this.restoring = seed % 2 == 1;
			this.disturbance = new Disturbance(seed, !this.restoring);
			this.client = RequestRecorder.client(this.disturbance);
		}

		private ConfigStoreBuilder builder(DynamoDbClient client) {
			return TestBuilder.pause(ConfigStore.builder()
				.client(client)
				.table(SoakIntegrationTests.this.table.name())
				.store(this.name)
				.historyLimit(1_000_000), (attempt) -> Thread.yield());
		}

		void run() throws Exception {
			ConfigStore quiet = builder(SoakIntegrationTests.this.table.client()).mode(Mode.SIMPLE).open();
			String filler = "p".repeat((this.seed % 3 == 0) ? 10 : 6_000);
			quiet.publish(Publication.of("counter", Map.of("n", 0))
				.set("pair-a", Map.of("v", "0"))
				.set("pair-b", Map.of("v", "0", "filler", filler)));
			List<Future<?>> work = new ArrayList<>();
			for (int i = 0; i < WRITERS; i++) {
				int writer = i;
				work.add(this.threads.submit(() -> write(writer, filler)));
			}
			for (int i = 0; i < 2; i++) {
				this.readers.add(reader(i));
			}
			Future<?> people = this.threads.submit(() -> edit(new Random(this.seed)));
			for (Future<?> each : work) {
				each.get(150, TimeUnit.SECONDS);
			}
			this.over.set(true);
			people.get(30, TimeUnit.SECONDS);
			this.disturbance.end();
			check(quiet);
		}

		private Object write(int writer, String filler) throws Exception {
			Random random = new Random(this.seed * 31 + writer);
			ConfigStore store = open((writer % 2 == 0) ? Mode.SIMPLE : Mode.TIME_BASED);
			for (int i = 0; i < WRITES; i++) {
				String value = writer + "/" + i;
				switch (random.nextInt(4)) {
					case 0 -> increment(store);
					case 1 -> attempt(value, () -> store.publish(Publication.of("pair-a", Map.of("v", value))
						.set("pair-b", Map.of("v", value, "filler", filler))));
					case 2 -> attempt(value, () -> store
						.publish(Publication.of("own-" + writer, Map.of("v", value)).expecting(store.version())));
					default -> attempt(value, () -> store.publish(Publication.of("own-" + writer, Map.of("v", value))));
				}
				if (random.nextInt(10) == 0) {
					quietly(store::reload);
				}
			}
			store.close();
			return "written";
		}

		private ConfigStore open(Mode mode) {
			while (true) {
				try {
					return builder(this.client).mode(mode)
						.updateInterval(Duration.ofSeconds(1))
						.pollInterval(Duration.ofMillis(50))
						.open();
				}
				catch (ConfigStoreException ex) {
					// One more try.
				}
			}
		}

		private void attempt(String value, Callable<StoreVersion> publish) throws Exception {
			// No publish is between its read and its write while the item is restored:
			// nothing can help one that is.
			this.restores.readLock().lock();
			try {
				StoreVersion version = publish.call();
				String other = this.acknowledged.put(version.number(), value);
				if (other != null) {
					this.findings.add("version " + version.number() + " was given to " + other + " and " + value);
				}
			}
			catch (UnclearOutcomeException ex) {
				// Either is right.
			}
			catch (ConfigStoreException ex) {
				this.failed.add(value);
			}
			finally {
				this.restores.readLock().unlock();
			}
		}

		private void increment(ConfigStore store) {
			for (int tries = 0; tries < 50; tries++) {
				this.restores.readLock().lock();
				try {
					// Both of one moment: in time-based mode look-ups are of an earlier
					// one.
					StoreSnapshot seen = store.getAll();
					int n = ((BigDecimal) seen.option("counter").get("n")).intValueExact();
					store.publish(Publication.of("counter", Map.of("n", n + 1)).expecting(seen.version()));
					this.increments.incrementAndGet();
					return;
				}
				catch (UnclearOutcomeException ex) {
					this.unclearIncrements.incrementAndGet();
				}
				catch (ConfigStoreException ex) {
					// Not written: again, with what is there now.
					quietly(store::reload);
				}
				finally {
					this.restores.readLock().unlock();
				}
			}
		}

		private Object edit(Random random) throws InterruptedException {
			List<Map<String, AttributeValue>> versionItems = new ArrayList<>();
			EmbeddedTable table = SoakIntegrationTests.this.table;
			while (!this.over.get()) {
				switch (random.nextInt(5)) {
					case 0 -> table.put(this.name, "hand-" + random.nextInt(3), Map.of("v", random.nextInt(100)));
					case 1 -> table.delete(this.name, "hand-" + random.nextInt(3));
					case 2 -> versionItems.add(new HashMap<>(table.item(this.name + "#meta", "version")));
					case 3 -> {
						if (this.restoring && !versionItems.isEmpty() && random.nextInt(5) == 0) {
							Map<String, AttributeValue> item = versionItems.get(random.nextInt(versionItems.size()));
							this.restores.writeLock().lock();
							try {
								table.client().putItem((request) -> request.tableName(table.name()).item(item));
							}
							finally {
								this.restores.writeLock().unlock();
							}
						}
					}
					default -> quietly(() -> this.readers.get(random.nextInt(2)).reload());
				}
				new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
			}
			return "edited";
		}

		private ReloadingStores<Generation> reader(int number) throws InterruptedException {
			ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of);
			stores.setMaxLoss(1);
			while (stores.stores().isEmpty()) {
				quietly(() -> stores.add(List.of(builder(this.client).source())));
			}
			long[] newest = new long[1];
			// At once: a moment later something may be restored.
			stores.listeners().tellBy(Runnable::run, (listener, call) -> call.run());
			stores.listeners().add(0, new ReloadListener() {

				@Override
				public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
					Object a = after.option("pair-a").get("v");
					Object b = after.option("pair-b").get("v");
					if (!a.equals(b)) {
						Soak.this.findings.add("reader " + number + " saw a mix: " + a + " and " + b);
					}
					// Denied for a moment: it is not known then.
					long now = (after.version() != null) ? after.version().number() : newest[0];
					if (now < newest[0] && !Soak.this.restoring) {
						Soak.this.findings.add("reader " + number + " went back from " + newest[0] + " to " + now);
					}
					newest[0] = now;
				}

			});
			stores.addCheck((current, candidate) -> {
				if (candidate.snapshots().get(0).options().hashCode() % 11 == 0) {
					throw new CandidateRejectedException("by chance", candidate.snapshots().get(0).place(null), null);
				}
			});
			stores.start(SCHEDULE);
			return stores;
		}

		private void quietly(Runnable step) {
			try {
				step.run();
			}
			catch (ConfigStoreException ex) {
				// Recorded by those it concerns.
			}
		}

		private void check(ConfigStore quiet) {
			int counted = ((BigDecimal) quiet.get("counter").get("n")).intValueExact();
			assertThat(counted).as("increments")
				.isBetween(this.increments.get(), this.increments.get() + this.unclearIncrements.get());
			StringBuilder everything = new StringBuilder();
			SoakIntegrationTests.this.table.items(this.name + "#history").forEach((item) -> everything.append(item));
			SoakIntegrationTests.this.table.items(this.name).forEach((item) -> everything.append(item));
			this.failed.forEach((value) -> assertThat(everything.indexOf("S=" + value + ")"))
				.as(value + " was reported as not written")
				.isNegative());
			this.acknowledged.forEach((version, value) -> {
				Map<String, Object> at = new HashMap<>();
				quiet.at(version).options().forEach((option, keys) -> at.put(option, keys.get("v")));
				assertThat(at).as("acknowledged as version " + version).containsValue(value);
			});
			assertThat(this.findings).isEmpty();
			quiet.rollback(1, Rollback.by("soak").force());
			assertThat(quiet.get("pair-a").get("v")).isEqualTo("0");
			this.readers.forEach((reader) -> Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
				StoreSnapshot snapshot = reader.current().snapshots().get(0);
				if (reader.status().rejected() == null) {
					assertThat(snapshot.options()).isEqualTo(quiet.getAll().options());
					assertThat(snapshot.token()).isEqualTo(quiet.version().token());
				}
				assertThat(reader.status().isStale()).isFalse();
				assertThat(reader.status().age(Instant.now())).isLessThan(Duration.ofSeconds(2));
			}));
		}

		void close() {
			this.over.set(true);
			this.disturbance.end();
			this.readers.forEach(ReloadingStores::close);
			this.threads.shutdownNow();
			Awaitility.await()
				.until(() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.noneMatch((thread) -> thread.getName().startsWith("config-store-reload")));
			this.client.close();
		}

	}

	/** A quarter of all requests go wrong. */
	private final class Disturbance implements ExecutionInterceptor {

		private final Random random;

		private final boolean late;

		private volatile boolean ended;

		Disturbance(long seed, boolean late) {
			this.random = new Random(seed);
			this.late = late;
		}

		void end() {
			this.ended = true;
		}

		private synchronized int dice() {
			return this.ended ? -1 : this.random.nextInt(40);
		}

		@Override
		public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
			switch (dice()) {
				case 0 -> throw Faults.serverError();
				case 1 -> throw Faults.throttled();
				case 2 -> throw Faults.denied();
				case 3 -> throw Faults.timedOut();
				case 4 -> throw SdkClientException.create("Connection reset");
				case 5 -> throw Faults.badCredentials();
				case 6 -> hang();
				case 7 -> lateCommit(context.request());
				default -> {
				}
			}
		}

		private void hang() {
			try {
				new CountDownLatch(1).await(30, TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private void lateCommit(SdkRequest request) {
			if (!this.late || !(request instanceof TransactWriteItemsRequest transaction)) {
				return;
			}
			Thread committing = new Thread(() -> {
				hang();
				try {
					SoakIntegrationTests.this.table.client()
						.transactWriteItems(transaction.toBuilder().overrideConfiguration((configuration) -> {
						}).build());
				}
				catch (RuntimeException ex) {
					// Not written then.
				}
			});
			committing.start();
			throw Faults.timedOut();
		}

		@Override
		public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
			return switch (dice()) {
				case 0 -> throw Faults.timedOut();
				case 1 -> throw Faults.serverError();
				default -> context.response();
			};
		}

	}

}
