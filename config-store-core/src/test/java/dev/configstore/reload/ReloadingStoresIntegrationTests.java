package dev.configstore.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.configstore.ConfigStore;
import dev.configstore.ConfigStores;
import dev.configstore.dynamodb.Store;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.model.Option;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.support.SettableClock;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class ReloadingStoresIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final SettableClock clock = new SettableClock();

	private final ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of, this.clock);

	private final List<String> heard = new ArrayList<>();

	private final EmbeddedTable table;

	ReloadingStoresIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("base", "db", Map.of("host", "base-1", "port", 1));
		this.table.put("prod", "db", Map.of("host", "prod-1"));
	}

	@AfterEach
	void close() {
		this.stores.close();
		this.client.close();
	}

	private Store source(String store) {
		return ConfigStore.builder()
			.client(this.client)
			.table(this.table.name())
			.store(store)
			.clock(this.clock)
			.source();
	}

	private void addBoth() {
		// What is told is the subject here, and not on which thread.
		this.stores.listeners().tellBy(Runnable::run, (listener, call) -> call.run());
		this.stores.add(List.of(source("base"), source("prod")));
		for (ConfigStore store : ConfigStores.timeBased(this.stores)) {
			store.addListener(new Recorder(store.store(), this.heard));
		}
	}

	private Option db(int store) {
		return Objects.requireNonNull(this.stores.current().snapshots().get(store).option("db"));
	}

	@Test
	void addReadsEveryStoreOnceAndPublishesNothing() {
		List<String> published = new ArrayList<>();
		this.stores.setTarget((before, after) -> published.add("published"));
		addBoth();
		assertThat(this.requests.requests(QueryRequest.class)).hasSize(2);
		assertThat(db(0).get("host")).isEqualTo("base-1");
		assertThat(db(1).get("host")).isEqualTo("prod-1");
		assertThat(ConfigStores.timeBased(this.stores)).map(ConfigStore::store).containsExactly("base", "prod");
		assertThat(published).isEmpty();
	}

	@Test
	void addAddsNoneWhenOneCannotBeRead() {
		this.requests.before(QueryRequest.class, (request) -> {
			if (request.expressionAttributeValues().toString().contains("prod")) {
				throw Faults.throttled();
			}
		});
		assertThatExceptionOfType(StoreThrottledException.class).isThrownBy(this::addBoth)
			.satisfies((ex) -> assertThat(ex.store()).isEqualTo("prod"));
		assertThat(ConfigStores.timeBased(this.stores)).isEmpty();
		assertThat(this.stores.current().snapshots()).isEmpty();
	}

	@Test
	void emptyOnesAreFilledByTheNextReload() {
		this.stores.addEmpty(List.of(source("prod")), null);
		assertThat(this.requests.calls()).isEmpty();
		assertThat(this.stores.current().snapshots().get(0).options()).isEmpty();
		assertThat(this.stores.reload()).isTrue();
		assertThat(db(0).get("host")).isEqualTo("prod-1");
	}

	@Test
	void nothingIsToldWhenNothingHasChanged() {
		addBoth();
		Generation before = this.stores.current();
		this.stores.setTarget((old, now) -> this.heard.add("published"));
		assertThat(this.stores.reload()).isFalse();
		assertThat(this.stores.current()).isSameAs(before);
		assertThat(this.heard).isEmpty();
	}

	@Test
	void changesAreToldToThoseTheyConcernAfterTheSwap() {
		addBoth();
		this.stores.setTarget((before, after) -> this.heard.add("published"));
		ConfigStores.timeBased(this.stores).get(1).addListener(new ReloadListener() {
			@Override
			public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
				ReloadingStoresIntegrationTests.this.heard.add("reads " + db(1).get("host"));
			}
		});
		this.table.put("prod", "db", Map.of("host", "prod-2"));
		this.table.put("prod", "web", Map.of("port", 80));
		assertThat(this.stores.reload()).isTrue();
		assertThat(this.heard).containsExactly("published", "prod changed [db, web]", "reads prod-2");
	}

	@Test
	void removedKeysAndOptionsAreGone() {
		this.table.put("base", "web", Map.of("port", 80));
		addBoth();
		this.table.removeKey("base", "db", "port");
		this.table.delete("base", "web");
		this.stores.reload();
		assertThat(db(0).keys()).containsOnlyKeys("host");
		assertThat(this.stores.current().snapshots().get(0).options()).containsOnlyKeys("db");
		assertThat(this.heard).containsExactly("base changed [db, web]");
	}

	@Test
	void shorterListsAreShorter() {
		this.table.put("base", "db", Map.of("hosts", List.of("a", "b", "c")));
		addBoth();
		this.table.put("base", "db", Map.of("hosts", List.of("a")));
		this.stores.reload();
		assertThat(this.stores.current().snapshots().get(0).properties().byName()).containsOnlyKeys("db.hosts[0]");
	}

	@Test
	void aFailureOfOneStoreIsToldToAllAndChangesNothing() {
		addBoth();
		Generation before = this.stores.current();
		this.table.put("base", "db", Map.of("host", "base-2"));
		this.requests.before(QueryRequest.class, (request) -> {
			if (request.expressionAttributeValues().toString().contains("prod")) {
				throw Faults.throttled();
			}
		});
		assertThatExceptionOfType(StoreThrottledException.class).isThrownBy(this.stores::reload);
		assertThat(this.stores.current()).isSameAs(before);
		assertThat(this.heard).containsExactly("base failed StoreThrottledException",
				"prod failed StoreThrottledException");
		this.heard.clear();
		assertThat(this.stores.status().isStale()).isTrue();
		this.requests.heal();
		assertThat(this.stores.reload()).isTrue();
		assertThat(this.stores.status().isStale()).isFalse();
		assertThat(this.heard).containsExactly("base changed [db]");
	}

	@Test
	void aListenerThatThrowsStopsNobody() {
		addBoth();
		ConfigStore prod = ConfigStores.timeBased(this.stores).get(1);
		ReloadListener broken = new ReloadListener() {
			@Override
			public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
				throw new LinkageError("not ours");
			}

			@Override
			public void failed(ConfigStoreException failure) {
				throw new IllegalStateException("not ours");
			}
		};
		List<String> last = new ArrayList<>();
		prod.addListener(broken);
		prod.addListener(new Recorder("last", last));
		this.table.put("prod", "db", Map.of("host", "prod-2"));
		assertThat(this.stores.reload()).isTrue();
		this.requests.fail(QueryRequest.class, Faults::serverError);
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(this.stores::reload);
		assertThat(last).containsExactly("last changed [db]", "last failed StoreUnavailableException");
	}

	@Test
	void aListenerThatIsRemovedHearsNothing() {
		addBoth();
		ConfigStore prod = ConfigStores.timeBased(this.stores).get(1);
		ReloadListener listener = new Recorder("removed", this.heard);
		prod.addListener(listener);
		prod.removeListener(listener);
		this.table.put("prod", "db", Map.of("host", "prod-2"));
		this.stores.reload();
		assertThat(this.heard).containsExactly("prod changed [db]");
	}

	@Test
	void aRejectedCandidateChangesNothing() {
		addBoth();
		Generation before = this.stores.current();
		this.stores.addCheck((current, candidate) -> {
			assertThat(current).isSameAs(this.stores.current());
			throw new CandidateRejectedException("no", candidate.snapshots().get(1).place("db"), null);
		});
		this.stores.setTarget((old, now) -> this.heard.add("published"));
		this.table.put("prod", "db", Map.of("host", "prod-2"));
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(this.stores::reload)
			.withMessageContainingAll(this.table.name(), "'prod'", "'db'");
		assertThat(this.stores.current()).isSameAs(before);
		assertThat(this.heard).containsExactly("base failed CandidateRejectedException",
				"prod failed CandidateRejectedException");
	}

	@Test
	void reloadUncommittedSwapsAndLeavesTheRest() {
		addBoth();
		this.stores.setTarget((old, now) -> this.heard.add("published"));
		this.table.put("prod", "db", Map.of("host", "prod-2"));
		assertThat(this.stores.reloadUncommitted()).isTrue();
		assertThat(db(1).get("host")).isEqualTo("prod-2");
		assertThat(this.heard).doesNotContain("published");
		assertThat(this.stores.reload()).isFalse();
	}

	@Test
	void snapshotsSayWhenTheyWereRead() {
		addBoth();
		assertThat(this.stores.current().snapshots().get(0).readAt()).isEqualTo(this.clock.instant());
	}

	@Test
	void noReaderSeesAMixOfTwoGenerations() throws Exception {
		put(0);
		addBoth();
		AtomicBoolean done = new AtomicBoolean();
		CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
			int seen = 0;
			while (!done.get()) {
				Generation now = this.stores.current();
				Object base = Objects.requireNonNull(now.snapshots().get(0).option("db")).get("host");
				Object prod = Objects.requireNonNull(now.snapshots().get(1).option("db")).get("host");
				assertThat(prod).isEqualTo(base);
				seen++;
			}
			return seen;
		});
		try {
			for (int i = 1; i <= 20; i++) {
				put(i);
				assertThat(this.stores.reload()).isTrue();
			}
		}
		finally {
			done.set(true);
		}
		assertThat(reader.get(10, TimeUnit.SECONDS)).isPositive();
	}

	private void put(int version) {
		this.table.put("base", "db", Map.of("host", "h-" + version));
		this.table.put("prod", "db", Map.of("host", "h-" + version));
	}

	private record Recorder(String name, List<String> heard) implements ReloadListener {

		@Override
		public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
			this.heard.add(this.name + " changed " + diff.names());
		}

		@Override
		public void failed(ConfigStoreException failure) {
			this.heard.add(this.name + " failed " + failure.getClass().getSimpleName());
		}

	}

}
