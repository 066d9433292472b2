package dev.configstore;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.configstore.exception.HandEditException;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.exception.UnclearOutcomeException;
import dev.configstore.exception.VersionConflictException;
import dev.configstore.model.Binary;
import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreVersion;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class PublishIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final String name = "store-" + UUID.randomUUID();

	private final AtomicInteger pauses = new AtomicInteger();

	private final EmbeddedTable table;

	private final ConfigStore store;

	/** Another writer, whose requests are neither counted nor disturbed. */
	private final ConfigStore other;

	PublishIntegrationTests(EmbeddedTable table) {
		this.table = table;
		this.store = builder(this.client).open();
		this.other = builder(table.client()).open();
		this.requests.clear();
	}

	private ConfigStoreBuilder builder(DynamoDbClient client) {
		return TestBuilder.pause(
				ConfigStore.builder().client(client).table(this.table.name()).store(this.name).mode(Mode.SIMPLE),
				(attempt) -> this.pauses.incrementAndGet());
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private void beforeTheTransaction(Runnable action) {
		AtomicBoolean done = new AtomicBoolean();
		this.requests.before(TransactWriteItemsRequest.class, (request) -> {
			if (done.compareAndSet(false, true)) {
				action.run();
			}
		});
	}

	@Test
	void writesAllOptionsWithVersionAndHistoryWhenSeveralAreChanged() {
		this.table.put(this.name, "old", Map.of("k", 1));
		StoreVersion version = this.store.publish(Publication.of("db", Map.of("host", "db-1"))
			.set("cache", Map.of("size", 5))
			.delete("old")
			.by("alice")
			.note("move"));
		assertThat(version).isNotNull();
		assertThat(version.number()).isEqualTo(1);
		assertThat(version.by()).isEqualTo("alice");
		assertThat(this.requests.requests(TransactWriteItemsRequest.class)).singleElement()
			.satisfies((request) -> assertThat(request.transactItems()).hasSize(7));
		assertThat(this.store.getAll().options()).containsOnlyKeys("cache", "db");
		Map<String, AttributeValue> item = this.table.item(this.name + "#meta", "version");
		assertThat(item.get("n").n()).isEqualTo("1");
		assertThat(item.get("token").s()).isEqualTo(version.token());
		assertThat(item.get("by").s()).isEqualTo("alice");
		assertThat(Instant.parse(item.get("at").s())).isEqualTo(version.at());
		assertThat(item.get("log").l()).singleElement().satisfies((entry) -> {
			assertThat(entry.m().get("n").n()).isEqualTo("1");
			assertThat(entry.m().get("token").s()).isEqualTo(version.token());
			assertThat(entry.m().get("names").l()).extracting(AttributeValue::s)
				.containsExactlyInAnyOrder("cache", "db", "old");
		});
		List<Map<String, AttributeValue>> history = this.table.items(this.name + "#history");
		assertThat(history).extracting((entry) -> entry.get("_option").s())
			.containsExactly("000000000001#cache", "000000000001#db", "000000000001#old");
		assertThat(history).allSatisfy((entry) -> assertThat(entry.get("note").s()).isEqualTo("move"));
		assertThat(history.get(0)).doesNotContainKey("before");
		assertThat(history.get(2).get("before").m()).containsOnlyKeys("k");
	}

	@Test
	void putsNothingButOptionsIntoTheStoresOwnPartition() {
		this.store.set("db", Map.of("k", 1));
		this.store.set("db", Map.of("k", 2));
		this.store.delete("db");
		this.store.set("db", Map.of("k", 3));
		this.store.rollback(1, Rollback.by("bob"));
		assertThat(this.table.items(this.name)).containsExactly(Map.of("_store", AttributeValue.fromS(this.name),
				"_option", AttributeValue.fromS("db"), "k", AttributeValue.fromN("1")));
	}

	@Test
	void makesNoVersionWhenNothingChanges() {
		assertThat(this.store.publish(Publication.ofDeleted("nope"))).isNull();
		StoreVersion first = this.store.publish(Publication.of("db", Map.of("port", 27017)));
		this.requests.clear();
		assertThat(this.store.publish(Publication.of("db", Map.of("port", 27017.0)).delete("nope"))).isEqualTo(first);
		assertThat(this.requests.requests(TransactWriteItemsRequest.class)).isEmpty();
		assertThat(this.store.history(10)).hasSize(1);
	}

	@Test
	void leavesOutOptionsThatStayTheSame() {
		this.store.publish(Publication.of("a", Map.of("k", 1)).set("b", Map.of("k", 1)));
		this.store.publish(Publication.of("a", Map.of("k", 1)).set("b", Map.of("k", 2)));
		assertThat(this.store.history(1)).singleElement()
			.satisfies((version) -> assertThat(version.options()).containsExactly("b"));
	}

	@Test
	void rejectsWithTheCurrentVersionWhenAnotherWasExpected() {
		StoreVersion first = this.store.publish(Publication.of("db", Map.of("k", 1)));
		StoreVersion second = this.other.publish(Publication.of("db", Map.of("k", 2)));
		assertThatExceptionOfType(VersionConflictException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("db", Map.of("k", 3)).expecting(first)))
			.withMessageContaining("version 2")
			.satisfies((ex) -> assertThat(ex.current()).isEqualTo(second.number()));
		assertThatExceptionOfType(VersionConflictException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("db", Map.of("k", 3)).expecting(null)))
			.satisfies((ex) -> assertThat(ex.current()).isEqualTo(second.number()));
		assertThat(this.store.get("db").get("k")).hasToString("2");
		assertThat(this.store.publish(Publication.of("db", Map.of("k", 3)).expecting(second)).number()).isEqualTo(3);
	}

	@Test
	void rejectsWithoutACurrentVersionWhenTheStoreHasNone() {
		StoreVersion gone = this.store.publish(Publication.of("db", Map.of("k", 1)));
		this.table.delete(this.name + "#meta", "version");
		assertThatExceptionOfType(VersionConflictException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("db", Map.of("k", 3)).expecting(gone)))
			.satisfies((ex) -> assertThat(ex.current()).isNull());
	}

	@Test
	void rejectsWhenTheExpectedVersionMovesBetweenReadAndWrite() {
		StoreVersion first = this.store.publish(Publication.of("db", Map.of("k", 1)));
		beforeTheTransaction(() -> this.other.set("db", Map.of("k", 2)));
		assertThatExceptionOfType(VersionConflictException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("db", Map.of("k", 3)).expecting(first)))
			.satisfies((ex) -> assertThat(ex.current()).isEqualTo(this.other.version().number()));
		assertThat(this.store.get("db").get("k")).hasToString("2");
		assertThat(this.store.history(10)).hasSize(2);
	}

	@Test
	void rejectsWhenAnotherPublishesTheSameBetweenThePollAtTheVersionAndTheRead() {
		StoreVersion first = this.store.publish(Publication.of("counter", Map.of("n", 1)));
		AtomicBoolean done = new AtomicBoolean();
		this.requests.before(GetItemRequest.class, (request) -> {
			if (request.key().get("_option").s().equals("counter") && done.compareAndSet(false, true)) {
				this.other.set("counter", Map.of("n", 2));
			}
		});
		assertThatExceptionOfType(VersionConflictException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("counter", Map.of("n", 2)).expecting(first)));
	}

	@Test
	void repeatsWhenNothingWasExpectedAndAnotherIsFaster() {
		this.store.set("db", Map.of("k", 1));
		beforeTheTransaction(() -> this.other.set("db", Map.of("k", 2)));
		this.store.set("db", Map.of("k", 3));
		assertThat(this.store.get("db").get("k")).hasToString("3");
		assertThat(this.store.history(10)).extracting(HistoryEntry::number).containsExactly(3L, 2L, 1L);
		assertThat(this.store.at(2).option("db").get("k")).hasToString("2");
		assertThat(this.pauses).hasValue(1);
	}

	@Test
	void repeatsWhenTheFirstVersionIsMadeByAnotherInTheSameMoment() {
		beforeTheTransaction(() -> this.other.set("cache", Map.of("k", 2)));
		this.store.set("db", Map.of("k", 1));
		assertThat(this.store.getAll().options()).containsOnlyKeys("cache", "db");
		assertThat(this.store.version().number()).isEqualTo(2);
	}

	static Stream<Consumer<HandEdit>> handEdits() {
		return Stream.of((edit) -> edit.table().putKey(edit.store(), "db", "k", "by hand"),
				(edit) -> edit.table().put(edit.store(), "db", Map.of("k", "by hand")),
				(edit) -> edit.table().removeKey(edit.store(), "db", "k"),
				(edit) -> edit.table().delete(edit.store(), "db"));
	}

	@ParameterizedTest
	@MethodSource("handEdits")
	void namesTheOptionWhenItIsEditedByHandAndAVersionWasExpected(Consumer<HandEdit> handEdit) {
		StoreVersion first = this.store
			.publish(Publication.of("db", Map.of("k", 1, "l", "x")).set("a", Map.of("k", 1)));
		HandEdit edit = new HandEdit(this.table, this.name);
		beforeTheTransaction(() -> handEdit.accept(edit));
		assertThatExceptionOfType(HandEditException.class)
			.isThrownBy(() -> this.store
				.publish(Publication.of("a", Map.of("k", 2)).set("db", Map.of("k", 3)).expecting(first)))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("db"));
		assertThat(this.store.get("a").get("k")).hasToString("1");
		assertThat(this.store.version()).isEqualTo(first);
		assertThat(this.store.history(10)).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("handEdits")
	void keepsTheHandEditInTheHistoryWhenNoVersionWasExpected(Consumer<HandEdit> handEdit) {
		this.store.publish(Publication.of("db", Map.of("k", 1, "l", "x")));
		HandEdit edit = new HandEdit(this.table, this.name);
		AtomicBoolean edited = new AtomicBoolean();
		Map<String, Option> byHand = new HashMap<>();
		beforeTheTransaction(() -> {
			handEdit.accept(edit);
			edited.set(true);
			byHand.putAll(this.other.getAll().options());
		});
		this.store.set("db", Map.of("k", 3));
		assertThat(edited).isTrue();
		assertThat(this.store.get("db").keys()).hasSize(1);
		assertThat(this.store.at(1).options()).isEqualTo(byHand);
	}

	@Test
	void namesTheOptionWhenItIsMadeByHandInTheSameMoment() {
		beforeTheTransaction(() -> this.table.put(this.name, "db", Map.of("k", "by hand")));
		assertThatExceptionOfType(HandEditException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("db", Map.of("k", 1)).expecting(null)))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("db"));
		assertThat(this.store.get("db").get("k")).hasToString("by hand");
	}

	@Test
	void overwritesAHandEditOfTheSameMomentWhenTheOptionIsUnchecked() {
		StoreVersion first = this.store.publish(Publication.of("db", Map.of("k", 1)));
		beforeTheTransaction(() -> this.table.put(this.name, "db", Map.of("k", "by hand")));
		this.store.publish(Publication.of("db", Map.of("k", 2)).unchecked("db").expecting(first));
		assertThat(this.store.get("db").get("k")).hasToString("2");
	}

	@Test
	void checksEveryTypeOfValueAgainstHandEdits() {
		Map<String, Object> keys = new HashMap<>();
		keys.put("text", "");
		keys.put("number", 27017.50);
		keys.put("bool", true);
		keys.put("nothing", null);
		keys.put("map", Map.of("a", Map.of("b", List.of(1, "x"))));
		keys.put("list", List.of());
		keys.put("texts", java.util.Set.of("a", "b"));
		keys.put("numbers", java.util.Set.of(1, 2.5));
		keys.put("binary", Binary.of(new byte[] { 1, 2 }));
		keys.put("#odd.name[0]", "x");
		StoreVersion first = this.store.publish(Publication.of("db", keys));
		StoreVersion second = this.store.publish(Publication.of("db", Map.of()).expecting(first));
		assertThat(this.store.publish(Publication.of("db", keys).expecting(second)).number()).isEqualTo(3);
		assertThat(this.pauses).hasValue(0);
	}

	@Test
	void rejectsBeforeTheWriteWhenMoreThanFortyNineOptionsDiffer() {
		Publication many = IntStream.range(0, 50)
			.boxed()
			.reduce(Publication.none(), (all, i) -> all.set("o" + i, Map.of("k", i)), (a, b) -> b);
		rejected("at most 49 options at once, this one changes 50", many);
		assertThat(this.requests.requests(TransactWriteItemsRequest.class)).isEmpty();
		this.table.put(this.name, "o7", Map.of("k", 7));
		assertThat(this.store.publish(many).number()).isEqualTo(1);
	}

	@Test
	void rejectsBeforeAnyCallWhatIsTooLongOrNothing() {
		rejected("nothing to publish", Publication.none());
		rejected("author has more than 256 bytes", Publication.of("db", Map.of()).by("ä".repeat(129)));
		rejected("note has more than 1024 bytes", Publication.of("db", Map.of()).note("x".repeat(1_025)));
		assertThatExceptionOfType(InvalidPublicationException.class)
			.isThrownBy(() -> this.store
				.publish(Publication.of("a", Map.of("k", 1)).set("big", Map.of("k", "x".repeat(400 * 1024)))))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("big"));
		assertThatExceptionOfType(InvalidPublicationException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("x".repeat(1_012), Map.of())));
		assertThat(this.requests.calls()).isEmpty();
	}

	private void rejected(String message, Publication publication) {
		assertThatExceptionOfType(InvalidPublicationException.class).isThrownBy(() -> this.store.publish(publication))
			.withMessageContaining(message);
	}

	@Test
	void writesFortyNineOptionsWhenAuthorAndNoteAreAsLongAsTheyCanBe() {
		Publication many = IntStream.range(0, 49)
			.boxed()
			.reduce(Publication.none(), (all, i) -> all.set("o" + i, Map.of("k", i)), (a, b) -> b);
		StoreVersion version = this.store.publish(many.by("ä".repeat(128)).note("x".repeat(1_024)));
		assertThat(version.number()).isEqualTo(1);
		assertThat(this.store.getAll().options()).hasSize(49);
		assertThat(this.store.rollback(0, Rollback.by("bob")).number()).isEqualTo(2);
		assertThat(this.store.getAll().options()).isEmpty();
	}

	@Test
	void rejectsBeforeTheWriteWhenMoreThanFourMegabytesWouldBeWritten() {
		Publication large = IntStream.range(0, 11)
			.boxed()
			.reduce(Publication.none(), (all, i) -> all.set("o" + i, Map.of("k", "x".repeat(390_000))), (a, b) -> b);
		rejected("publish its preview", large);
		assertThat(this.requests.requests(TransactWriteItemsRequest.class)).isEmpty();
	}

	@Test
	void comparesAsManyKeysAsDynamoDbCan() {
		this.table.put(this.name, "most", keys(149));
		this.store.set("most", Map.of("k", 1));
		assertThat(this.store.get("most").keys()).hasSize(1);
		this.table.put(this.name, "most", keys(149));
		assertThat(this.store.delete("most")).isTrue();
	}

	@Test
	void writesOnTheConditionOfTheVersionAloneWhenThereAreMoreKeysThanDynamoDbCanCompare() {
		StoreVersion first = this.store.publish(Publication.of("many", keys(1_000)));
		this.store.publish(Publication.of("many", keys(1_001)).expecting(first));
		assertThat(this.store.at(1).option("many").keys()).hasSize(1_000);
		assertThatExceptionOfType(VersionConflictException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("many", keys(2)).expecting(first)));
		this.store.set("many", Map.of("k", 1));
		assertThat(this.store.get("many").keys()).hasSize(1);
		this.table.put(this.name, "many", keys(5_000));
		assertThat(this.store.delete("many")).isTrue();
		assertThat(this.store.at(3).option("many").keys()).hasSize(5_000);
	}

	private static Map<String, Object> keys(int count) {
		Map<String, Object> keys = new HashMap<>();
		for (int i = 0; i < count; i++) {
			keys.put("key-" + i, i);
		}
		return keys;
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void isWrittenOnceWhenTheAnswerIsLost(boolean timeOut) {
		AtomicBoolean lost = new AtomicBoolean();
		this.requests.answer(TransactWriteItemsResponse.class, (response) -> {
			if (lost.compareAndSet(false, true)) {
				throw timeOut ? Faults.timedOut() : Faults.serverError();
			}
			return response;
		});
		StoreVersion version = this.store.publish(Publication.of("db", Map.of("k", 1)));
		assertThat(lost).isTrue();
		assertThat(version).isEqualTo(this.store.version());
		assertThat(this.store.history(10)).hasSize(1);
		assertThat(this.requests.requests(TransactWriteItemsRequest.class)).hasSize(1);
	}

	@Test
	void isWrittenOnceWhenTheAnswerIsLostAndOthersPublishBehindIt() {
		AtomicBoolean lost = new AtomicBoolean();
		this.requests.answer(TransactWriteItemsResponse.class, (response) -> {
			if (lost.compareAndSet(false, true)) {
				this.other.set("db", Map.of("k", 2));
				throw Faults.timedOut();
			}
			return response;
		});
		StoreVersion version = this.store.publish(Publication.of("db", Map.of("k", 1)));
		assertThat(version.number()).isEqualTo(1);
		assertThat(this.store.get("db").get("k")).hasToString("2");
		assertThat(this.store.history(10)).hasSize(2);
	}

	@Test
	void isWrittenWhenTheFirstRequestNeverArrived() {
		this.requests.failOnce(TransactWriteItemsRequest.class, Faults::timedOut);
		StoreVersion version = this.store.publish(Publication.of("db", Map.of("k", 1)));
		assertThat(version).isEqualTo(this.store.version());
		assertThat(this.requests.requests(TransactWriteItemsRequest.class))
			.extracting(TransactWriteItemsRequest::clientRequestToken)
			.containsExactly(version.token(), version.token());
	}

	@Test
	void saysThatNobodyKnowsWhenTheVersionCannotBeReadAfterALostAnswer() {
		this.requests.answer(TransactWriteItemsResponse.class, (response) -> {
			this.requests.fail(GetItemRequest.class, Faults::timedOut);
			throw Faults.timedOut();
		});
		assertThatExceptionOfType(UnclearOutcomeException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("db", Map.of("k", 1))))
			.withMessageContaining(this.other.version().token())
			.satisfies((ex) -> {
				assertThat(ex.token()).isEqualTo(this.other.version().token());
				assertThat(ex.number()).isEqualTo(1);
			});
	}

	@Test
	void saysThatNobodyKnowsWhenNoTryIsAnswered() {
		this.requests.fail(TransactWriteItemsRequest.class, Faults::timedOut);
		assertThatExceptionOfType(UnclearOutcomeException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("db", Map.of("k", 1))));
		assertThat(this.requests.requests(TransactWriteItemsRequest.class)).hasSize(3);
		assertThat(this.store.version()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded" })
	void repeatsAfterAPauseWhenDynamoDbIsBusy(String reason) {
		AtomicInteger canceled = new AtomicInteger();
		this.requests.before(TransactWriteItemsRequest.class, (request) -> {
			if (canceled.incrementAndGet() <= 3) {
				throw canceled(reason);
			}
		});
		StoreVersion first = this.store.publish(Publication.of("db", Map.of("k", 1)).expecting(null));
		assertThat(first.number()).isEqualTo(1);
		assertThat(this.pauses).hasValue(3);
	}

	@Test
	void givesUpWhenDynamoDbStaysBusy() {
		this.requests.fail(TransactWriteItemsRequest.class, () -> canceled("TransactionConflict"));
		assertThatExceptionOfType(StoreThrottledException.class).isThrownBy(() -> this.store.set("db", Map.of("k", 1)))
			.satisfies((ex) -> assertThat(ex.isTransient()).isTrue());
		assertThat(this.pauses).hasValueBetween(10, 200);
	}

	@Test
	void namesTheOptionWithoutItsValueWhenDynamoDbCallsItInvalid() {
		this.requests.fail(TransactWriteItemsRequest.class, () -> canceled("ValidationError"));
		assertThatExceptionOfType(InvalidPublicationException.class)
			.isThrownBy(() -> this.store.set("db", Map.of("k", "secret")))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("db"))
			.withMessageNotContaining("secret");
	}

	private static TransactionCanceledException canceled(String reason) {
		return TransactionCanceledException.builder()
			.statusCode(400)
			.message("Transaction cancelled: secret")
			.cancellationReasons(CancellationReason.builder().code(reason).message("secret").build(),
					CancellationReason.builder().code("None").build())
			.build();
	}

	/**
	 * What a person at the console can change.
	 *
	 * @param table the table
	 * @param store the store
	 */
	record HandEdit(EmbeddedTable table, String store) {

	}

}
