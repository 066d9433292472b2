package dev.configstore;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import dev.configstore.exception.HandEditException;
import dev.configstore.exception.VersionConflictException;
import dev.configstore.exception.VersionNotFoundException;
import dev.configstore.model.Binary;
import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.change.StoreDiff;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class HistoryIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final String name = "store-" + UUID.randomUUID();

	private final EmbeddedTable table;

	private final ConfigStore store;

	HistoryIntegrationTests(EmbeddedTable table) {
		this.table = table;
		this.store = open(5);
	}

	private ConfigStore open(int historyLimit) {
		return TestBuilder.pause(ConfigStore.builder()
			.client(this.client)
			.table(this.table.name())
			.store(this.name)
			.mode(Mode.SIMPLE)
			.historyLimit(historyLimit), (attempt) -> {
			}).open();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private Map<String, Option> options() {
		return this.store.getAll().options();
	}

	/** Version 1: a, b. Version 2: a changed. Version 3: b gone, c new. */
	private void publishThree() {
		this.store.publish(Publication.of("a", Map.of("k", 1)).set("b", Map.of("k", 1)).by("alice").note("first"));
		this.store.publish(Publication.of("a", Map.of("k", 2)).by("bob"));
		this.store.publish(Publication.ofDeleted("b").set("c", Map.of("k", 3)));
	}

	@Test
	void historyHasTheNewestVersionsFirst() {
		assertThat(this.store.history(10)).isEmpty();
		publishThree();
		assertThat(this.store.history(2)).extracting(HistoryEntry::number).containsExactly(3L, 2L);
		assertThat(this.store.history(10)).extracting(HistoryEntry::number).containsExactly(3L, 2L, 1L);
		assertThat(this.store.history(10).get(2)).satisfies((first) -> {
			assertThat(first.by()).isEqualTo("alice");
			assertThat(first.note()).isEqualTo("first");
			assertThat(first.at()).isNotNull();
			assertThat(first.options()).containsExactly("a", "b");
		});
		assertThat(this.store.history(1).get(0).options()).containsExactly("b", "c");
	}

	@Test
	void atReturnsTheStateAfterEachVersion() {
		this.table.put(this.name, "old", Map.of("k", "by hand"));
		publishThree();
		assertThat(this.store.at(0).options()).containsOnlyKeys("old");
		assertThat(this.store.at(1).options()).containsOnlyKeys("a", "b", "old");
		assertThat(this.store.at(1).option("a").get("k")).hasToString("1");
		assertThat(this.store.at(2).options()).containsOnlyKeys("a", "b", "old");
		assertThat(this.store.at(2).option("a").get("k")).hasToString("2");
		assertThat(this.store.at(3).options()).isEqualTo(options());
		assertThat(this.store.at(3).version()).isEqualTo(this.store.version());
	}

	@Test
	void diffNamesWhatDiffersBetweenTwoVersions() {
		publishThree();
		StoreDiff diff = this.store.diff(1, 3);
		assertThat(diff.added()).containsExactly("c");
		assertThat(diff.changed()).containsExactly("a");
		assertThat(diff.removed()).containsExactly("b");
		assertThat(this.store.diff(3, 1).added()).containsExactly("b");
		assertThat(this.store.diff(2, 2).isEmpty()).isTrue();
	}

	@Test
	void rejectsVersionsThatAreNotThere() {
		assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> this.store.at(1));
		publishThree();
		assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> this.store.at(4))
			.withMessageContaining("the newest is 3");
		assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> this.store.at(-1));
		assertThatExceptionOfType(VersionNotFoundException.class)
			.isThrownBy(() -> this.store.rollback(4, Rollback.by("eve")));
	}

	@Test
	void rollbackIsAPublishThatCanItselfBeRolledBack() {
		publishThree();
		Map<String, Option> third = options();
		Map<String, Option> first = this.store.at(1).options();
		StoreVersion fourth = this.store.rollback(1, Rollback.by("carol"));
		assertThat(fourth.number()).isEqualTo(4);
		assertThat(options()).isEqualTo(first);
		assertThat(this.store.history(1).get(0)).satisfies((version) -> {
			assertThat(version.by()).isEqualTo("carol");
			assertThat(version.note()).isEqualTo("Rollback to version 1");
			assertThat(version.options()).containsExactly("a", "b", "c");
		});
		assertThat(this.store.rollback(3, Rollback.by("dave").note("was right")).number()).isEqualTo(5);
		assertThat(options()).isEqualTo(third);
		assertThat(this.store.history(1).get(0).note()).isEqualTo("was right");
	}

	@Test
	void rollbackToTheCurrentVersionChangesNothing() {
		publishThree();
		assertThat(this.store.rollback(3, Rollback.by("carol"))).isEqualTo(this.store.version());
		assertThat(this.store.history(10)).hasSize(3);
	}

	@Test
	void rollbackNamesOptionsThatWereEditedByHandUnlessForced() {
		publishThree();
		this.table.putKey(this.name, "a", "k", "by hand");
		this.table.delete(this.name, "c");
		assertThatExceptionOfType(HandEditException.class)
			.isThrownBy(() -> this.store.rollback(1, Rollback.by("carol")))
			.withMessageContaining("a, c");
		assertThat(this.store.version().number()).isEqualTo(3);
		this.store.rollback(1, Rollback.by("carol").force());
		assertThat(this.store.get("a").get("k")).hasToString("1");
		assertThat(this.store.at(3).option("a").get("k")).isEqualTo("by hand");
	}

	@Test
	void rollbackLeavesOptionsAloneThatWereOnlyEditedByHand() {
		publishThree();
		this.table.put(this.name, "z", Map.of("k", "by hand"));
		this.store.rollback(1, Rollback.by("carol"));
		assertThat(this.store.get("z").get("k")).isEqualTo("by hand");
	}

	@Test
	void rollbackOfAnOptionOfEveryTypeIsNotTakenForAnEditByHand() {
		this.store.set("a", Map.of("n", 27017.50, "l", List.of(1, Map.of("x", true)), "s", java.util.Set.of("b", "a"),
				"ns", java.util.Set.of(10, 2.50), "b", Binary.of(new byte[] { 1 })));
		this.store.set("a", Map.of("n", 1E3));
		this.store.set("a", Map.of("n", 0.0));
		this.store.rollback(1, Rollback.by("carol"));
		this.store.rollback(2, Rollback.by("carol"));
		assertThat(this.store.get("a").get("n")).hasToString("1000");
	}

	@Test
	void rollsBackAnOptionOfMoreKeysThanDynamoDbCanCompare() {
		Map<String, Integer> many = IntStream.range(0, 150)
			.boxed()
			.collect(java.util.stream.Collectors.toMap((i) -> "k" + i, (i) -> i));
		this.store.set("a", Map.of("k", 1));
		this.store.set("a", many);
		this.store.rollback(1, Rollback.by("carol"));
		assertThat(this.store.get("a").keys()).containsOnlyKeys("k");
		this.store.rollback(2, Rollback.by("carol"));
		assertThat(this.store.get("a").keys()).hasSize(150);
	}

	@Test
	void keepsAsManyVersionsAsTheLimitSays() {
		for (int i = 1; i <= 12; i++) {
			this.store.publish(Publication.of("a", Map.of("k", i)).set("b" + i % 2, Map.of("k", i)));
		}
		assertThat(this.store.history(100)).extracting(HistoryEntry::number).containsExactly(12L, 11L, 10L, 9L, 8L);
		assertThat(this.store.at(7).option("a").get("k")).hasToString("7");
		assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> this.store.at(6))
			.withMessageContaining("begins behind version 7");
		this.store.rollback(7, Rollback.by("carol"));
		assertThat(this.store.version().number()).isEqualTo(13);
	}

	@Test
	void publishesWhenTheHistoryCannotBePruned() {
		for (int i = 1; i <= 5; i++) {
			this.store.set("a", Map.of("k", i));
		}
		this.requests.fail(DeleteItemRequest.class, Faults::throttled);
		this.store.set("a", Map.of("k", 6));
		this.store.set("a", Map.of("k", 7));
		this.requests.heal();
		assertThat(this.store.history(100)).hasSize(7);
		this.store.set("a", Map.of("k", 8));
		assertThat(this.store.history(100)).hasSize(5);
	}

	@Test
	void doesNotTakeAVersionForWholeWhenAPartOfItIsPruned() {
		publishThree();
		this.table.delete(this.name + "#history", "000000000001#a");
		assertThat(this.store.history(10)).extracting(HistoryEntry::number).containsExactly(3L, 2L);
		assertThat(this.store.at(1).options()).containsOnlyKeys("a", "b");
		assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> this.store.at(0));
	}

	@Test
	void saysHowFarTheHistoryReachesWhenAPartInTheMiddleIsGone() {
		publishThree();
		this.table.delete(this.name + "#history", "000000000002#a");
		assertThat(this.store.at(2).options()).containsOnlyKeys("a", "b");
		assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> this.store.at(0))
			.withMessageContaining("begins behind version 2");
	}

	@Test
	void numbersGoOnWhenTheVersionItemIsDeleted() {
		publishThree();
		this.table.delete(this.name + "#meta", "version");
		assertThat(this.store.version()).isNull();
		assertThat(this.store.history(1)).extracting(HistoryEntry::number).containsExactly(3L);
		assertThat(this.store.at(1).option("a").get("k")).hasToString("1");
		assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> this.store.at(4));
		this.store.set("a", Map.of("k", 4));
		assertThat(this.store.version().number()).isEqualTo(4);
		this.store.rollback(1, Rollback.by("carol"));
		assertThat(options()).containsOnlyKeys("a", "b");
		assertThat(this.store.version().number()).isEqualTo(5);
	}

	@Test
	void numbersGoOnWhenAnOlderVersionItemIsPutBack() {
		publishThree();
		Map<String, AttributeValue> item = new java.util.HashMap<>(this.table.item(this.name + "#meta", "version"));
		item.put("n", AttributeValue.fromN("1"));
		this.table.client().putItem((request) -> request.tableName(this.table.name()).item(item));
		this.store.publish(Publication.of("a", Map.of("k", 4)));
		assertThat(this.store.version().number()).isEqualTo(4);
		assertThat(this.store.history(10)).extracting(HistoryEntry::number).containsExactly(4L, 3L, 2L, 1L);
	}

	@Test
	void beginsAnewWhenTheWholeHistoryIsGone() {
		publishThree();
		this.table.items(this.name + "#history")
			.forEach((item) -> this.table.delete(this.name + "#history", item.get("_option").s()));
		assertThat(this.store.history(10)).isEmpty();
		assertThat(this.store.at(3).options()).isEqualTo(options());
		assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> this.store.at(2));
		this.store.set("a", Map.of("k", 4));
		assertThat(this.store.at(3).option("a").get("k")).hasToString("2");
	}

	@Test
	void lookingBackIsNotDisturbedByAPublishInBetween() {
		publishThree();
		ConfigStore other = ConfigStore.builder()
			.client(this.table.client())
			.table(this.table.name())
			.store(this.name)
			.mode(Mode.SIMPLE)
			.open();
		AtomicBoolean done = new AtomicBoolean();
		this.requests.before(QueryRequest.class, (request) -> {
			// The one behind the read of the store, not the one that asks for the newest
			// number.
			if (request.expressionAttributeValues().get(":store").s().endsWith("#history") && request.scanIndexForward()
					&& done.compareAndSet(false, true)) {
				other.publish(Publication.of("a", Map.of("k", 9)));
			}
		});
		assertThatExceptionOfType(VersionConflictException.class)
			.isThrownBy(() -> this.store.rollback(1, Rollback.by("carol")));
		assertThat(this.store.get("a").get("k")).hasToString("9");
	}

}
