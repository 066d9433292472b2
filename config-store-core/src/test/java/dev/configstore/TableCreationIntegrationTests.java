package dev.configstore;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.configstore.exception.TableNotFoundException;
import dev.configstore.exception.TableNotReadyException;
import dev.configstore.model.TableSettings;
import dev.configstore.model.TableSettings.BillingMode;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class TableCreationIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final String table = "created-" + UUID.randomUUID();

	@AfterEach
	void close() {
		this.client.close();
	}

	private ConfigStoreBuilder builder() {
		return ConfigStore.builder().client(this.client).table(this.table).store("prod").mode(Mode.SIMPLE);
	}

	private static TableSettings settings(BillingMode billingMode, Duration timeout) {
		return new TableSettings(true, billingMode, 3, 2, timeout);
	}

	private TableDescription description() {
		return this.client.describeTable((request) -> request.tableName(this.table)).table();
	}

	@Test
	void createsAMissingTableAsTheSeedDidUnlessSaidOtherwise(CapturedOutput output) {
		try (ConfigStore store = builder().open()) {
			assertThat(store.getAll().options()).isEmpty();
		}
		assertThat(description().tableStatus()).isEqualTo(TableStatus.ACTIVE);
		assertThat(description().provisionedThroughput().readCapacityUnits()).isEqualTo(1);
		assertThat(description().provisionedThroughput().writeCapacityUnits()).isEqualTo(1);
		assertThat(description().keySchema()).map((key) -> key.attributeName() + " " + key.keyTypeAsString())
			.containsExactly("_store HASH", "_option RANGE");
		assertThat(output).contains("WARN").contains("'" + this.table + "'").contains("region eu-west-1");
	}

	@Test
	void createsWithTheUnitsThatAreSet() {
		builder().tableSettings(settings(BillingMode.PROVISIONED, Duration.ofSeconds(10))).open().close();
		assertThat(description().provisionedThroughput().readCapacityUnits()).isEqualTo(3);
		assertThat(description().provisionedThroughput().writeCapacityUnits()).isEqualTo(2);
	}

	@Test
	void createsATableThatIsPaidByTheRequest() {
		builder().tableSettings(settings(BillingMode.PAY_PER_REQUEST, Duration.ofSeconds(10))).open().close();
		assertThat(description().billingModeSummary().billingModeAsString()).isEqualTo("PAY_PER_REQUEST");
	}

	@Test
	void createsWithOtherKeyNames() {
		try (ConfigStore store = builder().storeKey("env").optionKey("section").open()) {
			store.set("db", Map.of("host", "h"));
			assertThat(store.get("db").get("host")).isEqualTo("h");
		}
		assertThat(description().keySchema()).map((key) -> key.attributeName()).containsExactly("env", "section");
	}

	@Test
	void waitsUntilTheTableIsActive() {
		AtomicInteger polls = new AtomicInteger();
		answerCreating(3, polls);
		try (ConfigStore store = builder().open()) {
			assertThat(store.getAll().options()).isEmpty();
		}
		assertThat(polls).hasValueGreaterThanOrEqualTo(3);
	}

	@Test
	void waitsForATableThatSomebodyElseCreates() {
		AtomicInteger polls = new AtomicInteger();
		builder().open().close();
		answerCreating(2, polls);
		AtomicBoolean missing = new AtomicBoolean(true);
		this.requests.beforeVersion(() -> {
			if (missing.getAndSet(false)) {
				throw Faults.missingTable();
			}
		});
		builder().open().close();
		assertThat(polls).hasValueGreaterThanOrEqualTo(2);
		assertThat(this.requests.requests(CreateTableRequest.class)).hasSize(1);
	}

	@Test
	void usesTheTableWhenSomebodyElseCreatedItInTheSameMoment(CapturedOutput output) {
		this.requests.before(CreateTableRequest.class, (request) -> {
			this.requests.heal();
			this.client.createTable(request);
		});
		builder().open().close();
		assertThat(output).doesNotContain("was created (");
	}

	@Test
	void failsClearlyWhenTheTableDoesNotBecomeActiveInTime() {
		answerCreating(Integer.MAX_VALUE, new AtomicInteger());
		assertThatExceptionOfType(TableNotReadyException.class)
			.isThrownBy(() -> builder().tableSettings(settings(BillingMode.PROVISIONED, Duration.ofMillis(600))).open())
			.withMessageContainingAll("600 ms", "ACTIVE", this.table)
			.satisfies((ex) -> {
				assertThat(ex.table()).isEqualTo(this.table);
				assertThat(ex.store()).isNull();
				assertThat(ex.isTransient()).isTrue();
			});
	}

	@Test
	void failsWhenTheTableMayNotBeWaitedFor() {
		this.requests.before(CreateTableRequest.class,
				(request) -> this.requests.fail(DescribeTableRequest.class, Faults::denied));
		assertThatExceptionOfType(TableNotReadyException.class).isThrownBy(() -> builder().open())
			.withMessageContaining("DescribeTable is denied");
	}

	@Test
	void failsWhenTheTableIsBeingDeleted() {
		builder().open().close();
		this.requests.answer(DescribeTableResponse.class, (response) -> status(response, TableStatus.DELETING));
		this.requests.beforeVersion(() -> {
			throw Faults.missingTable();
		});
		assertThatExceptionOfType(TableNotReadyException.class).isThrownBy(() -> builder().open())
			.withMessageContaining("DELETING");
	}

	@Test
	void failsWithRegionAndEndpointWhenCreationIsOff() {
		TableSettings off = new TableSettings(false, BillingMode.PROVISIONED, 1, 1, Duration.ofSeconds(5));
		assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(() -> builder().tableSettings(off).open())
			.withMessageContainingAll(this.table, "eu-west-1", "http://", "disabled");
		assertThat(this.requests.requests(CreateTableRequest.class)).isEmpty();
	}

	@Test
	void failsWithRegionWhenCreationIsDenied() {
		this.requests.fail(CreateTableRequest.class, Faults::denied);
		assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(() -> builder().open())
			.withMessageContainingAll(this.table, "eu-west-1", "denied");
	}

	@Test
	void failsWhenTheTableIsMissingAndMayNotBeDescribed() {
		this.requests.fail(DescribeTableRequest.class, Faults::denied);
		assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(() -> builder().open())
			.withMessageContainingAll("DescribeTable", "denied", "eu-west-1");
		assertThat(this.requests.requests(CreateTableRequest.class)).isEmpty();
	}

	@Test
	void failsAsANameWhenNoTableCanHaveIt() {
		assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(() -> builder().table("a?").open())
			.withMessageContainingAll("'a?'", "255");
	}

	@Test
	void isNeverMadeAgainWhenItIsDeletedWhileInUse() {
		try (ConfigStore simple = builder().open(); ConfigStore timeBased = builder().mode(Mode.TIME_BASED).open()) {
			simple.set("db", Map.of("host", "h"));
			timeBased.reload();
			this.client.deleteTable(DeleteTableRequest.builder().tableName(this.table).build());
			this.requests.clear();
			assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(() -> simple.get("db"))
				.withMessageContainingAll(this.table, "eu-west-1");
			assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(simple::getAll);
			assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(() -> simple.set("db", Map.of()));
			assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(timeBased::reload);
			assertThat(timeBased.get("db").get("host")).isEqualTo("h");
			assertThat(this.requests.requests(CreateTableRequest.class)).isEmpty();
		}
	}

	@Test
	void isNotAskedForWhenItExists() {
		builder().open().close();
		this.requests.clear();
		builder().open().close();
		assertThat(this.requests.requests(DescribeTableRequest.class)).isEmpty();
		assertThat(this.requests.requests(QueryRequest.class)).hasSize(1);
	}

	private void answerCreating(int times, AtomicInteger polls) {
		this.requests.answer(DescribeTableResponse.class,
				(response) -> (polls.incrementAndGet() <= times) ? status(response, TableStatus.CREATING) : response);
	}

	private static DescribeTableResponse status(DescribeTableResponse response, TableStatus status) {
		return response.toBuilder().table(response.table().toBuilder().tableStatus(status).build()).build();
	}

}
