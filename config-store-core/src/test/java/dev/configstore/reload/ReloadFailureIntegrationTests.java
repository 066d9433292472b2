package dev.configstore.reload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.configstore.ConfigStore;
import dev.configstore.ConfigStores;
import dev.configstore.TestBuilder;
import dev.configstore.dynamodb.Deadline;
import dev.configstore.dynamodb.Store;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.StoreAccessDeniedException;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.exception.TableNotFoundException;
import dev.configstore.model.Publication;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.support.SettableClock;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a poll finds and does not apply, and what a failure leaves behind.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ReloadFailureIntegrationTests {

	private static final ReloadSchedule SCHEDULE = new ReloadSchedule(Duration.ofMinutes(5), Duration.ofSeconds(30), 1);

	private final EmbeddedTable table;

	private final SettableClock clock = new SettableClock();

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of, this.clock);

	private final List<Generation> accepted = new ArrayList<>();

	ReloadFailureIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		for (int i = 0; i < 4; i++) {
			this.table.put("prod", "option-" + i, Map.of("number", i));
		}
		this.stores.setAccepted(this.accepted::add);
	}

	@AfterEach
	void close() {
		this.stores.close();
		this.client.close();
	}

	private Store source(String table) {
		return TestBuilder.pageSize(ConfigStore.builder(), 2)
			.table(table)
			.store("prod")
			.client(this.client)
			.clock(this.clock)
			.source();
	}

	private void start() {
		this.stores.add(List.of(source(this.table.name())));
	}

	private boolean poll() {
		this.clock.advance(Duration.ofSeconds(30));
		return this.stores.poll(SCHEDULE);
	}

	private int size() {
		return this.stores.current().snapshots().get(0).options().size();
	}

	private void lose(int options) {
		for (int i = 0; i < options; i++) {
			this.table.delete("prod", "option-" + i);
		}
	}

	@Test
	void aStoreThatWasNeverReadFailsByItself() {
		start();
		Store denied = TestBuilder.pageSize(ConfigStore.builder(), 2)
			.table(this.table.name())
			.store("denied")
			.client(this.client)
			.clock(this.clock)
			.source();
		this.stores.addEmpty(List.of(denied),
				new StoreAccessDeniedException("no", Place.of(this.table.name(), "denied"), null));
		this.requests.before(QueryRequest.class, (request) -> {
			if (request.expressionAttributeValues().values().stream().anyMatch((value) -> "denied".equals(value.s()))) {
				throw Faults.denied();
			}
		});
		this.table.put("prod", "option-0", Map.of("number", 10));
		assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(this::poll);
		assertThat(number(0)).hasToString("10");
		assertThat(this.stores.untilFullRead()).as("not at once, again and again").contains(SCHEDULE.pollInterval());
		assertThat(this.stores.status().failure()).isInstanceOf(StoreAccessDeniedException.class);
		this.table.put("prod", "option-0", Map.of("number", 11));
		assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(this.stores::reload);
		assertThat(number(0)).hasToString("11");
		assertThat(this.stores.reloadUncommitted()).isFalse();
		assertThat(this.stores.status().isStale()).isTrue();
		this.requests.heal();
		this.table.put("denied", "other", Map.of("number", 1));
		assertThat(poll()).isTrue();
		assertThat(this.stores.current().snapshots().get(1).options()).containsKey("other");
		assertThat(this.stores.status().isStale()).isFalse();
	}

	private @Nullable Object number(int option) {
		return this.stores.current().snapshots().get(0).option("option-" + option).get("number");
	}

	@Test
	void letsHalfOfTheOptionsGo() {
		start();
		lose(2);
		assertThat(poll()).isTrue();
		assertThat(size()).isEqualTo(2);
	}

	@Test
	void holdsBackALargerLossAndAsksOnceUntilSomebodyReloads() {
		start();
		lose(3);
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(this::poll)
			.withMessageContaining("lost 3 of 4 options in one step that no version announces")
			.withMessageContaining("prod");
		assertThat(this.stores.status().rejected()).isNotNull();
		assertThat(this.stores.status().isStale()).as("the table answers").isFalse();
		assertThat(poll()).as("remembered").isFalse();
		assertThat(this.stores.status().rejected()).isNotNull();
		assertThat(size()).isEqualTo(4);
		assertThat(this.stores.reload()).isTrue();
		assertThat(size()).isEqualTo(1);
		assertThat(this.stores.status().rejected()).isNull();
		assertThat(this.accepted).hasSize(1);
	}

	@Test
	void triesWhatWasRejectedAgainWhenEverythingIsReadAgain() {
		start();
		lose(4);
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(this::poll);
		assertThat(poll()).isFalse();
		this.clock.advance(Duration.ofMinutes(5));
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(this::poll);
	}

	@Test
	void forgetsWhatWasRejectedWhenItIsTakenBack() {
		start();
		lose(4);
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(this::poll);
		for (int i = 0; i < 4; i++) {
			this.table.put("prod", "option-" + i, Map.of("number", i));
		}
		assertThat(poll()).isFalse();
		assertThat(this.stores.status().rejected()).isNull();
	}

	@Test
	void letsEverythingThroughWhenAVersionNamesIt() {
		ConfigStore store = ConfigStores.simple(source(this.table.name()));
		store.set("option-0", Map.of("number", 7));
		start();
		Publication everything = Publication.none();
		for (int i = 0; i < 4; i++) {
			everything = everything.delete("option-" + i);
		}
		store.publish(everything);
		assertThat(poll()).isTrue();
		assertThat(size()).isZero();
	}

	@Test
	void letsEverythingThroughWhenTheWholeMayBeLost() {
		this.stores.setMaxLoss(1);
		start();
		lose(4);
		assertThat(poll()).isTrue();
		assertThat(size()).isZero();
	}

	@Test
	void keepsValuesAndCountsFailures() {
		start();
		Instant read = this.clock.instant();
		this.requests.fail(QueryRequest.class, Faults::throttled);
		for (int i = 1; i <= 3; i++) {
			assertThatExceptionOfType(StoreThrottledException.class).isThrownBy(this::poll);
			assertThat(this.stores.status().failures()).isEqualTo(i);
		}
		assertThat(this.stores.status().lastSuccess()).isEqualTo(read);
		assertThat(this.stores.status().age(this.clock.instant())).isEqualTo(Duration.ofSeconds(90));
		assertThat(size()).isEqualTo(4);
		this.requests.heal();
		assertThat(poll()).isFalse();
		assertThat(this.stores.status().isStale()).isFalse();
		assertThat(this.stores.status().age(this.clock.instant())).isZero();
	}

	@Test
	void neverMakesATableWhoseStateWasKept() {
		Store source = source("gone");
		StoreSnapshot kept = new StoreSnapshot("gone", "prod", source.reader().empty().options(), null, 0,
				Instant.EPOCH);
		this.stores.addKept(List.of(source), List.of(kept), Instant.EPOCH,
				new StoreUnavailableException("no answer", ConfigStoreException.Place.of("gone"), null));
		assertThat(this.stores.status().lastSuccess()).isEqualTo(Instant.EPOCH);
		assertThat(this.stores.status().isStale()).isTrue();
		assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(this::poll);
		assertThat(this.requests.requests(CreateTableRequest.class)).isEmpty();
	}

	@Test
	void tellsOfAStateThatWasNotReadWhenItTurnsOutToBeTheNewest() {
		Store source = source(this.table.name());
		StoreSnapshot kept = source.reader().readAll().snapshot();
		this.stores.addKept(List.of(source), List.of(kept), Instant.EPOCH,
				new StoreUnavailableException("no answer", ConfigStoreException.Place.of(this.table.name()), null));
		assertThat(poll()).isFalse();
		assertThat(poll()).isFalse();
		assertThat(this.accepted).hasSize(1);
		assertThat(this.stores.status().isStale()).isFalse();
	}

	@Test
	void givesAllPagesOneTime() {
		this.stores.add(List.of(source(this.table.name())), Deadline.in(Duration.ofMinutes(1)));
		List<Duration> limits = this.requests.requests(QueryRequest.class)
			.stream()
			.map((request) -> request.overrideConfiguration().orElseThrow().apiCallTimeout().orElseThrow())
			.toList();
		assertThat(limits).hasSizeGreaterThan(1).isSortedAccordingTo((one, other) -> other.compareTo(one));
		assertThat(limits).doesNotHaveDuplicates();
		this.requests.clear();
		poll();
		assertThat(this.requests.requests(QueryRequest.class)).as("after the start")
			.allMatch((request) -> request.overrideConfiguration().isEmpty());
	}

	@Test
	void makesATableInATimeOfItsOwn() {
		try (EmbeddedTable missing = EmbeddedDynamoDb.shared().table("missing-at-start")) {
			Deadline deadline = Deadline.in(Duration.ofSeconds(5));
			Duration before = deadline.left();
			long began = System.nanoTime();
			this.stores.add(List.of(source(missing.name())), deadline);
			Duration took = Duration.ofNanos(System.nanoTime() - began);
			assertThat(this.requests.requests(CreateTableRequest.class)).hasSize(1);
			assertThat(before.minus(deadline.left())).as("counted").isLessThan(took);
		}
	}

	@Test
	void triesAgainOnlyWhatMayGetBetter() {
		this.requests.failOnce(QueryRequest.class, Faults::serverError);
		this.stores.add(List.of(source(this.table.name())), Deadline.in(Duration.ofMinutes(1)));
		assertThat(size()).isEqualTo(4);
		this.requests.clear();
		this.requests.fail(QueryRequest.class, Faults::denied);
		assertThatExceptionOfType(StoreAccessDeniedException.class)
			.isThrownBy(() -> this.stores.add(List.of(source(this.table.name())), Deadline.in(Duration.ofMinutes(1))));
		assertThat(this.requests.requests(QueryRequest.class)).hasSize(1);
	}

	@Test
	void saysWhyItFailedEvenIfTheLastTryHadNoTime() {
		List<RuntimeException> failures = new ArrayList<>(List.of(Faults.throttled()));
		this.requests.fail(QueryRequest.class, () -> failures.isEmpty() ? Faults.timedOut() : failures.remove(0));
		assertThatExceptionOfType(StoreThrottledException.class)
			.isThrownBy(() -> this.stores.add(List.of(source(this.table.name())), Deadline.in(Duration.ofMillis(300))));
	}

}
