package dev.configstore;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.model.Operation;
import dev.configstore.model.Publication;
import dev.configstore.model.Publication.Others;
import dev.configstore.model.Rollback;
import dev.configstore.model.change.PublicationPlan;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What each method that writes, or says what would be written, costs: as its Javadoc and
 * {@code docs/writing.md} say.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class WriteCostIntegrationTests {

	private static final String VERSION = "GetItem prod#meta/version strong";

	private static final String VERSION_BESIDE = "Query prod#meta/version strong";

	private static final String NEWEST = "Query prod#history strong";

	private static final String TRANSACTION = "TransactWriteItems";

	private static final double LOCAL_TRANSACTION = 2;

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final Map<Operation, Double> units = new EnumMap<>(Operation.class);

	private final EmbeddedTable table;

	private ConfigStore store;

	WriteCostIntegrationTests(EmbeddedTable table) {
		this.table = table;
		this.store = open(Mode.SIMPLE);
	}

	private ConfigStore open(Mode mode) {
		return ConfigStore.builder()
			.client(this.client)
			.table(this.table.name())
			.store("prod")
			.mode(mode)
			.unitsListener((of, operation, units) -> this.units.merge(operation, units, Double::sum))
			.open();
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.store.publish(Publication.of("a", Map.of("k", 1)).set("b", Map.of("k", 1)).set("c", Map.of("k", 1)));
		forget();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private void forget() {
		this.requests.clear();
		this.units.clear();
	}

	/**
	 * Each item of a transaction costs 2 WCU a KB. DynamoDB Local does not count them: it
	 * says 2 for a transaction, whatever is in it.
	 * @param reads how many small items are read, strongly consistent
	 * @param options how many options each transaction writes
	 */
	private void assertWrote(int reads, Integer... options) {
		assertThat(this.units).containsEntry(Operation.WRITE, reads + LOCAL_TRANSACTION * options.length);
		assertThat(this.requests.requests(TransactWriteItemsRequest.class))
			.extracting((request) -> request.transactItems().size())
			.containsExactly(Stream.of(options).map((written) -> 2 * written + 1).toArray(Integer[]::new));
	}

	@Test
	void setAndDeleteAreAPublishOfOneOption() {
		this.store.set("a", Map.of("k", 2));
		assertThat(this.requests.calls()).containsExactly(VERSION, "GetItem prod/a strong", NEWEST, TRANSACTION);
		assertWrote(2, 1);
		forget();
		this.store.delete("a");
		assertThat(this.requests.calls()).containsExactly(VERSION, "GetItem prod/a strong", NEWEST, TRANSACTION);
		assertWrote(2, 1);
	}

	@Test
	void publishReadsEachOptionAndWritesThoseThatDiffer() {
		this.store.publish(Publication.of("a", Map.of("k", 2)).set("b", Map.of("k", 1)).change("c").put("more", true));
		assertThat(this.requests.calls()).containsExactly(VERSION, "GetItem prod/a strong", "GetItem prod/b strong",
				"GetItem prod/c strong", NEWEST, TRANSACTION);
		assertWrote(4, 2);
		forget();
		this.store.publish(Publication.of("b", Map.of("k", 1)));
		assertThat(this.requests.calls()).containsExactly(VERSION, "GetItem prod/b strong");
		assertThat(this.units).containsOnly(Map.entry(Operation.WRITE, 2.0));
	}

	@Test
	void previewReadsTheVersionAndEachOption() {
		this.store.preview(Publication.of("a", Map.of("k", 2)).delete("b"));
		assertThat(this.requests.calls()).containsExactly(VERSION, "GetItem prod/a strong", "GetItem prod/b strong");
		assertThat(this.units).containsOnly(Map.entry(Operation.WRITE, 3.0));
	}

	@Test
	void previewReadsTheWholeStoreAtOnceWhenAllOptionsAreConcernedOrMany() {
		this.store.preview(Publication.replaceAll(this.store.at(1).options().values(), Others.DELETE));
		forget();
		this.store.preview(Publication.replaceAll(this.store.getAll().options().values(), Others.DELETE));
		assertThat(this.requests.calls()).endsWith(VERSION, "Query prod strong");
		forget();
		Publication many = Publication.none();
		for (int i = 0; i < 50; i++) {
			many = many.set("many-" + i, Map.of("k", i));
		}
		PublicationPlan plan = this.store.preview(many);
		assertThat(this.requests.calls()).containsExactly(VERSION, "Query prod strong");
		assertThat(this.units).containsOnly(Map.entry(Operation.WRITE, 2.0));
		forget();
		Publication tooMany = many;
		assertThatExceptionOfType(InvalidPublicationException.class).isThrownBy(() -> this.store.publish(tooMany));
		assertThat(this.requests.calls()).containsExactly(VERSION, "Query prod strong");
		forget();
		this.store.publish(plan);
		assertWrote(52, 49, 1);
		assertThat(this.requests.operations()).hasSize(50 + 2 + 2);
		assertThat(this.requests.pollsAtVersions()).isEqualTo(2);
	}

	@Test
	void aPlanCostsWhatThePublicationCosts() {
		PublicationPlan plan = this.store.preview(Publication.of("a", Map.of("k", 2)).set("b", Map.of("k", 1)));
		forget();
		this.store.publish(plan);
		assertThat(this.requests.calls()).containsExactly(VERSION, "GetItem prod/a strong", NEWEST, TRANSACTION);
		assertWrote(2, 1);
		PublicationPlan none = this.store.preview(Publication.of("b", Map.of("k", 1)));
		forget();
		this.store.publish(none);
		assertThat(this.requests.calls()).containsExactly(VERSION);
	}

	@Test
	void aDifferenceIsOneFullReadAndOneQueryOfTheHistory() {
		for (int i = 2; i < 6; i++) {
			this.store.set("a", Map.of("k", i));
		}
		List<String> calls = List.of(VERSION_BESIDE, "Query prod strong", VERSION_BESIDE, "Query prod#history strong");
		for (Runnable call : List.<Runnable>of(() -> this.store.diff(1, 4), () -> this.store.diff(4, 1),
				() -> this.store.diff(2), () -> this.store.at(3),
				() -> this.store.previewRollback(2, Rollback.by("me")))) {
			forget();
			call.run();
			assertThat(this.requests.calls()).isEqualTo(calls);
			assertThat(this.units).containsOnly(Map.entry(Operation.READ_ALL, 3.0), Map.entry(Operation.HISTORY, 1.0));
		}
	}

	@Test
	void aRollbackIsItsPreviewAndAPublishBehindOneLookAtVersionAndHistory() {
		this.store.set("a", Map.of("k", 2));
		forget();
		this.store.rollback(1, Rollback.by("me"));
		assertThat(this.requests.calls()).containsExactly(VERSION, NEWEST, VERSION_BESIDE, "Query prod strong",
				VERSION_BESIDE, "Query prod#history strong", VERSION, "GetItem prod/a strong", NEWEST, TRANSACTION);
		assertWrote(3, 1);
		assertThat(this.units).containsEntry(Operation.READ_ALL, 3.0);
	}

	@Test
	void inTimeBasedModeAWriteIsFollowedByOnePoll() {
		this.store = open(Mode.TIME_BASED);
		forget();
		this.store.set("a", Map.of("k", 2));
		assertThat(this.requests.calls()).startsWith(VERSION, "GetItem prod/a strong", NEWEST, TRANSACTION).hasSize(7);
		forget();
		PublicationPlan plan = this.store.preview(Publication.of("a", Map.of("k", 3)));
		assertThat(this.requests.calls()).hasSize(2);
		this.store.publish(plan);
		assertThat(this.requests.calls()).hasSize(2 + 7);
		this.store.close();
	}

}
