package dev.configstore;

import java.util.Map;
import java.util.Objects;

import dev.configstore.dynamodb.item.ItemSize;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.OptionNotFoundException;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class RequestCountIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final EmbeddedTable table;

	RequestCountIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		for (int i = 0; i < 5; i++) {
			this.table.put("prod", "option-" + i, Map.of("k", i));
		}
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private ConfigStoreBuilder builder(Mode mode) {
		return ConfigStore.builder().client(this.client).table(this.table.name()).store("prod").mode(mode);
	}

	@Test
	void openIsOneQueryBetweenTwoPollsAtTheVersionInBothModes() {
		for (Mode mode : Mode.values()) {
			this.requests.clear();
			try (ConfigStore store = builder(mode).open()) {
				assertThat(store.mode()).isEqualTo(mode);
				assertThat(this.requests.calls()).containsExactly("Query prod#meta/version strong", "Query prod strong",
						"Query prod#meta/version strong");
			}
		}
	}

	@Test
	void openIsOneQueryAPage() {
		try (ConfigStore store = TestBuilder.pageSize(builder(Mode.TIME_BASED), 2).open()) {
			assertThat(store.getAll().options()).hasSize(5);
			assertThat(this.requests.calls()).containsExactly("Query prod#meta/version strong", "Query prod strong",
					"Query prod strong next page", "Query prod strong next page", "Query prod#meta/version strong");
		}
	}

	@Test
	void openOfAVersionedStoreStandsBetweenTwoPollsAtItsVersion() {
		try (ConfigStore store = builder(Mode.SIMPLE).open()) {
			store.set("db", Map.of("k", "v"));
		}
		this.requests.clear();
		try (ConfigStore store = builder(Mode.TIME_BASED).open()) {
			assertThat(store.getAll().options()).hasSize(6);
			assertThat(this.requests.calls()).containsExactly("Query prod#meta/version strong", "Query prod strong",
					"Query prod#meta/version strong");
		}
	}

	@Test
	void timeBasedReadsMakeNoCall() {
		try (ConfigStore store = builder(Mode.TIME_BASED).open()) {
			this.requests.clear();
			store.get("option-1");
			store.get("option-1", "k", "other");
			store.getAll().properties();
			assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> store.get("nope"));
			assertThat(this.requests.calls()).isEmpty();
		}
	}

	@Test
	void simpleReadsOfAnOptionAreOneStrongGetItem() {
		try (ConfigStore store = builder(Mode.SIMPLE).open()) {
			this.requests.clear();
			store.get("option-1");
			store.get("option-2", "k", "other");
			assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> store.get("nope"));
			assertThat(this.requests.calls()).containsExactly("GetItem prod/option-1 strong",
					"GetItem prod/option-2 strong", "GetItem prod/nope strong");
		}
	}

	@Test
	void noCallIsMadeForANameThatNoOptionCanHave() {
		try (ConfigStore store = builder(Mode.SIMPLE).open()) {
			this.requests.clear();
			assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> store.get(""));
			assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> store.get("x".repeat(1_025)));
			assertThat(this.requests.calls()).isEmpty();
		}
	}

	@Test
	void simpleReadsOfEverythingAreOneStrongQueryAPage() {
		try (ConfigStore store = TestBuilder.pageSize(builder(Mode.SIMPLE), 4).open()) {
			this.requests.clear();
			store.getAll();
			assertThat(this.requests.calls()).containsExactly("Query prod#meta/version strong", "Query prod strong",
					"Query prod strong next page", "Query prod#meta/version strong");
		}
	}

	@Test
	void writesThatCannotBeAreNotSent() {
		try (ConfigStore store = builder(Mode.SIMPLE).open()) {
			this.requests.clear();
			assertThatExceptionOfType(InvalidPublicationException.class)
				.isThrownBy(() -> store.set("big", Map.of("k", "x".repeat(ItemSize.MAX))));
			assertThatExceptionOfType(InvalidPublicationException.class)
				.isThrownBy(() -> store.set("x".repeat(1_012), Map.of()));
			assertThatExceptionOfType(InvalidPublicationException.class)
				.isThrownBy(() -> store.delete("x".repeat(1_012)));
			assertThatExceptionOfType(InvalidPublicationException.class)
				.isThrownBy(() -> store.set("db", Map.of("_option", "x")));
			assertThat(this.requests.calls()).isEmpty();
		}
	}

	@Test
	void aRoleThatMayOnlyReadTheStoreReadsIt() {
		this.requests.beforeVersion(() -> {
			throw Faults.denied();
		});
		try (ConfigStore store = builder(Mode.SIMPLE).open()) {
			assertThat(store.getAll().options()).hasSize(5);
			assertThat(store.get("option-1").get("k")).isNotNull();
		}
	}

}
