package dev.configstore.reload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.configstore.ConfigStore;
import dev.configstore.ConfigStores;
import dev.configstore.Mode;
import dev.configstore.TestBuilder;
import dev.configstore.dynamodb.Store;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.model.Publication;
import dev.configstore.model.ReloadSchedule;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The age of what is in use is what was really asked, and what is old is read in time.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class FreshnessIntegrationTests {

	private static final Duration UPDATE = Duration.ofMinutes(5);

	private static final Duration POLL = Duration.ofSeconds(30);

	private static final ReloadSchedule SCHEDULE = new ReloadSchedule(UPDATE, POLL, 1);

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final SettableClock clock = new SettableClock();

	private final ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of, this.clock);

	private final List<Generation> accepted = new ArrayList<>();

	private final String name = "s-" + UUID.randomUUID().toString().substring(0, 8);

	private final EmbeddedTable table;

	FreshnessIntegrationTests(EmbeddedTable table) {
		this.table = table;
		this.stores.setAccepted(this.accepted::add);
	}

	@AfterEach
	void close() {
		this.stores.close();
		this.client.close();
	}

	private Store source(String store) {
		return TestBuilder
			.pause(ConfigStore.builder().client(this.client).table(this.table.name()).store(store).clock(this.clock),
					(attempt) -> {
					})
			.source();
	}

	private ConfigStore writer(String store) {
		return ConfigStore.builder()
			.client(this.table.client())
			.table(this.table.name())
			.store(store)
			.mode(Mode.SIMPLE)
			.open();
	}

	private void fill(String store, Kind kind) {
		int options = (kind == Kind.SMALL) ? 3 : 30;
		for (int i = 0; i < options; i++) {
			this.table.put(store, "o" + i, Map.of("v", 1, "p", "p".repeat(180)));
		}
		if (kind == Kind.VERSIONED) {
			writer(store).set("o0", Map.of("v", 2, "p", "p".repeat(180)));
		}
	}

	/** Stores that are polled in different ways. */
	enum Kind {

		SMALL, VERSIONED, UNVERSIONED

	}

	private boolean poll() {
		return this.stores.poll(SCHEDULE);
	}

	private Duration age() {
		return this.stores.status().age(this.clock.instant());
	}

	/** Let the schedule run for a while: polls that fail are polls as well. */
	private int run(Duration time) {
		int polls = 0;
		Instant end = this.clock.instant().plus(time);
		while (this.clock.instant().isBefore(end)) {
			Duration next = SCHEDULE.poll(this.stores.untilFullRead(), new java.util.Random(1));
			this.clock.advance(next.isZero() ? POLL : next);
			polls++;
			try {
				poll();
			}
			catch (ConfigStoreException ex) {
				assertThat(this.stores.status().isStale()).isTrue();
			}
		}
		return polls;
	}

	@ParameterizedTest
	@EnumSource
	void anHourOfOutageIsAnHourOld(Kind kind) {
		fill(this.name, kind);
		this.stores.add(List.of(source(this.name)));
		poll();
		Instant read = this.clock.instant();
		this.requests.fail(DynamoDbRequest.class, Faults::serverError);
		for (int minute = 0; minute < 60; minute++) {
			run(Duration.ofMinutes(1));
			assertThat(this.stores.status().lastSuccess()).isEqualTo(read);
			assertThat(age()).isEqualTo(Duration.between(read, this.clock.instant()));
		}
		assertThat(this.stores.status().isStale()).isTrue();
		this.requests.heal();
		run(UPDATE.plus(POLL));
		assertThat(this.stores.status().isStale()).isFalse();
		assertThat(age()).isLessThanOrEqualTo(UPDATE);
	}

	@ParameterizedTest
	@EnumSource
	void whatCameFromAFileIsAsOldAsItWasAndDueAtOnce(Kind kind) {
		fill(this.name, kind);
		Store source = source(this.name);
		StoreSnapshot kept = source.reader().readAll().snapshot();
		Instant asOf = this.clock.instant();
		this.clock.advance(Duration.ofHours(2));
		this.requests.fail(DynamoDbRequest.class, Faults::serverError);
		this.stores.addKept(List.of(source), List.of(kept), asOf,
				new StoreUnavailableException("no answer", ConfigStoreException.Place.of(this.table.name()), null));
		assertThat(age()).isEqualTo(Duration.ofHours(2));
		run(Duration.ofHours(1));
		assertThat(age()).isGreaterThanOrEqualTo(Duration.ofHours(3));
		assertThat(this.stores.status().isStale()).isTrue();
		assertThat(this.accepted).as("not stamped anew").isEmpty();
		this.requests.heal();
		this.table.put(this.name, "o1", Map.of("v", "by hand"));
		this.requests.clear();
		assertThat(poll()).as("due at once").isTrue();
		assertThat(age()).isZero();
		assertThat(this.stores.status().isStale()).isFalse();
	}

	@Test
	void aPollThatAsksNothingProvesNothing() {
		fill(this.name, Kind.UNVERSIONED);
		this.stores.add(List.of(source(this.name)));
		poll();
		this.clock.advance(Duration.ofMinutes(2));
		this.requests.clear();
		assertThat(poll()).isFalse();
		assertThat(this.requests.calls()).isEmpty();
		assertThat(age()).isEqualTo(Duration.ofMinutes(2));
		assertThat(this.stores.status().isStale()).isFalse();
	}

	@Test
	void theOldestStoreIsTheAgeOfAll() {
		fill(this.name, Kind.SMALL);
		fill(this.name + "b", Kind.UNVERSIONED);
		this.stores.add(List.of(source(this.name), source(this.name + "b")));
		poll();
		this.clock.advance(Duration.ofMinutes(2));
		poll();
		assertThat(age()).isEqualTo(Duration.ofMinutes(2));
	}

	@Test
	void waitingForItsTurnProvesNothing() {
		fill(this.name, Kind.VERSIONED);
		this.stores.add(List.of(source(this.name)));
		ReloadSchedule herd = new ReloadSchedule(Duration.ofHours(1), Duration.ofMillis(10), 1_000_000);
		this.stores.poll(herd);
		this.table.put(this.name + "#meta", "version", Map.of("n", 9, "token", "other"));
		for (int i = 1; i < 5; i++) {
			this.clock.advance(Duration.ofMillis(10));
			assertThat(this.stores.poll(herd)).isFalse();
			assertThat(age()).isEqualTo(Duration.ofMillis(i * 10L));
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { -86_400, 86_400 })
	void aClockThatIsSetChangesNeitherAgesNorIntervals(long seconds) {
		fill(this.name, Kind.UNVERSIONED);
		this.stores.add(List.of(source(this.name)));
		poll();
		this.clock.advance(Duration.ofSeconds(seconds));
		age();
		if (seconds < 0) {
			this.clock.advance(Duration.ofMinutes(1));
			assertThat(age()).isEqualTo(Duration.ofMinutes(1));
			this.clock.advance(UPDATE);
		}
		this.table.put(this.name, "o1", Map.of("v", "by hand"));
		assertThat(poll()).isTrue();
		assertThat(age()).isZero();
	}

	@Test
	void aFullReadStaysDueForAllWhenItFailsForOne() {
		String other = this.name + "b";
		fill(this.name, Kind.UNVERSIONED);
		fill(other, Kind.UNVERSIONED);
		this.stores.add(List.of(source(this.name), source(other)));
		poll();
		this.table.put(other, "o1", Map.of("v", "by hand"));
		this.requests.before(QueryRequest.class, (request) -> {
			if (request.expressionAttributeValues().get(":store").s().equals(this.name)) {
				throw Faults.serverError();
			}
		});
		this.clock.advance(UPDATE);
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(this::poll);
		this.requests.heal();
		this.clock.advance(POLL);
		assertThat(poll()).isTrue();
	}

	@Test
	void aFullReadStaysDueWhenACheckFailsOtherwise() {
		fill(this.name, Kind.UNVERSIONED);
		this.stores.add(List.of(source(this.name)));
		poll();
		boolean[] failing = { true };
		this.stores.addCheck((current, candidate) -> {
			if (failing[0]) {
				throw new IllegalStateException("not a rejection");
			}
		});
		this.table.put(this.name, "o1", Map.of("v", "by hand"));
		this.clock.advance(UPDATE);
		assertThatExceptionOfType(ConfigStoreException.class).isThrownBy(this::poll);
		assertThat(this.stores.status().failure()).isNotNull();
		failing[0] = false;
		assertThat(poll()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 20 })
	void theNumberOfPollsDoesNotGrowWithTheStores(int number) {
		List<Store> sources = IntStream.range(0, number).mapToObj((i) -> {
			fill(this.name + i, (i % 2 == 0) ? Kind.SMALL : Kind.UNVERSIONED);
			return source(this.name + i);
		}).toList();
		this.stores.add(sources);
		poll();
		assertThat(run(Duration.ofMinutes(30))).isLessThanOrEqualTo(72);
	}

	@Test
	void aVersionThatIsAllowedAgainIsPolledAgain() {
		fill(this.name, Kind.VERSIONED);
		this.stores.add(List.of(source(this.name)));
		ConfigStore store = ConfigStores.timeBased(this.stores).get(0);
		poll();
		denyVersion();
		for (int i = 0; i < 3; i++) {
			this.clock.advance(POLL);
			assertThat(poll()).isFalse();
		}
		assertThat(age()).as("a poll that is denied proves nothing").isEqualTo(POLL.multipliedBy(3));
		this.requests.heal();
		writer(this.name).set("o0", Map.of("v", "new"));
		this.clock.advance(POLL);
		assertThat(poll()).isTrue();
		assertThat(store.get("o0").get("v")).isEqualTo("new");
	}

	@Test
	void aVersionThatIsAllowedAgainAfterAFullReadIsPolledAgain() {
		fill(this.name, Kind.VERSIONED);
		this.stores.add(List.of(source(this.name)));
		ConfigStore store = ConfigStores.timeBased(this.stores).get(0);
		poll();
		denyVersion();
		this.table.put(this.name, "o1", Map.of("v", "by hand"));
		this.clock.advance(UPDATE);
		assertThat(poll()).isTrue();
		this.requests.heal();
		writer(this.name).set("o0", Map.of("v", "new"));
		this.clock.advance(POLL);
		assertThat(poll()).isTrue();
		assertThat(store.get("o0").get("v")).isEqualTo("new");
		assertThat(store.getAll().version()).isEqualTo(store.version());
	}

	private void denyVersion() {
		this.requests.beforeVersion(() -> {
			throw Faults.denied();
		});
	}

	@Test
	void aReadIsBracketedAlsoWhenTheVersionWasDenied() {
		fill(this.name, Kind.VERSIONED);
		denyVersion();
		this.stores.add(List.of(TestBuilder.pageSize(ConfigStore.builder(), 10)
			.client(this.client)
			.table(this.table.name())
			.store(this.name)
			.source()));
		this.requests.heal();
		denyVersion();
		boolean[] published = new boolean[1];
		this.requests.before(QueryRequest.class, (request) -> {
			if (request.hasExclusiveStartKey() && !published[0]) {
				published[0] = true;
				this.requests.beforeVersion(() -> {
				});
				writer(this.name).publish(Publication.of("o0", Map.of("v", "new")).set("o9", Map.of("v", "new")));
			}
		});
		assertThat(this.stores.reload()).isTrue();
		StoreSnapshot snapshot = this.stores.current().snapshots().get(0);
		assertThat(List.of("o0", "o9"))
			.allSatisfy((option) -> assertThat(snapshot.option(option).get("v")).isEqualTo("new"));
	}

	@ParameterizedTest
	@EnumSource
	void theVersionOfTheSnapshotIsTheNewestWithinAnUpdateInterval(Kind kind) {
		fill(this.name, kind);
		ConfigStore writer = writer(this.name);
		writer.set("o0", Map.of("v", 1));
		this.stores.add(List.of(source(this.name)));
		ConfigStore store = ConfigStores.timeBased(this.stores).get(0);
		poll();
		writer.set("o0", Map.of("v", 2));
		writer.set("o0", Map.of("v", 1));
		this.clock.advance(UPDATE);
		poll();
		this.clock.advance(POLL);
		poll();
		assertThat(store.getAll().version()).isEqualTo(writer.version());
		store.publish(Publication.of("o0", Map.of("v", 3)).expecting(store.getAll().version()));
	}

	@Test
	void whatIsWrittenIsSeenByTheWriter() {
		fill(this.name, Kind.VERSIONED);
		this.stores.add(List.of(source(this.name)));
		ConfigStore store = ConfigStores.timeBased(this.stores).get(0);
		store.set("new", Map.of("v", 1));
		assertThat(store.get("new").get("v")).hasToString("1");
		assertThat(store.getAll().version()).isEqualTo(store.version());
		assertThat(store.delete("new")).isTrue();
		assertThat(store.getAll().option("new")).isNull();
		this.stores.addCheck((current, candidate) -> {
			throw new CandidateRejectedException("no", candidate.snapshots().get(0).place(null), null);
		});
		assertThat(store.publish(Publication.of("new", Map.of("v", 2)))).isEqualTo(store.version());
		assertThat(store.getAll().option("new")).isNull();
		assertThat(this.stores.status().rejected()).isNotNull();
	}

	@ParameterizedTest
	@EnumSource(names = { "SMALL", "UNVERSIONED" })
	void aFirstPublishThatEmptiesAStoreIsAnnounced(Kind kind) {
		fill(this.name, kind);
		this.stores.add(List.of(source(this.name)));
		poll();
		ConfigStore writer = writer(this.name);
		Publication everything = Publication.none();
		for (String option : this.stores.current().snapshots().get(0).options().keySet()) {
			everything = everything.delete(option);
		}
		writer.publish(everything);
		this.clock.advance(UPDATE);
		assertThat(poll()).isTrue();
		assertThat(this.stores.current().snapshots().get(0).options()).isEmpty();
	}

	@Test
	void aLossBehindALogThatWasCutIsAnnounced() {
		fill(this.name, Kind.VERSIONED);
		this.stores.add(List.of(source(this.name)));
		poll();
		ConfigStore writer = writer(this.name);
		for (int i = 0; i < 29; i++) {
			writer.delete("o" + i);
		}
		for (int i = 0; i < 5; i++) {
			writer.set("x".repeat(900) + i, Map.of());
		}
		this.clock.advance(POLL);
		assertThat(poll()).isTrue();
		assertThat(this.stores.current().snapshots().get(0).option("o28")).isNull();
	}

	@Test
	void aLossAfterAVersionItemFromABackupIsNot() {
		fill(this.name, Kind.VERSIONED);
		ConfigStore writer = writer(this.name);
		writer.set("o1", Map.of("v", 3));
		this.stores.add(List.of(source(this.name)));
		poll();
		for (int i = 0; i < 29; i++) {
			this.table.delete(this.name, "o" + i);
		}
		this.table.put(this.name + "#meta", "version",
				Map.of("n", 1, "token", "old", "log", List.of(Map.of("n", 1, "token", "old", "names", "*"))));
		this.clock.advance(POLL);
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(this::poll);
	}

}
