package dev.configstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Publication;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the Javadoc of each method that reads says it costs, in requests and RCU as
 * DynamoDB reports them.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ReadCostIntegrationTests {

	private static final String VERSION = "GetItem prod#meta/version strong";

	private static final String VERSION_BESIDE = "Query prod#meta/version strong";

	private static final String QUERY = "Query prod strong";

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final EmbeddedTable table;

	private double units;

	private final List<String> stores = new ArrayList<>();

	ReadCostIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	/** One option of 5 KB and one that is small: 6 KB, two versions. */
	@BeforeEach
	void fill() {
		this.table.clear();
		try (ConfigStore store = builder(Mode.SIMPLE).open()) {
			store.set("large", Map.of("text", "x".repeat(5_000)));
			store.set("small", Map.of("port", 1));
		}
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private ConfigStoreBuilder builder(Mode mode) {
		return ConfigStore.builder()
			.client(this.client)
			.table(this.table.name())
			.store("prod")
			.mode(mode)
			.pollInterval(Duration.ofHours(1))
			.updateInterval(Duration.ofHours(1))
			.unitsListener((store, operation, consumed) -> {
				this.stores.add(store);
				this.units += consumed;
			});
	}

	private void costs(double rcu, Runnable read, String... calls) {
		this.requests.clear();
		this.units = 0;
		read.run();
		assertThat(this.requests.calls()).containsExactly(calls);
		assertThat(this.units).isEqualTo(rcu);
	}

	@ParameterizedTest
	@EnumSource
	void open(Mode mode) {
		List<ConfigStore> opened = new ArrayList<>();
		costs(4, () -> opened.add(builder(mode).open()), VERSION_BESIDE, QUERY, VERSION_BESIDE);
		opened.forEach(ConfigStore::close);
	}

	@Test
	void readsInSimpleMode() {
		try (ConfigStore store = builder(Mode.SIMPLE).open()) {
			costs(2, () -> store.get("large"), "GetItem prod/large strong");
			costs(2, () -> store.get("large", "nope"), "GetItem prod/large strong");
			costs(1, () -> store.get("small"), "GetItem prod/small strong");
			costs(2, () -> store.find("large"), "GetItem prod/large strong");
			costs(1, () -> store.find("nope"), "GetItem prod/nope strong");
			costs(4, store::getAll, VERSION_BESIDE, QUERY, VERSION_BESIDE);
			costs(4, () -> store.forecast(ReloadSchedule.DEFAULT), VERSION_BESIDE, QUERY, VERSION_BESIDE);
			costs(0, store::reload);
		}
	}

	@Test
	void readsInTimeBasedMode() {
		try (ConfigStore store = builder(Mode.TIME_BASED).open()) {
			costs(0, () -> {
				store.get("large").get("text", String.class);
				store.get("large", "nope");
				store.find("nope");
				store.getAll();
				store.forecast(ReloadSchedule.DEFAULT);
			});
			costs(4, store::reload, VERSION_BESIDE, QUERY, VERSION_BESIDE);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatIsTheSameInBothModes(Mode mode) {
		try (ConfigStore store = builder(mode).open()) {
			costs(0, () -> {
				store.status();
				store.age();
				store.forecast();
				store.table();
				store.store();
				store.mode();
			});
			costs(1, store::version, VERSION);
			store.set("small", Map.of("port", 2));
			costs(1, () -> store.history(50), "Query prod#history strong");
			// What "large" was has to be read, though it is not sent.
			store.set("large", Map.of("text", "y"));
			costs(2, () -> store.history(50), "Query prod#history strong");
			costs(1 + 1 + 1 + 2, () -> store.at(1), VERSION_BESIDE, QUERY, VERSION_BESIDE, "Query prod#history strong");
		}
	}

	@Test
	void historyReadsNoMoreThanItHasTo() {
		try (ConfigStore store = builder(Mode.SIMPLE).historyLimit(100).open()) {
			for (int i = 0; i < 60; i++) {
				store.publish(Publication.of("large", Map.of("text", "x".repeat(5_000), "i", i)));
			}
			this.requests.clear();
			this.units = 0;
			assertThat(store.history(1)).extracting(HistoryEntry::number).containsExactly(62L);
			assertThat(this.requests.calls()).containsExactly("Query prod#history strong");
			assertThat(this.units).as("50 items of 5 KB").isBetween(60.0, 65.0);
			assertThat(store.history(Integer.MAX_VALUE)).hasSize(62);
		}
	}

	@Test
	void namesOfStoresAreOneScanOfTheTable() {
		this.table.put("test", "db", Map.of("text", "x".repeat(9_000)));
		this.table.put("a b", "db", Map.of("k", 1));
		this.requests.clear();
		this.units = 0;
		this.stores.clear();
		assertThat(builder(Mode.SIMPLE).stores()).containsExactly("a b", "prod", "test");
		assertThat(this.requests.calls()).containsExactly("Scan");
		assertThat(this.units).as("15 KB, with version and history").isBetween(2.0, 2.5);
		assertThat(this.stores).containsExactly("");
		this.requests.clear();
		assertThat(TestBuilder.pageSize(ConfigStore.builder().client(this.client).table(this.table.name()), 1).stores())
			.hasSize(3);
		assertThat(this.requests.operations()).hasSizeGreaterThan(6).containsOnly("Scan");
	}

}
