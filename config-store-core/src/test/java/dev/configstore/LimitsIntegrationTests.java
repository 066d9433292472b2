package dev.configstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.configstore.exception.HandEditException;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.OptionNotFoundException;
import dev.configstore.exception.VersionNotFoundException;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Whatever the API writes, it can write again and delete.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class LimitsIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final List<String> hints = new ArrayList<>();

	private final String name = "s-" + UUID.randomUUID();

	private final EmbeddedTable table;

	private final ConfigStore store;

	LimitsIntegrationTests(EmbeddedTable table) {
		this.table = table;
		this.store = ConfigStore.builder()
			.client(this.client)
			.table(table.name())
			.store(this.name)
			.mode(Mode.SIMPLE)
			.hints(this.hints::add)
			.open();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	static Stream<Arguments> largest() {
		return Stream.of(Arguments.of("size", Map.of("k", "x".repeat(400 * 1024 - 1_650))),
				Arguments.of("nesting", Map.of("k", nested(30))),
				Arguments.of("keys",
						IntStream.range(0, 5_000)
							.boxed()
							.collect(HashMap::new, (keys, i) -> keys.put("k" + i, "v".repeat(20)), Map::putAll)));
	}

	private static Object nested(int levels) {
		Object value = "innermost";
		for (int i = 0; i < levels; i++) {
			value = (i % 2 == 0) ? List.of(value) : Map.of("m", value);
		}
		return value;
	}

	@ParameterizedTest
	@MethodSource("largest")
	void whatIsWrittenCanBeChangedDeletedAndRolledBack(String what, Map<String, Object> keys) {
		Publication publication = Publication.of("o", keys).by("b".repeat(256)).note("n".repeat(1_024));
		this.store.publish(publication);
		this.store.publish(Publication.of("o", Map.of("k", "other")).by("b".repeat(256)).note("n".repeat(1_024)));
		this.store.set("o", keys);
		assertThat(this.store.delete("o")).isTrue();
		assertThat(this.store.at(1).option("o").keys()).hasSameSizeAs(keys);
		assertThat(this.store.at(1).unknown()).isEmpty();
		this.store.rollback(1, Rollback.by("carol"));
		assertThat(this.store.get("o").keys()).hasSameSizeAs(keys);
	}

	@Test
	void rejectsWhatTheHistoryCouldNotKeep() {
		for (Map<String, Object> keys : List.of(Map.<String, Object>of("k", "x".repeat(400 * 1024 - 100)),
				Map.of("k", nested(31)))) {
			assertThatExceptionOfType(InvalidPublicationException.class).isThrownBy(() -> this.store.set("o", keys))
				.withMessageContaining("history");
		}
		assertThat(this.requests.requests(TransactWriteItemsRequest.class)).isEmpty();
	}

	static Stream<Map<String, Object>> tooLargeForTheHistory() {
		return Stream.of(Map.of("k", "x".repeat(400 * 1024 - 100)), Map.of("k", nested(31)));
	}

	@ParameterizedTest
	@MethodSource("tooLargeForTheHistory")
	void namesAnOptionWhosePastCouldNotBeKeptAndLeavesItAlone(Map<String, Object> keys) {
		this.store.set("a", Map.of("k", 1));
		this.table.put(this.name, "big", keys);
		this.store.publish(Publication.of("big", Map.of("k", "small")).set("a", Map.of("k", 2)));
		Map<String, AttributeValue> item = this.table.item(this.name + "#history", "000000000002#big");
		assertThat(item).doesNotContainKey("before");
		assertThat(item.get("lost").bool()).isTrue();
		assertThat(this.store.at(1).unknown()).containsExactly("big");
		assertThat(this.store.at(1).options()).containsOnlyKeys("a");
		assertThat(this.store.at(2).unknown()).isEmpty();
		assertThat(this.store.diff(1, 2).unknown()).containsExactly("big");
		assertThat(this.store.diff(1, 2).names()).containsExactly("a");
		assertThatExceptionOfType(VersionNotFoundException.class)
			.isThrownBy(() -> this.store.rollback(1, Rollback.by("carol")))
			.withMessageContaining("big");
		this.store.rollback(1, Rollback.by("carol").force());
		assertThat(this.store.get("a").get("k")).hasToString("1");
		assertThat(this.store.get("big").get("k")).isEqualTo("small");
		this.table.put(this.name, "big", keys);
		assertThat(this.store.delete("big")).isTrue();
	}

	@Test
	void rollsBackMoreThanFitsIntoATransaction() {
		for (int i = 0; i < 3; i++) {
			int first = i * 49;
			this.store.publish(IntStream.range(0, 49)
				.boxed()
				.reduce(Publication.none(), (all, j) -> all.set("o" + (first + j), Map.of("k", first + j)),
						(a, b) -> b));
		}
		this.table.delete(this.name, "o100");
		this.store.rollback(0, Rollback.by("carol").force());
		assertThat(this.store.getAll().options()).isEmpty();
		assertThat(this.store.version().number()).isEqualTo(6);
		assertThat(this.store.at(4).options()).as("the newest first").hasSize(98);
		this.store.rollback(3, Rollback.by("carol"));
		assertThat(this.store.getAll().options()).hasSize(147 - 1);
	}

	@Test
	void rollsBackLargeOptionsInSeveralSteps() {
		for (int i = 0; i < 6; i++) {
			this.store.publish(Publication.of("a" + i, Map.of("k", "x".repeat(390_000)))
				.set("b" + i, Map.of("k", "x".repeat(390_000))));
		}
		this.store.rollback(0, Rollback.by("carol"));
		assertThat(this.store.getAll().options()).isEmpty();
		this.store.rollback(6, Rollback.by("carol"));
		assertThat(this.store.getAll().options()).hasSize(12);
	}

	@Test
	void saysThatItIsTooMuchAtOnce() {
		Publication large = IntStream.range(0, 49)
			.boxed()
			.reduce(Publication.none(), (all, i) -> all.set("o" + i, Map.of("k", "x".repeat(40_000))), (a, b) -> b);
		this.store.publish(large);
		Publication again = IntStream.range(0, 49)
			.boxed()
			.reduce(Publication.none(), (all, i) -> all.set("o" + i, Map.of("k", "y".repeat(40_000))), (a, b) -> b);
		try {
			this.store.publish(again);
		}
		catch (InvalidPublicationException ex) {
			assertThat(ex).hasMessageContaining("at once").hasMessageContaining("fewer");
		}
		this.store.rollback(0, Rollback.by("carol"));
		assertThat(this.store.getAll().options()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud800", "a\udfffb", "\udc00\ud800" })
	void rejectsHalfOfASurrogatePairBeforeTheCall(String odd) {
		for (Publication publication : List.of(Publication.of(odd, Map.of("k", 1)), Publication.ofDeleted(odd),
				Publication.of("o", Map.of(odd, 1)), Publication.of("o", Map.of("k", Map.of(odd, 1))),
				Publication.of("o", Map.of("k", List.of(odd))), Publication.of("o", Map.of("k", odd)),
				Publication.of("o", Map.of("k", 1)).by(odd), Publication.of("o", Map.of("k", 1)).note(odd))) {
			assertThatExceptionOfType(InvalidPublicationException.class)
				.isThrownBy(() -> this.store.publish(publication));
		}
		assertThat(this.requests.requests(TransactWriteItemsRequest.class)).isEmpty();
		this.table.put(this.name, "?", Map.of("k", 1));
		assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> this.store.get(odd));
		assertThatIllegalArgumentException().isThrownBy(() -> ConfigStore.builder().store(odd).open());
	}

	@ParameterizedTest
	@ValueSource(strings = { "n", "token", "log", "at", "by", "note", "before", "lost", "of", "written" })
	void rejectsKeysOfTheTableThatItsItemsUse(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> ConfigStore.builder().store("prod").storeKey(key).open())
			.withMessageContaining("'" + key + "'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ConfigStore.builder().store("prod").optionKey(key).open());
	}

	@Test
	void keepsAKeyThatIsAddedByHandDuringAPublish() {
		StoreVersion first = this.store.publish(Publication.of("db", Map.of("host", "a", "port", 1, "old", true)));
		beforeTheTransaction(() -> this.table.putKey(this.name, "db", "by-hand", "kept"));
		this.store.publish(Publication.of("db", Map.of("host", "b", "port", 1, "new", 2)).expecting(first));
		assertThat(this.store.get("db").keys()).containsOnlyKeys("host", "port", "new", "by-hand");
		assertThat(this.store.get("db").get("host")).isEqualTo("b");
		assertThatExceptionOfType(HandEditException.class)
			.isThrownBy(() -> this.store.rollback(1, Rollback.by("carol")));
	}

	@Test
	void putsOptionsWhenTheyMayNotBeUpdatedAndSaysSoOnce() {
		this.store.set("db", Map.of("host", "a"));
		this.requests.before(TransactWriteItemsRequest.class, (request) -> {
			if (request.transactItems().stream().anyMatch((item) -> item.update() != null)) {
				throw Faults.denied("dynamodb:UpdateItem");
			}
		});
		this.store.set("db", Map.of("host", "b"));
		this.store.set("db", Map.of("host", "c"));
		assertThat(this.store.get("db").get("host")).isEqualTo("c");
		assertThat(this.hints).singleElement().asString().contains("dynamodb:UpdateItem");
	}

	private void beforeTheTransaction(Runnable action) {
		AtomicBoolean done = new AtomicBoolean();
		this.requests.before(TransactWriteItemsRequest.class, (request) -> {
			if (done.compareAndSet(false, true)) {
				action.run();
			}
		});
	}

}
