package dev.configstore;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.OptionNotFoundException;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.support.SettableClock;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a store says of its reads: failures, age, and what was rejected.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class StoreStatusIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final SettableClock clock = new SettableClock();

	private final EmbeddedTable table;

	StoreStatusIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		for (String option : new String[] { "a", "b", "c" }) {
			this.table.put("prod", option, Map.of("k", 1));
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
			.updateInterval(Duration.ofDays(1))
			.pollInterval(Duration.ofDays(1))
			.clock(this.clock);
	}

	private static void read(ConfigStore store) {
		if (store.mode() == Mode.SIMPLE) {
			store.getAll();
		}
		else {
			store.reload();
		}
	}

	@ParameterizedTest
	@EnumSource
	void failuresAreCountedUntilAReadSucceedsAndTheAgeGrows(Mode mode) {
		try (ConfigStore store = builder(mode).open()) {
			Instant opened = this.clock.instant();
			assertThat(store.age()).isZero();
			assertThat(store.status().lastChange()).isEqualTo(opened);
			this.clock.advance(Duration.ofSeconds(30));
			assertThat(store.age()).isEqualTo(Duration.ofSeconds(30));
			this.requests.fail(QueryRequest.class, Faults::throttled);
			for (int failures = 1; failures <= 2; failures++) {
				assertThatExceptionOfType(StoreThrottledException.class).isThrownBy(() -> read(store));
				assertThat(store.status().failures()).isEqualTo(failures);
			}
			assertThat(store.status().failure()).isInstanceOf(StoreThrottledException.class);
			assertThat(store.status().isStale()).isTrue();
			assertThat(store.status().lastSuccess()).isEqualTo(opened);
			assertThat(store.status().lastPoll()).isEqualTo(this.clock.instant());
			assertThat(store.age()).isEqualTo(Duration.ofSeconds(30));
			this.requests.heal();
			read(store);
			assertThat(store.status().isStale()).isFalse();
			assertThat(store.status().failures()).isZero();
			assertThat(store.age()).isZero();
		}
	}

	@Test
	void everyReadOfAnOptionCountsInSimpleMode() {
		try (ConfigStore store = builder(Mode.SIMPLE).open()) {
			this.requests.fail(GetItemRequest.class, Faults::serverError);
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.find("a"));
			assertThat(store.status().failure()).isInstanceOf(StoreUnavailableException.class);
			this.requests.heal();
			assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> store.get("nope", "k"));
			assertThat(store.status().failure()).as("the read has succeeded").isNull();
		}
	}

	@Test
	void saysWhatTheLossGuardRejectedAndThatAReloadAcceptsIt() {
		try (ConfigStore store = builder(Mode.TIME_BASED).pollInterval(Duration.ofMillis(20)).maxLoss(0).open()) {
			this.table.delete("prod", "a");
			Awaitility.await().until(() -> store.status().rejected() != null);
			assertThat(store.status().rejected()).hasMessageContaining("lost 1 of 3").hasMessageContaining("'prod'");
			assertThat(store.find("a")).isPresent();
			assertThat(store.reload()).isTrue();
			assertThat(store.status().rejected()).isNull();
			assertThat(store.find("a")).isEmpty();
		}
	}

	@Test
	void theLossGuardAcceptsWhatItIsSetToAccept() {
		try (ConfigStore store = builder(Mode.TIME_BASED).pollInterval(Duration.ofMillis(20)).maxLoss(1).open()) {
			this.table.clear();
			Awaitility.await().until(() -> store.getAll().options().isEmpty());
			assertThat(store.status().rejected()).isNull();
		}
	}

	@Test
	void theStatusOutlivesTheStore() {
		ConfigStore store = builder(Mode.TIME_BASED).open();
		store.close();
		assertThatExceptionOfType(ConfigStoreException.class).isThrownBy(store::reload);
		assertThat(store.status().failure()).isNull();
	}

}
