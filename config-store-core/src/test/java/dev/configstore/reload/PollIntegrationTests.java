package dev.configstore.reload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.configstore.ConfigStore;
import dev.configstore.ConfigStoreBuilder;
import dev.configstore.ConfigStores;
import dev.configstore.Mode;
import dev.configstore.TestBuilder;
import dev.configstore.dynamodb.item.ItemSize;
import dev.configstore.dynamodb.Store;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.model.CostForecast;
import dev.configstore.model.Publication;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.support.SettableClock;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class PollIntegrationTests {

	private static final ReloadSchedule SCHEDULE = new ReloadSchedule(Duration.ofMinutes(5), Duration.ofSeconds(30), 1);

	/** Options of 200 bytes that make more than the 4 KB of a small store. */
	private static final int LARGE = 30;

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final String name = "s-" + UUID.randomUUID().toString().substring(0, 8);

	private final SettableClock clock = new SettableClock();

	private final List<Double> units = new CopyOnWriteArrayList<>();

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final EmbeddedTable table;

	/** Publishes through a client of its own. */
	private final ConfigStore writer;

	private ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of, this.clock);

	PollIntegrationTests(EmbeddedTable table) {
		this.table = table;
		this.writer = withoutPause(ConfigStore.builder()).client(table.client())
			.table(table.name())
			.store(this.name)
			.mode(Mode.SIMPLE)
			.open();
		this.log.start();
		((Logger) LoggerFactory.getLogger("dev.configstore")).addAppender(this.log);
	}

	@AfterEach
	void close() {
		((Logger) LoggerFactory.getLogger("dev.configstore")).detachAppender(this.log);
		this.stores.close();
		this.client.close();
	}

	private void fill(int options) {
		List<WriteRequest> writes = new ArrayList<>();
		for (int i = 0; i < options; i++) {
			writes.add(WriteRequest.builder().putRequest(PutRequest.builder().item(item(i, "x")).build()).build());
			if (writes.size() == 25 || i == options - 1) {
				List<WriteRequest> batch = List.copyOf(writes);
				this.table.client().batchWriteItem((request) -> request.requestItems(Map.of(this.table.name(), batch)));
				writes.clear();
			}
		}
	}

	private Map<String, AttributeValue> item(int i, String value) {
		Map<String, AttributeValue> item = new TreeMap<>();
		item.put("_store", AttributeValue.fromS(this.name));
		item.put("_option", AttributeValue.fromS(option(i)));
		item.put("v", AttributeValue.fromS(value));
		item.put("p", AttributeValue.fromS("p".repeat(199 - ItemSize.of(item))));
		assertThat(ItemSize.of(item)).isEqualTo(200);
		return item;
	}

	private static String option(int i) {
		return String.format("o%05d", i);
	}

	private ConfigStore open() {
		this.stores.add(List.of(source()));
		// What is told is the subject here, and not on which thread.
		this.stores.listeners().tellBy(Runnable::run, (listener, call) -> call.run());
		ConfigStore store = ConfigStores.timeBased(this.stores).get(0);
		store.addListener(new ReloadListener() {

			@Override
			public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
				PollIntegrationTests.this.events.add("changed " + diff.names());
			}

			@Override
			public void editedByHand(StoreSnapshot after, Set<String> options) {
				PollIntegrationTests.this.events.add("by hand " + options);
			}

		});
		forget();
		return store;
	}

	private Store source() {
		return withoutPause(ConfigStore.builder()).client(this.client)
			.table(this.table.name())
			.store(this.name)
			.clock(this.clock)
			.unitsListener((store, operation, units) -> this.units.add(units))
			.source();
	}

	private static ConfigStoreBuilder withoutPause(ConfigStoreBuilder builder) {
		return TestBuilder.pause(builder, (attempt) -> {
		});
	}

	private void forget() {
		this.requests.clear();
		this.units.clear();
		this.events.clear();
	}

	private boolean poll() {
		return poll(SCHEDULE);
	}

	private boolean poll(ReloadSchedule schedule) {
		forget();
		return this.stores.poll(schedule);
	}

	private double consumed() {
		return this.units.stream().mapToDouble(Double::doubleValue).sum();
	}

	private String meta(String consistency) {
		return "GetItem " + this.name + "#meta/version " + consistency;
	}

	/** Beside a full read. */
	private String metaBesideAll(String consistency) {
		return "Query " + this.name + "#meta/version " + consistency;
	}

	private String query(String consistency) {
		return "Query " + this.name + " " + consistency;
	}

	private void assertFullRead() {
		assertThat(this.requests.calls()).endsWith(metaBesideAll("strong"), query("strong"), metaBesideAll("strong"));
	}

	private Map<String, AttributeValue> versionItem() {
		return new TreeMap<>(this.table.item(this.name + "#meta", "version"));
	}

	private void putVersionItem(Map<String, AttributeValue> item) {
		this.table.client().putItem((request) -> request.tableName(this.table.name()).item(item));
	}

	private List<String> logged() {
		return this.log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	@Test
	void costsHalfAUnitWhenNothingHappensInAVersionedStoreOfAThousandOptions() {
		fill(1_000);
		this.writer.set(option(0), Map.of("v", "y"));
		open();
		for (int i = 0; i < 3; i++) {
			assertThat(poll()).isFalse();
			assertThat(this.requests.calls()).containsExactly(meta("eventual"));
			assertThat(consumed()).isEqualTo(0.5);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void costsHalfAUnitWhenNothingHappensInAStoreOfTenOptions(boolean versioned) {
		fill(10);
		if (versioned) {
			this.writer.set(option(0), Map.of("v", "y"));
		}
		open();
		assertThat(poll()).isFalse();
		assertThat(this.requests.calls()).containsExactly(query("eventual"));
		assertThat(consumed()).isEqualTo(0.5);
	}

	@Test
	void costsNothingUntilTheUpdateIntervalWhenALargeStoreIsUnversioned() {
		fill(LARGE);
		open();
		this.clock.advance(Duration.ofSeconds(269));
		assertThat(poll()).isFalse();
		assertThat(this.requests.calls()).isEmpty();
		this.clock.advance(Duration.ofSeconds(31));
		assertThat(poll()).isFalse();
		assertThat(this.requests.calls()).containsExactly(query("eventual"));
		assertThat(poll()).isFalse();
		assertThat(this.requests.calls()).isEmpty();
	}

	@Test
	void seesEveryEditAtTheNextPollWhenTheStoreIsSmall() {
		fill(10);
		ConfigStore store = open();
		this.table.putKey(this.name, option(3), "v", "by hand");
		assertThat(poll()).isTrue();
		assertThat(store.get(option(3)).get("v")).isEqualTo("by hand");
		assertThat(this.events).containsExactly("changed [o00003]");
	}

	@Test
	void readsWhatChangedAndTheVersionWhenThreeOfTenThousandOptionsArePublished() {
		fill(10_000);
		this.writer.set(option(0), Map.of("v", "y"));
		ConfigStore store = open();
		this.writer.publish(Publication.of(option(1), Map.of("v", "1")).set("new", Map.of("v", "2")).delete(option(3)));
		assertThat(poll()).isTrue();
		assertThat(this.requests.calls()).containsExactly(meta("eventual"), meta("strong"),
				"GetItem " + this.name + "/new strong", "GetItem " + this.name + "/o00001 strong",
				"GetItem " + this.name + "/o00003 strong", meta("strong"));
		assertThat(consumed()).isLessThanOrEqualTo(8);
		assertThat(this.events).containsExactly("changed [new, o00001, o00003]");
		StoreSnapshot all = this.writer.getAll();
		assertThat(store.getAll().options()).isEqualTo(all.options());
		assertThat(store.getAll().bytes()).isEqualTo(all.bytes());
		assertThat(store.getAll().version()).isEqualTo(all.version());
		assertThat(poll()).isFalse();
		assertThat(this.requests.calls()).containsExactly(meta("eventual"));
	}

	@Test
	void readsTheOptionsOfSeveralPublishesTogether() {
		fill(LARGE * 10);
		this.writer.set(option(0), Map.of("v", "y"));
		ConfigStore store = open();
		this.writer.set(option(1), Map.of("v", "1"));
		this.writer.set(option(2), Map.of("v", "2"));
		this.writer.set(option(1), Map.of("v", "3"));
		assertThat(poll()).isTrue();
		assertThat(this.requests.calls()).hasSize(5);
		assertThat(store.getAll().options()).isEqualTo(this.writer.getAll().options());
	}

	@Test
	void readsChangedOptionsAgainWhenTheVersionMovesMeanwhile() {
		fill(LARGE * 10);
		this.writer.set(option(0), Map.of("v", "y"));
		ConfigStore store = open();
		this.writer.set(option(1), Map.of("v", "1"));
		AtomicBoolean done = new AtomicBoolean();
		this.requests.before(GetItemRequest.class, (request) -> {
			if (request.key().get("_option").s().equals(option(1)) && done.compareAndSet(false, true)) {
				this.writer.publish(Publication.of(option(1), Map.of("v", "2")).set(option(2), Map.of("v", "2")));
			}
		});
		assertThat(poll()).isTrue();
		assertThat(store.getAll().options()).isEqualTo(this.writer.getAll().options());
		assertThat(store.getAll().version()).isEqualTo(this.writer.version());
	}

	@Test
	void readsEverythingWhenTheLogDoesNotReachBack() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "y"));
		ConfigStore store = open();
		for (int i = 0; i < 40; i++) {
			this.writer.set(option(i % LARGE), Map.of("v", i));
		}
		assertThat(ItemSize.of(versionItem())).isLessThanOrEqualTo(4_096);
		assertThat(poll()).isTrue();
		assertFullRead();
		assertThat(store.getAll().options()).isEqualTo(this.writer.getAll().options());
		assertThat(this.events).singleElement().asString().startsWith("changed");
	}

	@Test
	void readsEverythingWhenTheNamesDidNotFitIntoTheLog() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "y"));
		ConfigStore store = open();
		Publication publication = Publication.none();
		for (int i = 0; i < 10; i++) {
			publication = publication.set("n".repeat(500) + i, Map.of("v", i));
		}
		this.writer.publish(publication);
		assertThat(versionItem().get("log").l().get(0).m().get("names").s()).isEqualTo("*");
		assertThat(poll()).isTrue();
		assertFullRead();
		this.writer.set(option(1), Map.of("v", "1"));
		assertThat(poll()).isTrue();
		assertThat(this.requests.calls()).hasSize(4);
		assertThat(store.getAll().options()).isEqualTo(this.writer.getAll().options());
	}

	@Test
	void readsEverythingWhenTheVersionItemIsDeletedAndWhenItIsBack() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "y"));
		ConfigStore store = open();
		this.table.delete(this.name + "#meta", "version");
		this.table.putKey(this.name, option(1), "v", "by hand");
		assertThat(poll()).isTrue();
		assertFullRead();
		assertThat(store.getAll().version()).isNull();
		assertThat(poll()).isFalse();
		assertThat(this.requests.calls()).isEmpty();
		this.writer.set(option(2), Map.of("v", "2"));
		assertThat(this.writer.version().number()).isEqualTo(2);
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(poll()).isTrue();
		assertThat(store.getAll().version()).isEqualTo(this.writer.version());
	}

	@Test
	void readsEverythingWhenAnOlderStateIsRestored() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "1"));
		Map<String, AttributeValue> old = versionItem();
		this.writer.set(option(0), Map.of("v", "2"));
		ConfigStore store = open();
		putVersionItem(old);
		this.table.putKey(this.name, option(0), "v", "1");
		assertThat(poll()).isTrue();
		assertFullRead();
		assertThat(store.getAll().version().number()).isEqualTo(1);
		assertThat(store.getAll().options()).isEqualTo(this.writer.getAll().options());
		this.writer.set(option(0), Map.of("v", "3"));
		assertThat(this.writer.version().number()).isEqualTo(3);
		assertThat(poll()).isTrue();
		assertThat(store.get(option(0)).get("v")).isEqualTo("3");
	}

	@Test
	void readsEverythingWhenTheNumberIsTheSameAndTheTokenIsNot() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "1"));
		ConfigStore store = open();
		Map<String, AttributeValue> item = versionItem();
		item.put("token", AttributeValue.fromS("other"));
		putVersionItem(item);
		this.table.putKey(this.name, option(0), "v", "2");
		assertThat(poll()).isTrue();
		assertFullRead();
		assertThat(store.get(option(0)).get("v")).isEqualTo("2");
	}

	@Test
	void readsEverythingWhenTheLogHasAnUnknownForm() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "1"));
		ConfigStore store = open();
		for (AttributeValue unknown : List.of(AttributeValue.fromS("?"), AttributeValue.fromL(List.of()),
				AttributeValue.fromL(List.of(AttributeValue.fromN("1"))),
				AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of("token", AttributeValue.fromS("?"))))))) {
			Map<String, AttributeValue> item = versionItem();
			item.put("token", AttributeValue.fromS(UUID.randomUUID().toString()));
			item.put("log", unknown);
			putVersionItem(item);
			this.table.putKey(this.name, option(0), "v", item.get("token").s());
			assertThat(poll()).isTrue();
			assertFullRead();
			assertThat(store.get(option(0)).get("v")).isEqualTo(item.get("token").s());
		}
		this.writer.set(option(0), Map.of("v", "2"));
		assertThat(poll()).isTrue();
		assertThat(this.requests.calls()).hasSize(4);
	}

	@Test
	void publishesToAndReadsAStoreWhoseVersionItemHasNoToken() {
		fill(LARGE);
		putVersionItem(Map.of("_store", AttributeValue.fromS(this.name + "#meta"), "_option",
				AttributeValue.fromS("version"), "n", AttributeValue.fromN("7")));
		ConfigStore store = open();
		assertThat(poll()).isFalse();
		this.writer.set(option(0), Map.of("v", "1"));
		assertThat(this.writer.version().number()).isEqualTo(8);
		assertThat(poll()).isTrue();
		assertThat(store.get(option(0)).get("v")).isEqualTo("1");
	}

	@Test
	void isSilentWhenAnOlderVersionItemIsAnswered() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "1"));
		Map<String, AttributeValue> old = versionItem();
		this.writer.set(option(0), Map.of("v", "2"));
		ConfigStore store = open();
		StoreSnapshot before = store.getAll();
		this.requests.answer(GetItemResponse.class, (request, response) -> ((GetItemRequest) request).consistentRead()
				? response : response.toBuilder().item(old).build());
		assertThat(poll()).isFalse();
		assertThat(this.requests.calls()).containsExactly(meta("eventual"), meta("strong"));
		assertThat(this.events).isEmpty();
		assertThat(store.getAll()).isSameAs(before);
	}

	@Test
	void isSilentWhenAnOlderQueryIsAnswered() {
		fill(10);
		AtomicReference<QueryResponse> old = new AtomicReference<>();
		this.requests.answer(QueryResponse.class, (response) -> {
			old.set(response);
			return response;
		});
		this.writer.set(option(0), Map.of("v", "1"));
		ConfigStore store = open();
		this.writer.set(option(0), Map.of("v", "2"));
		assertThat(store.reload()).isTrue();
		StoreSnapshot before = store.getAll();
		this.requests.heal();
		QueryResponse stale = old.get().toBuilder().items(old.get().items().stream().skip(1).toList()).build();
		this.requests.answer(QueryResponse.class,
				(request, response) -> ((QueryRequest) request).consistentRead() ? response : stale);
		assertThat(poll()).isFalse();
		assertThat(this.events).isEmpty();
		assertThat(store.getAll()).isSameAs(before);
		assertThat(this.requests.calls()).containsExactly(query("eventual"), metaBesideAll("strong"), query("strong"),
				metaBesideAll("strong"));
	}

	@Test
	void readsWhatIsNewestWhenTheEventualPollIsOfAVersionInBetween() {
		fill(LARGE * 10);
		this.writer.set(option(0), Map.of("v", "1"));
		ConfigStore store = open();
		this.writer.set(option(0), Map.of("v", "2"));
		Map<String, AttributeValue> between = versionItem();
		this.writer.set(option(0), Map.of("v", "3"));
		this.requests.answer(GetItemResponse.class, (request, response) -> ((GetItemRequest) request).consistentRead()
				? response : response.toBuilder().item(between).build());
		assertThat(poll()).isTrue();
		assertThat(store.get(option(0)).get("v")).isEqualTo("3");
		assertThat(poll()).isFalse();
		assertThat(store.getAll().version()).isEqualTo(this.writer.version());
	}

	@Test
	void reportsEditsByHandWhenTheFullReReadOfALargeStoreFindsThem() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "1"));
		ConfigStore store = open();
		this.table.putKey(this.name, option(4), "v", "secret");
		this.table.delete(this.name, option(5));
		assertThat(poll()).isFalse();
		this.writer.set(option(6), Map.of("v", "published"));
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(poll()).isTrue();
		assertThat(this.requests.calls()).containsExactly(query("eventual"), metaBesideAll("strong"), query("strong"),
				metaBesideAll("strong"));
		assertThat(this.events).containsExactly("by hand [o00004, o00005]", "changed [o00004, o00005, o00006]");
		assertThat(logged()).filteredOn((line) -> line.contains("o00004")).singleElement().satisfies((line) -> {
			assertThat(line).contains(this.name).contains("o00005").doesNotContain("o00006").doesNotContain("secret");
		});
		assertThat(store.get(option(4)).get("v")).isEqualTo("secret");
		assertThat(poll()).isFalse();
	}

	@Test
	void readsAgainWhenTheFirstPublishOfAllHappensDuringARead() {
		fill(LARGE);
		AtomicBoolean done = new AtomicBoolean();
		this.requests.before(QueryRequest.class, (request) -> {
			if (done.compareAndSet(false, true)) {
				this.writer.set(option(0), Map.of("v", "1"));
			}
		});
		ConfigStore store = open();
		assertThat(store.getAll().version()).isEqualTo(this.writer.version());
	}

	@Test
	void keepsTheLastSnapshotWhenTheVersionMovesDuringEachRead() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "1"));
		ConfigStore store = open();
		StoreSnapshot before = store.getAll();
		AtomicInteger published = new AtomicInteger();
		this.requests.before(QueryRequest.class,
				(request) -> this.writer.set(option(0), Map.of("v", published.incrementAndGet())));
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(store::reload)
			.withMessageContaining("published to during each");
		assertThat(store.getAll()).isSameAs(before);
		assertThat(this.stores.status().isStale()).isTrue();
		assertThat(published).hasValueBetween(5, 50);
		this.requests.heal();
		assertThat(poll()).isTrue();
		assertThat(this.stores.status().isStale()).isFalse();
	}

	@Test
	void aFullReadStaysDueWhenItFails() {
		fill(LARGE);
		ConfigStore store = open();
		this.table.putKey(this.name, option(4), "v", "by hand");
		this.clock.advance(Duration.ofMinutes(5));
		this.requests.before(QueryRequest.class, (request) -> {
			if (request.consistentRead()) {
				throw Faults.throttled();
			}
		});
		assertThatExceptionOfType(StoreThrottledException.class).isThrownBy(this::poll);
		assertThat(this.stores.untilFullRead()).contains(Duration.ZERO);
		this.requests.heal();
		assertThat(poll()).isTrue();
		assertThat(store.get(option(4)).get("v")).isEqualTo("by hand");
	}

	@Test
	void worksAsUnversionedAndSaysSoOnceWhenTheVersionMayNotBeRead() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "1"));
		this.requests.beforeVersion(() -> {
			throw Faults.denied();
		});
		ConfigStore store = open();
		assertThat(store.getAll().version()).isNull();
		assertThat(poll()).isFalse();
		assertThat(this.requests.calls()).isEmpty();
		this.writer.set(option(0), Map.of("v", "2"));
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(poll()).isTrue();
		assertThat(store.get(option(0)).get("v")).isEqualTo("2");
		assertThat(store.version()).isNull();
		assertThat(logged()).filteredOn((line) -> line.contains("may not be read")).hasSize(1);
		assertThat(this.log.list).extracting((event) -> event.getLevel().toString()).containsOnly("INFO");
	}

	@Test
	void waitsForItsTurnWhenAHerdHasToReadEverything() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "1"));
		ConfigStore store = open();
		ReloadSchedule herd = new ReloadSchedule(Duration.ofHours(1), Duration.ofMillis(10), 1_000_000);
		assertThat(poll(herd)).isFalse();
		Map<String, AttributeValue> item = versionItem();
		for (String token : List.of("a", "b", "c")) {
			item.put("token", AttributeValue.fromS(token));
			putVersionItem(item);
			assertThat(poll(herd)).isFalse();
			assertThat(this.requests.calls()).containsExactly(meta("eventual"), meta("strong"));
			assertThat(poll(herd)).isFalse();
			assertThat(this.requests.calls()).containsExactly(meta("eventual"));
		}
		Duration turn = this.stores.untilFullRead().orElseThrow();
		this.table.delete(this.name + "#meta", "version");
		assertThat(poll(herd)).isFalse();
		assertThat(poll(herd)).isFalse();
		assertThat(this.requests.calls()).containsExactly(meta("eventual"));
		assertThat(this.stores.untilFullRead()).contains(turn);
		this.table.putKey(this.name, option(0), "v", "2");
		this.clock.advance(turn);
		assertThat(poll(herd)).isTrue();
		assertThat(this.requests.calls()).containsExactly(metaBesideAll("strong"), query("strong"),
				metaBesideAll("strong"));
		assertThat(store.get(option(0)).get("v")).isEqualTo("2");
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, LARGE })
	void isQuietAboutARejectedStateUntilTheTableChanges(int options) {
		fill(options);
		this.writer.set(option(0), Map.of("v", "1"));
		ConfigStore store = open();
		AtomicInteger offered = new AtomicInteger();
		AtomicBoolean rejecting = new AtomicBoolean(true);
		this.stores.addCheck((current, candidate) -> {
			offered.incrementAndGet();
			if (rejecting.get()) {
				throw new CandidateRejectedException("No", candidate.snapshots().get(0).place(null), null);
			}
		});
		this.writer.set(option(0), Map.of("v", "bad"));
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(this::poll);
		assertThat(this.stores.status().rejected()).isNotNull();
		for (int i = 0; i < 3; i++) {
			assertThat(poll()).isFalse();
			assertThat(consumed()).isEqualTo(0.5);
		}
		assertThat(offered).hasValue(1);
		assertThat(this.stores.status().rejected()).isNotNull();
		this.writer.set(option(0), Map.of("v", "worse"));
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(this::poll);
		this.clock.advance(Duration.ofMinutes(5));
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(this::poll);
		assertThat(poll()).isFalse();
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(store::reload);
		assertThat(offered).hasValue(4);
		assertThat(poll()).isFalse();
		assertThat(store.get(option(0)).get("v")).isEqualTo("1");
		rejecting.set(false);
		assertThat(store.reload()).isTrue();
		assertThat(this.stores.status().rejected()).isNull();
		assertThat(store.get(option(0)).get("v")).isEqualTo("worse");
	}

	@Test
	void holdsBackALossThatNoVersionAnnouncesUntilSomebodyAsksForIt() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "1"));
		ConfigStore store = open();
		for (int i = 0; i < LARGE; i++) {
			this.table.delete(this.name, option(i));
		}
		this.clock.advance(Duration.ofMinutes(5));
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(this::poll)
			.withMessageContaining("lost 30 of 30");
		assertThat(store.getAll().options()).hasSize(LARGE);
		assertThat(poll()).isFalse();
		assertThat(store.reload()).isTrue();
		assertThat(store.getAll().options()).isEmpty();
	}

	@Test
	void appliesALossThatAVersionAnnounces() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "1"));
		ConfigStore store = open();
		Publication publication = Publication.none();
		for (int i = 0; i < LARGE; i++) {
			publication = publication.delete(option(i));
		}
		this.writer.publish(publication);
		assertThat(poll()).isTrue();
		assertThat(store.getAll().options()).isEmpty();
	}

	@Test
	void forecastsWhatPollsConsume() {
		fill(LARGE);
		this.writer.set(option(0), Map.of("v", "1"));
		open();
		CostForecast forecast = source().forecast(this.stores.current().snapshots().get(0), SCHEDULE);
		poll();
		assertThat(consumed()).isEqualTo(forecast.rcuPerPoll());
		this.clock.advance(Duration.ofMinutes(5));
		poll();
		assertThat(consumed()).isEqualTo(forecast.rcuPerFullRead());
	}

}
