package dev.configstore;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.StoreAccessDeniedException;
import dev.configstore.exception.StoreCredentialsException;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class FailureIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final EmbeddedTable table;

	FailureIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("password", "marker-value"));
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private ConfigStoreBuilder builder() {
		return ConfigStore.builder()
			.client(this.client)
			.table(this.table.name())
			.store("prod")
			.updateInterval(Duration.ofDays(1))
			.pollInterval(Duration.ofDays(1));
	}

	static Stream<Arguments> failures() {
		Supplier<RuntimeException> noCredentials = () -> SdkClientException
			.create("Unable to load credentials from any of the providers in the chain");
		return Stream.of(failure(Faults::denied, StoreAccessDeniedException.class),
				failure(Faults::badCredentials, StoreCredentialsException.class),
				failure(noCredentials, StoreCredentialsException.class),
				failure(Faults::throttled, StoreThrottledException.class),
				failure(Faults::serverError, StoreUnavailableException.class),
				failure(Faults::timedOut, StoreUnavailableException.class),
				failure(Faults::invalid, StoreUnavailableException.class));
	}

	private static Arguments failure(Supplier<RuntimeException> fault, Class<? extends ConfigStoreException> expected) {
		return Arguments.of(fault, expected);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void openFailsAtOnceAndByRemedyInBothModes(Supplier<RuntimeException> fault,
			Class<? extends ConfigStoreException> expected) {
		this.requests.fail(QueryRequest.class, fault);
		for (Mode mode : Mode.values()) {
			assertThatExceptionOfType(expected).isThrownBy(() -> builder().mode(mode).open())
				.withMessageContainingAll("'" + this.table.name() + "'", "'prod'")
				.withMessageNotContaining("marker")
				.satisfies((ex) -> {
					assertThat(ex.table()).isEqualTo(this.table.name());
					assertThat(ex.store()).isEqualTo("prod");
					assertThat(ex.option()).isNull();
				});
		}
		assertThat(this.requests.requests(QueryRequest.class)).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void getFailsByRemedyAndNamesTheOption(Supplier<RuntimeException> fault,
			Class<? extends ConfigStoreException> expected) {
		try (ConfigStore store = builder().mode(Mode.SIMPLE).open()) {
			this.requests.fail(GetItemRequest.class, fault);
			assertThatExceptionOfType(expected).isThrownBy(() -> store.get("db"))
				.withMessageContaining("option 'db'")
				.satisfies((ex) -> assertThat(ex.option()).isEqualTo("db"));
			this.requests.heal();
			assertThat(store.get("db").get("password")).isEqualTo("marker-value");
		}
	}

	@ParameterizedTest
	@MethodSource("failures")
	void reloadFailsByRemedyKeepsTheSnapshotAndRecovers(Supplier<RuntimeException> fault,
			Class<? extends ConfigStoreException> expected) {
		try (ConfigStore store = builder().open()) {
			StoreSnapshot before = store.getAll();
			this.table.put("prod", "db", Map.of("password", "new"));
			this.requests.fail(QueryRequest.class, fault);
			assertThatExceptionOfType(expected).isThrownBy(store::reload);
			assertThat(store.getAll()).isSameAs(before);
			this.requests.heal();
			assertThat(store.reload()).isTrue();
			assertThat(store.get("db").get("password")).isEqualTo("new");
		}
	}

	@Test
	void setFailsByRemedyAndTheOptionStays() {
		try (ConfigStore store = builder().mode(Mode.SIMPLE).open()) {
			this.requests.fail(TransactWriteItemsRequest.class, Faults::denied);
			assertThatExceptionOfType(StoreAccessDeniedException.class)
				.isThrownBy(() -> store.set("db", Map.of("password", "marker-new")))
				.withMessageNotContaining("marker");
			assertThat(store.get("db").get("password")).isEqualTo("marker-value");
		}
	}

	@Test
	void setSaysSoWithoutTheValueWhenDynamoDbRefusesTheItem() {
		try (ConfigStore store = builder().mode(Mode.SIMPLE).open()) {
			this.requests.fail(TransactWriteItemsRequest.class,
					() -> Faults.invalid("The parameter cannot be converted: marker-new"));
			assertThatExceptionOfType(InvalidPublicationException.class)
				.isThrownBy(() -> store.set("db", Map.of("password", "marker-new")))
				.satisfies((ex) -> assertThat(ex).hasNoCause().message().doesNotContain("marker"));
		}
	}

	@Test
	void whatMayPassByItselfIsTransientAndNothingElse() {
		assertThat(opening(Faults::throttled).isTransient()).isTrue();
		assertThat(opening(Faults::serverError).isTransient()).isTrue();
		assertThat(opening(Faults::timedOut).isTransient()).isTrue();
		assertThat(opening(Faults::denied).isTransient()).isFalse();
		assertThat(opening(Faults::missingTable).isTransient()).isFalse();
	}

	private ConfigStoreException opening(Supplier<RuntimeException> fault) {
		this.requests.fail(QueryRequest.class, fault);
		try {
			builder().open().close();
		}
		catch (ConfigStoreException ex) {
			return ex;
		}
		throw new AssertionError("open did not fail");
	}

}
