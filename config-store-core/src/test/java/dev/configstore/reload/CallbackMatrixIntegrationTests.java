package dev.configstore.reload;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import dev.configstore.ConfigStore;
import dev.configstore.ConfigStores;
import dev.configstore.dynamodb.Store;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.StoreClosedException;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a reload calls may throw, ask for another reload, close the stores or hang.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@Timeout(60)
class CallbackMatrixIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final ReloadingStores<Generation> stores = new ReloadingStores<>(this::generation);

	private final String name = "s-" + UUID.randomUUID();

	private final EmbeddedTable table;

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private final AtomicInteger depth = new AtomicInteger();

	private final AtomicInteger deepest = new AtomicInteger();

	private volatile @Nullable Callback acting;

	private volatile Runnable act = () -> {
	};

	CallbackMatrixIntegrationTests(EmbeddedTable table) {
		this.table = table;
		ConfigStores.simple(source()).set("db", Map.of("n", 0));
		this.stores.add(List.of(source()));
		this.stores.addCheck((current, candidate) -> called(Callback.CHECK));
		this.stores.setTarget(new Target());
		this.stores.setAccepted((generation) -> called(Callback.ACCEPTED));
		this.stores.addObserver(new ReloadObserver() {
			@Override
			public Reload begin(ReloadTrigger trigger) {
				called(Callback.BEGIN);
				return (outcome) -> called(Callback.END);
			}

			@Override
			public void rejected(CandidateRejectedException why) {
				called(Callback.REJECTED);
			}
		});
		this.stores.listeners().add(0, new Listener());
	}

	@AfterEach
	void close() {
		this.stores.close();
		this.client.close();
	}

	private Store source() {
		return ConfigStore.builder()
			.client(this.client)
			.table(this.table.name())
			.store(this.name)
			.unitsListener((store, operation, units) -> called(Callback.UNITS))
			.source();
	}

	private Generation generation(List<StoreSnapshot> snapshots) {
		called(Callback.GENERATION);
		return Generation.of(snapshots);
	}

	/** Everything that a reload calls. */
	enum Callback {

		BEGIN, UNITS, GENERATION, CHECK, UPDATE, CHANGED, BY_HAND, ACCEPTED, COMMITTED, FAILED, RESTORED, REJECTED, END;

		/** Called on the thread of the listeners, and not by the reload. */
		boolean isListener() {
			return this == CHANGED || this == BY_HAND || this == FAILED;
		}

		/** Called only when a candidate is rejected. */
		boolean isAfterFailure() {
			return this == FAILED || this == RESTORED || this == REJECTED;
		}

	}

	private void called(Callback callback) {
		if (this.acting != callback) {
			return;
		}
		this.deepest.accumulateAndGet(this.depth.incrementAndGet(), Math::max);
		try {
			this.act.run();
		}
		finally {
			this.depth.decrementAndGet();
		}
	}

	private void when(Callback callback, Runnable act) {
		this.act = act;
		this.acting = callback;
	}

	private void edit(int n) {
		this.table.put(this.name, "db", Map.of("n", n));
	}

	private String inUse() {
		return String.valueOf(this.stores.current().snapshots().get(0).option("db").get("n"));
	}

	private @Nullable Throwable reload() {
		try {
			this.stores.reload();
			return null;
		}
		catch (RuntimeException | Error ex) {
			return ex;
		}
		finally {
			Awaitility.await().pollInterval(Duration.ofMillis(2)).until(this.stores.listeners()::isIdle);
		}
	}

	static Stream<Arguments> throwing() {
		return Stream.of(Callback.values())
			.flatMap((callback) -> Stream
				.<Throwable>of(new IllegalStateException("secret"), new LinkageError("secret"),
						new StackOverflowError("secret"), new OutOfMemoryError("secret"))
				.map((failure) -> Arguments.of(callback, failure)));
	}

	@ParameterizedTest
	@MethodSource("throwing")
	void aFailureIsRecordedAndStopsNobody(Callback callback, Throwable failure) {
		edit(1);
		if (callback.isAfterFailure()) {
			// Called after a failure only.
			this.stores.setTarget(new Target() {
				@Override
				public void update(Generation before, Generation after) {
					if (CallbackMatrixIntegrationTests.this.acting != null) {
						throw new IllegalStateException("a bean");
					}
				}
			});
		}
		when(callback, () -> CallbackMatrixIntegrationTests.<RuntimeException>sneaky(failure));
		Throwable thrown = reload();
		ReloadStatus status = this.stores.status();
		boolean kept = inUse().equals("0");
		assertThat(thrown != null).as("reported exactly if it is not in use").isEqualTo(kept);
		assertThat(status.failure() != null || status.rejected() != null).isEqualTo(kept);
		if (thrown instanceof RuntimeException) {
			assertThat(thrown).isInstanceOf(ConfigStoreException.class).hasMessageNotContaining("secret");
		}
		if (kept) {
			assertThat(this.heard).contains("failed").doesNotContain("changed 1");
		}
		else {
			assertThat(this.heard).contains("changed 1");
		}
		this.acting = null;
		edit(2);
		assertThat(reload()).isNull();
		assertThat(inUse()).isEqualTo("2");
		assertThat(this.stores.status().failure()).isNull();
		assertThat(this.stores.status().rejected()).isNull();
		assertThat(this.heard).contains("changed 2");
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneaky(Throwable failure) throws T {
		throw (T) failure;
	}

	@ParameterizedTest
	@EnumSource
	void aReloadFromInsideIsQueuedAndReturnsAtOnce(Callback callback) {
		if (callback.isAfterFailure()) {
			this.stores.addCheck((current, candidate) -> {
				throw new CandidateRejectedException("no", candidate.snapshots().get(0).place(null), null);
			});
		}
		AtomicInteger calls = new AtomicInteger();
		edit(1);
		when(callback, () -> {
			if (calls.incrementAndGet() < 4) {
				edit(calls.get() + 1);
			}
			assertThat(this.stores.reload()).isFalse();
			assertThat(ConfigStores.timeBased(this.stores).get(0).reload()).isFalse();
			if (!callback.isListener()) {
				assertThat(this.stores.reloadUncommitted()).isFalse();
				this.stores.settle(new Target());
			}
			this.stores.retryRejected();
			this.stores.replace(this.stores.current(), this.stores.current());
			this.stores.status();
		});
		reload();
		assertThat(this.deepest.get()).as("never recursion").isLessThanOrEqualTo(1);
		if (!callback.isAfterFailure()) {
			assertThat(calls.get()).isPositive();
			this.acting = null;
			reload();
			assertThat(inUse()).isEqualTo(String.valueOf(this.table.item(this.name, "db").get("n").n()));
			List<Integer> versions = this.heard.stream()
				.filter((text) -> text.startsWith("changed"))
				.map((text) -> Integer.valueOf(text.substring(8)))
				.toList();
			assertThat(versions).as("in order").isSorted();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aCallbackMayWrite(Callback callback) {
		ConfigStore store = ConfigStores.timeBased(this.stores).get(0);
		AtomicInteger calls = new AtomicInteger();
		edit(1);
		when(callback, () -> {
			this.acting = null;
			calls.incrementAndGet();
			store.set("written", Map.of("k", 1));
		});
		reload();
		if (calls.get() > 0) {
			assertThat(this.table.item(this.name, "written")).isNotNull();
			assertThat(store.getAll().option("written")).as("queued, and seen").isNotNull();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aCallbackMayCloseTheStores(Callback callback) {
		edit(1);
		when(callback, this.stores::close);
		reload();
		this.acting = null;
		// Not every callback is called each time.
		this.stores.close();
		int events = this.heard.size();
		assertThat(reload()).isInstanceOf(StoreClosedException.class);
		this.stores.start(new ReloadSchedule(Duration.ofMillis(10), Duration.ofMillis(10), 1));
		assertThat(this.heard).hasSize(events);
	}

	@ParameterizedTest
	@EnumSource
	void closeDoesNotWaitForACallbackThatHangs(Callback callback) throws Exception {
		CountDownLatch hangs = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		AtomicReference<Thread> thread = new AtomicReference<>();
		if (callback.isAfterFailure()) {
			this.stores.addCheck((current, candidate) -> {
				throw new CandidateRejectedException("no", candidate.snapshots().get(0).place(null), null);
			});
		}
		edit(1);
		when(callback, () -> {
			thread.set(Thread.currentThread());
			hangs.countDown();
			while (released.getCount() > 0) {
				try {
					released.await();
				}
				catch (InterruptedException ex) {
					// Code of others that does not end when it is told to.
				}
			}
		});
		this.stores.start(new ReloadSchedule(Duration.ofMillis(20), Duration.ofMillis(10), 1));
		if (!hangs.await(callback.isAfterFailure() ? 1 : 10, TimeUnit.SECONDS)) {
			return;
		}
		long began = System.nanoTime();
		this.stores.close();
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
		released.countDown();
		Awaitility.await().until(() -> !thread.get().isAlive());
	}

	@Test
	void closeDoesNotWaitForARequestedReloadThatHangs() throws Exception {
		CountDownLatch hangs = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		this.requests.before(QueryRequest.class, (request) -> {
			hangs.countDown();
			try {
				released.await();
			}
			catch (InterruptedException ex) {
				throw Faults.timedOut();
			}
		});
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		Thread requesting = new Thread(() -> thrown.set(reload()));
		requesting.start();
		assertThat(hangs.await(10, TimeUnit.SECONDS)).isTrue();
		this.stores.start(new ReloadSchedule(Duration.ofMillis(20), Duration.ofMillis(10), 1));
		long began = System.nanoTime();
		this.stores.close();
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
		released.countDown();
		requesting.join(10_000);
		assertThat(thrown.get()).isInstanceOf(StoreClosedException.class);
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("config-store-reload")));
	}

	@Test
	void aListenerThatAsksAgainAfterEachFailureDoesNotKeepTheThread() {
		AtomicInteger failures = new AtomicInteger();
		this.requests.fail(DynamoDbRequest.class, Faults::serverError);
		when(Callback.FAILED, () -> {
			failures.incrementAndGet();
			this.stores.reload();
		});
		assertThat(reload()).isInstanceOf(ConfigStoreException.class);
		assertThat(failures.get()).isBetween(2, 20);
		assertThat(this.deepest).hasValue(1);
	}

	@Test
	void aCredentialsProviderThatThrowsIsAFailureOfTheStore() {
		this.requests.fail(DynamoDbRequest.class, () -> new IllegalStateException("secret"));
		assertThat(reload()).isInstanceOf(ConfigStoreException.class).hasMessageNotContaining("secret");
		assertThat(this.stores.status().failure()).isNotNull();
		assertThat(this.heard).contains("failed");
	}

	/** What carries a generation on. */
	class Target implements ReloadTarget<Generation> {

		@Override
		public void update(Generation before, Generation after) {
			called(Callback.UPDATE);
		}

		@Override
		public void restored(Generation before) {
			called(Callback.RESTORED);
		}

		@Override
		public void committed(Generation before, Generation after) {
			called(Callback.COMMITTED);
		}

	}

	/** Hears what there is to hear, the one that acts last. */
	final class Listener implements ReloadListener {

		@Override
		public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
			CallbackMatrixIntegrationTests.this.heard.add("changed " + after.option("db").get("n"));
			called(Callback.CHANGED);
		}

		@Override
		public void editedByHand(StoreSnapshot after, Set<String> options) {
			called(Callback.BY_HAND);
		}

		@Override
		public void failed(ConfigStoreException failure) {
			CallbackMatrixIntegrationTests.this.heard.add("failed");
			called(Callback.FAILED);
		}

	}

}
