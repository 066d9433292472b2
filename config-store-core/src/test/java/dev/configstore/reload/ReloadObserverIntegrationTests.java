package dev.configstore.reload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.configstore.ConfigStore;
import dev.configstore.ConfigStores;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.model.ReloadSchedule;
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
class ReloadObserverIntegrationTests {

	private static final ReloadSchedule SCHEDULE = new ReloadSchedule(Duration.ofMinutes(5), Duration.ofSeconds(30), 1);

	private final EmbeddedTable table;

	private final SettableClock clock = new SettableClock();

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of, this.clock);

	private final List<String> heard = new ArrayList<>();

	ReloadObserverIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void start() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one"));
		this.stores.addObserver(observer(""));
		this.stores.add(List.of(ConfigStore.builder()
			.table(this.table.name())
			.store("prod")
			.client(this.client)
			.clock(this.clock)
			.source()));
	}

	@AfterEach
	void close() {
		this.stores.close();
		this.client.close();
	}

	private ReloadObserver observer(String name) {
		return (trigger) -> {
			this.heard.add(name + trigger);
			return (outcome) -> this.heard.add(name + outcome.kind()
					+ ((outcome.failure() != null) ? " " + outcome.failure().getClass().getSimpleName() : ""));
		};
	}

	@Test
	void hearsOfEachOutcome() {
		assertThat(this.heard).as("the first read is no reload").isEmpty();
		this.stores.poll(SCHEDULE);
		assertThat(this.heard).containsExactly("POLL", "UNCHANGED");
		this.heard.clear();
		this.table.putKey("prod", "db", "host", "two");
		this.stores.reload();
		assertThat(this.heard).containsExactly("REQUEST", "CHANGED");
		this.heard.clear();
		this.table.delete("prod", "db");
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(() -> this.stores.poll(SCHEDULE));
		assertThat(this.heard).containsExactly("POLL", "REJECTED CandidateRejectedException");
		this.heard.clear();
		this.requests.fail(QueryRequest.class, Faults::throttled);
		assertThatExceptionOfType(StoreThrottledException.class).isThrownBy(this.stores::reloadUncommitted);
		assertThat(this.heard).containsExactly("REQUEST", "FAILED StoreThrottledException");
	}

	@Test
	void endsAfterTheUpdateAndAsBracketsDo() {
		this.stores.addObserver(observer("inner "));
		this.stores.setTarget((before, after) -> this.heard.add("published"));
		this.table.putKey("prod", "db", "host", "two");
		this.stores.reload();
		assertThat(this.heard).containsExactly("REQUEST", "inner REQUEST", "published", "inner CHANGED", "CHANGED");
	}

	@Test
	void oneThatThrowsStopsNobody() {
		this.stores.addObserver((trigger) -> {
			throw new IllegalStateException("at the beginning");
		});
		this.stores.addObserver((trigger) -> (outcome) -> {
			throw new AssertionError("at the end");
		});
		this.stores.addObserver((trigger) -> null);
		this.stores.addObserver(observer("last "));
		this.table.putKey("prod", "db", "host", "two");
		assertThat(this.stores.reload()).isTrue();
		assertThat(this.heard).containsExactly("REQUEST", "last REQUEST", "last CHANGED", "CHANGED");
	}

	@Test
	void knowsWhenTheLastPollWasWellOrNot() {
		this.clock.advance(Duration.ofSeconds(30));
		this.stores.poll(SCHEDULE);
		assertThat(this.stores.status().lastPoll()).isEqualTo(this.clock.instant());
		this.requests.fail(QueryRequest.class, Faults::throttled);
		this.clock.advance(Duration.ofSeconds(30));
		assertThatExceptionOfType(StoreThrottledException.class).isThrownBy(() -> this.stores.poll(SCHEDULE));
		assertThat(this.stores.status().lastPoll()).isEqualTo(this.clock.instant());
		assertThat(this.stores.status().lastSuccess()).isEqualTo(this.clock.instant().minusSeconds(30));
	}

	@Test
	void knowsWhenTheNextPollIsDue() {
		assertThat(this.stores.nextPoll()).as("nothing is planned").isEmpty();
		this.stores.start(SCHEDULE);
		assertThat(this.stores.nextPoll()).get()
			.satisfies((next) -> assertThat(Duration.between(Instant.now(), next))
				.isLessThanOrEqualTo(SCHEDULE.pollInterval()));
		this.stores.stop();
		assertThat(this.stores.nextPoll()).isEmpty();
	}

}
