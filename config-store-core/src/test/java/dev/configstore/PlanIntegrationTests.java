package dev.configstore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.configstore.exception.HandEditException;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.OptionNotFoundException;
import dev.configstore.exception.PartlyPublishedException;
import dev.configstore.exception.StoreAccessDeniedException;
import dev.configstore.exception.VersionConflictException;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.Publication.Others;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.change.OptionDiff;
import dev.configstore.model.change.PublicationPlan;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a plan shows is what is written, or nothing is.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class PlanIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final String name = "store-" + UUID.randomUUID();

	private final EmbeddedTable table;

	private final ConfigStore store;

	/** Another writer, whose requests are neither counted nor disturbed. */
	private final ConfigStore other;

	PlanIntegrationTests(EmbeddedTable table) {
		this.table = table;
		this.store = open(this.client, this.name);
		this.other = open(table.client(), this.name);
		this.requests.clear();
	}

	private ConfigStore open(DynamoDbClient client, String name) {
		return TestBuilder
			.pause(ConfigStore.builder().client(client).table(this.table.name()).store(name).mode(Mode.SIMPLE),
					(attempt) -> {
					})
			.open();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private static Publication many(int from, int to, String value) {
		return IntStream.range(from, to)
			.boxed()
			.reduce(Publication.none(), (all, i) -> all.set("o%03d".formatted(i), Map.of("k", value)), (a, b) -> b);
	}

	private Map<String, Option> options() {
		return this.other.getAll().options();
	}

	@Test
	void showsEachKeyAndWritesNothing() {
		StoreVersion version = this.store.publish(Publication.of("db", Map.of("host", "h", "port", 5432, "user", "u"))
			.set("old", Map.of("k", 1))
			.set("same", Map.of("k", 1)));
		PublicationPlan plan = this.store.preview(Publication.none()
			.change("db")
			.put("port", 5433)
			.put("ssl", true)
			.remove("user")
			.delete("old")
			.set("new", Map.of("k", 1))
			.set("same", Map.of("k", 1))
			.by("alice"));
		assertThat(plan.table()).isEqualTo(this.table.name());
		assertThat(plan.store()).isEqualTo(this.name);
		assertThat(plan.version()).isEqualTo(version);
		assertThat(plan.isEmpty()).isFalse();
		assertThat(plan.isAtomic()).isTrue();
		assertThat(plan.steps()).hasSize(1);
		assertThat(plan.versionOnly()).isEmpty();
		assertThat(plan.diff().added()).containsExactly("new");
		assertThat(plan.diff().removed()).containsExactly("old");
		assertThat(plan.diff().changed()).containsExactly("db");
		OptionDiff db = plan.diff().option("db");
		assertThat(db.added()).containsExactly("ssl");
		assertThat(db.changed()).containsExactly("port");
		assertThat(db.removed()).containsExactly("user");
		assertThat(this.other.version()).isEqualTo(version);
		StoreVersion published = this.store.publish(plan);
		assertThat(published.number()).isEqualTo(2);
		assertThat(published.by()).isEqualTo("alice");
		assertThat(options().get("db")).isEqualTo(new Option("db", Map.of("host", "h", "port", 5433, "ssl", true)));
		assertThat(options()).containsOnlyKeys("db", "new", "same");
	}

	@Test
	void aPlanWithoutChangesIsConditionedOnTheVersionToo() {
		PublicationPlan none = this.store.preview(Publication.ofDeleted("nope"));
		assertThat(none.isEmpty()).isTrue();
		assertThat(none.version()).isNull();
		assertThat(this.store.publish(none)).isNull();
		this.other.set("db", Map.of("k", 1));
		assertThatExceptionOfType(VersionConflictException.class).isThrownBy(() -> this.store.publish(none));
	}

	@Test
	void aPlanOfAnotherVersionIsAConflict() {
		PublicationPlan first = this.store.preview(Publication.of("db", Map.of("k", 1)));
		this.other.set("unrelated", Map.of());
		assertThatExceptionOfType(VersionConflictException.class).isThrownBy(() -> this.store.publish(first))
			.satisfies((ex) -> assertThat(ex.current()).isEqualTo(1));
		PublicationPlan second = this.store.preview(Publication.of("db", Map.of("k", 1)));
		this.other.set("db", Map.of("k", 9));
		assertThatExceptionOfType(VersionConflictException.class).isThrownBy(() -> this.store.publish(second));
		assertThatExceptionOfType(VersionConflictException.class)
			.isThrownBy(() -> this.store.preview(Publication.of("db", Map.of("k", 1)).expecting(null)));
		assertThat(options().get("db").get("k")).hasToString("9");
	}

	@Test
	void anEditByHandSinceThePlanIsNamed() {
		this.store.set("db", Map.of("host", "a", "port", 1));
		PublicationPlan plan = this.store.preview(Publication.none().change("db").put("port", 2).set("new", Map.of()));
		List<Map<String, ?>> edits = List.of(Map.of("host", "a", "port", 3), Map.of("host", "b", "port", 1),
				Map.of("host", "a", "port", 1, "added", true), Map.of("host", "a"));
		for (Map<String, ?> edit : edits) {
			this.table.put(this.name, "db", edit);
			assertThatExceptionOfType(HandEditException.class).isThrownBy(() -> this.store.publish(plan))
				.satisfies((ex) -> assertThat(ex.option()).isEqualTo("db"));
		}
		this.table.delete(this.name, "db");
		assertThatExceptionOfType(HandEditException.class).isThrownBy(() -> this.store.publish(plan));
		this.table.put(this.name, "db", Map.of("host", "a", "port", 1));
		this.table.put(this.name, "new", Map.of("by", "hand"));
		assertThatExceptionOfType(HandEditException.class).isThrownBy(() -> this.store.publish(plan))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("new"));
		assertThat(this.other.version().number()).isEqualTo(1);
		this.table.delete(this.name, "new");
		assertThat(this.store.publish(plan).number()).isEqualTo(2);
	}

	@Test
	void anEditByHandBetweenTheReadAndTheWriteIsNamed() {
		this.store.set("db", Map.of("host", "a", "port", 1));
		PublicationPlan plan = this.store.preview(Publication.none().change("db").put("port", 2));
		this.requests.before(TransactWriteItemsRequest.class,
				(request) -> this.table.put(this.name, "db", Map.of("host", "b", "port", 1)));
		assertThatExceptionOfType(HandEditException.class).isThrownBy(() -> this.store.publish(plan))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("db"));
		assertThat(options().get("db").get("host")).isEqualTo("b");
	}

	@Test
	void aPublishThatComesBetweenTheTwoReadsIsAConflictAndNoEditByHand() {
		this.store.set("db", Map.of("k", 1));
		PublicationPlan plan = this.store.preview(Publication.of("db", Map.of("k", 2)));
		this.requests.before(GetItemRequest.class, (request) -> {
			if (request.key().get("_option").s().equals("db")) {
				this.other.set("db", Map.of("k", 3));
			}
		});
		assertThatExceptionOfType(VersionConflictException.class).isThrownBy(() -> this.store.publish(plan));
	}

	@Test
	void aPublishedPlanIsSpent() {
		PublicationPlan plan = this.store.preview(Publication.of("db", Map.of("k", 1)));
		this.store.publish(plan);
		assertThatExceptionOfType(VersionConflictException.class).isThrownBy(() -> this.store.publish(plan));
	}

	@Test
	void aPlanOfAnotherStoreIsRejected() {
		PublicationPlan plan = open(this.table.client(), this.name + "-other")
			.preview(Publication.of("db", Map.of("k", 1)));
		assertThatExceptionOfType(InvalidPublicationException.class).isThrownBy(() -> this.store.publish(plan))
			.withMessageContainingAll(this.name + "-other", "publish it there");
		assertThat(this.requests.calls()).isEmpty();
	}

	@Test
	void anOptionOfManyKeysIsWrittenOnTheConditionOfTheVersionAloneAndThePlanSaysSo() {
		Map<String, Object> keys = new HashMap<>();
		for (int i = 0; i < 150; i++) {
			keys.put("key-" + i, i);
		}
		this.table.put(this.name, "many", keys);
		keys.remove("key-0");
		this.table.put(this.name, "most", keys);
		StoreVersion first = this.store.publish(Publication.of("x", Map.of()));
		PublicationPlan plan = this.store
			.preview(Publication.none().change("many").put("key-1", "new").change("most").put("key-1", "new"));
		assertThat(plan.versionOnly()).containsExactly("many");
		this.table.put(this.name, "many", Map.of("k", 1));
		assertThatExceptionOfType(HandEditException.class).isThrownBy(() -> this.store.publish(plan))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("many"));
		keys.put("key-0", 0);
		this.table.put(this.name, "many", keys);
		// A key that is added in the last moment stays: only keys are changed.
		this.requests.before(TransactWriteItemsRequest.class, (request) -> {
			Map<String, Object> more = new HashMap<>(keys);
			more.put("by hand", true);
			this.table.put(this.name, "many", more);
		});
		assertThat(this.store.publish(plan).number()).isEqualTo(first.number() + 1);
		assertThat(options().get("many").keys()).hasSize(151).containsEntry("key-1", "new").containsKey("by hand");
		assertThat(options().get("most").get("key-1")).isEqualTo("new");
		this.requests.heal();
		StoreVersion second = this.other.version();
		this.store.publish(Publication.of("many", Map.of("k", 1)).expecting(second));
		assertThat(options().get("many").keys()).hasSize(1);
	}

	@Test
	void anOptionOfManyKeysThatIsDeletedByHandInTheLastMomentIsNotMadeAnewOfSomeKeys() {
		Map<String, Object> keys = new HashMap<>();
		for (int i = 0; i < 150; i++) {
			keys.put("key-" + i, i);
		}
		this.store.set("many", keys);
		PublicationPlan plan = this.store.preview(Publication.none().change("many").put("key-1", "new"));
		this.requests.before(TransactWriteItemsRequest.class, (request) -> this.table.delete(this.name, "many"));
		assertThatExceptionOfType(HandEditException.class).isThrownBy(() -> this.store.publish(plan))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("many"));
		assertThat(options()).isEmpty();
	}

	@Test
	void aNameThatCannotBePublishedIsNamedByThePlanThatWouldDeleteIt() {
		String longest = "x".repeat(1_020);
		this.table.put(this.name, longest, Map.of("k", 1));
		assertThatExceptionOfType(InvalidPublicationException.class).isThrownBy(
				() -> this.store.preview(Publication.replaceAll(List.of(new Option("db", Map.of())), Others.DELETE)))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo(longest));
	}

	@Test
	void whatExceedsOneTransactionBecomesSeveralVersionsInTheOrderOfTheChanges() {
		Publication large = many(50, 105, "v").and(many(0, 50, "v")).by("alice").note("import");
		assertThatExceptionOfType(InvalidPublicationException.class).isThrownBy(() -> this.store.publish(large))
			.withMessageContaining("publish its preview");
		PublicationPlan plan = this.store.preview(large);
		assertThat(plan.isAtomic()).isFalse();
		assertThat(plan.steps()).hasSize(3);
		assertThat(plan.steps().get(0).diff().names()).hasSize(49).contains("o050", "o098").doesNotContain("o099");
		assertThat(plan.steps().get(2).diff().names()).containsExactlyInAnyOrderElementsOf(
				IntStream.range(43, 50).mapToObj("o%03d"::formatted).collect(Collectors.toSet()));
		assertThat(plan.diff().added()).hasSize(105);
		assertThat(this.store.publish(plan).number()).isEqualTo(3);
		assertThat(options()).hasSize(105);
		assertThat(this.other.history(5)).allSatisfy((entry) -> {
			assertThat(entry.by()).isEqualTo("alice");
			assertThat(entry.note()).isEqualTo("import");
		});
		assertThat(this.store.preview(large).isEmpty()).isTrue();
		assertThat(this.store.publish(large)).as("nothing differs").isEqualTo(this.other.version());
	}

	@Test
	void whatExceedsFourMegabytesBecomesSeveralVersions() {
		Publication large = IntStream.range(0, 12)
			.boxed()
			.reduce(Publication.none(), (all, i) -> all.set("o" + i, Map.of("k", "x".repeat(390_000))), (a, b) -> b);
		PublicationPlan plan = this.store.preview(large);
		assertThat(plan.steps()).hasSize(2);
		assertThat(this.store.publish(plan).number()).isEqualTo(2);
		assertThat(options()).hasSize(12);
		// What they were before is written as well.
		PublicationPlan back = this.store.previewRollback(0, Rollback.by("bob"));
		assertThat(back.steps()).hasSizeGreaterThan(2);
		this.store.publish(back);
		assertThat(options()).isEmpty();
	}

	@Test
	void whatStandsWhenAVersionFailsIsInTheException() {
		PublicationPlan plan = this.store.preview(many(0, 120, "v"));
		AtomicInteger transactions = new AtomicInteger();
		this.requests.before(TransactWriteItemsRequest.class, (request) -> {
			if (transactions.incrementAndGet() == 2) {
				this.other.set("theirs", Map.of());
			}
		});
		assertThatExceptionOfType(PartlyPublishedException.class).isThrownBy(() -> this.store.publish(plan))
			.satisfies((ex) -> {
				assertThat(ex.written()).containsExactly(1L);
				assertThat(ex.left()).hasSize(71).contains("o049", "o119").doesNotContain("o048");
				assertThat(ex).hasCauseInstanceOf(VersionConflictException.class)
					.hasMessageContainingAll("1 of 3 versions", "o049", "and 61 more", "Preview again");
			});
		assertThat(options()).hasSize(50);
		this.requests.heal();
		Publication left = many(0, 120, "v").only(Set.copyOf(plan.diff().names()));
		PublicationPlan rest = this.store.preview(left);
		assertThat(rest.diff().names()).hasSize(71);
		this.store.publish(rest);
		assertThat(options()).hasSize(121);
	}

	@Test
	void theFirstVersionThatFailsIsNotPartly() {
		PublicationPlan plan = this.store.preview(many(0, 60, "v"));
		this.requests.fail(TransactWriteItemsRequest.class, () -> Faults.denied());
		assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(() -> this.store.publish(plan));
		assertThat(options()).isEmpty();
	}

	@Test
	void replacesEverythingBySomeOptions() {
		this.store.publish(Publication.of("db", Map.of("host", "a", "port", 1)).set("old", Map.of("k", 1)));
		List<Option> target = List.of(new Option("db", Map.of("host", "b")), new Option("new", Map.of("k", 1)));
		PublicationPlan kept = this.store.preview(Publication.replaceAll(target, Others.KEEP));
		assertThat(kept.diff().names()).containsExactly("db", "new");
		assertThat(kept.diff().option("db").removed()).containsExactly("port");
		PublicationPlan pruned = this.store.preview(Publication.replaceAll(target, Others.DELETE));
		assertThat(pruned.diff().names()).containsExactly("db", "new", "old");
		assertThat(pruned.diff().removed()).containsExactly("old");
		this.store.publish(pruned);
		assertThat(options().values()).containsExactlyElementsOf(target);
		this.store.set("again", Map.of());
		this.store.publish(Publication.replaceAll(target, Others.DELETE).by("me"));
		assertThat(options().values()).containsExactlyElementsOf(target);
		assertThat(this.store.preview(Publication.replaceAll(options().values(), Others.DELETE)).isEmpty()).isTrue();
		assertThatExceptionOfType(InvalidPublicationException.class)
			.isThrownBy(() -> this.store.preview(Publication.replaceAll(List.of(), Others.DELETE)))
			.withMessageContaining("the whole store");
	}

	@Test
	void typosInNamesToLeaveUncheckedAreErrors() {
		Publication typo = Publication.of("db", Map.of()).unchecked("bd");
		for (ThrowingCallable call : List.<ThrowingCallable>of(() -> this.store.publish(typo),
				() -> this.store.preview(typo))) {
			assertThatExceptionOfType(InvalidPublicationException.class).isThrownBy(call)
				.withMessageContaining("correct their names, or leave them out: bd");
		}
		assertThat(this.requests.calls()).isEmpty();
	}

	@Test
	void anUncheckedOptionIsWrittenWhateverItIsAndThePlanSaysSo() {
		this.store.set("db", Map.of("k", 1));
		PublicationPlan plan = this.store.preview(Publication.of("db", Map.of("k", 2)).unchecked("db"));
		assertThat(plan.versionOnly()).containsExactly("db");
		this.table.put(this.name, "db", Map.of("k", "by hand"));
		this.store.publish(plan);
		assertThat(options().get("db").get("k")).hasToString("2");
	}

	@Test
	void anOptionThatIsTooDeepOrTooLargeForTheHistoryCanStillBeChanged() {
		Object deep = "v";
		for (int i = 0; i < 31; i++) {
			deep = Map.of("n", deep);
		}
		this.table.put(this.name, "deep", Map.of("deep", deep, "k", 1));
		this.table.put(this.name, "large", Map.of("text", "x".repeat(409_400), "k", 1));
		Publication change = Publication.none().change("deep").put("k", 2).change("large").remove("k");
		PublicationPlan plan = this.store.preview(change);
		assertThat(plan.diff().names()).containsExactly("deep", "large");
		this.store.publish(plan);
		assertThat(options().get("deep").get("k", Integer.class)).isEqualTo(2);
		assertThat(options().get("large").keys()).containsOnlyKeys("text");
		Publication deeper = Publication.none().change("deep").put("other", deep);
		assertThatExceptionOfType(InvalidPublicationException.class).isThrownBy(() -> this.store.publish(deeper));
		Publication larger = Publication.none().change("large").put("more", "y");
		assertThatExceptionOfType(InvalidPublicationException.class).isThrownBy(() -> this.store.publish(larger));
	}

	@Test
	void aChangeOfAnUncheckedOptionIsWrittenAsThePlanShowsIt() {
		this.store.set("db", Map.of("host", "h", "port", 1));
		PublicationPlan plan = this.store.preview(Publication.none().change("db").put("port", 2).unchecked("db"));
		this.table.putKey(this.name, "db", "added", "by hand");
		this.store.publish(plan);
		assertThat(options().get("db")).isEqualTo(plan.diff().option("db").after().orElseThrow());
	}

	@Test
	void anItemThatIsNoOptionIsNamedWhereTheWholeStoreIsReplaced() {
		this.store.set("db", Map.of("host", "h"));
		this.requests.answer(QueryResponse.class,
				(response) -> response.toBuilder()
					.items(List.of(Map.of("_store", AttributeValue.fromS(this.name), "_option",
							AttributeValue.fromS("odd"), "k", AttributeValue.builder().build())))
					.build());
		Publication publication = Publication.replaceAll(List.of(new Option("db", Map.of("host", "i"))), Others.DELETE);
		assertThatExceptionOfType(MalformedItemException.class).isThrownBy(() -> this.store.preview(publication))
			.withMessageContaining("'odd'");
	}

	@Test
	void aChangeOfKeysLosesNoChangeOfOthers() {
		this.store.set("db", Map.of("host", "a", "port", 1));
		AtomicInteger tries = new AtomicInteger();
		this.requests.before(TransactWriteItemsRequest.class, (request) -> {
			switch (tries.incrementAndGet()) {
				case 1 -> this.other.publish(Publication.none().change("db").put("host", "b"));
				case 2 -> this.table.put(this.name, "db", Map.of("host", "c", "port", 1));
				case 3 -> this.table.put(this.name, "db", Map.of("host", "c", "port", 1, "hand", true));
				default -> {
				}
			}
		});
		this.store.publish(Publication.none().change("db").put("port", 2));
		assertThat(options().get("db")).isEqualTo(new Option("db", Map.of("host", "c", "port", 2, "hand", true)));
	}

	@Test
	void aRollbackCanBeLookedAtFirst() {
		this.store.publish(Publication.of("a", Map.of("k", 1)).set("b", Map.of("k", 1)));
		this.store.publish(Publication.of("a", Map.of("k", 2)).set("b", Map.of("k", 2)).set("c", Map.of("k", 2)));
		PublicationPlan plan = this.store.previewRollback(1, Rollback.by("carol"));
		assertThat(plan.diff().changed()).containsExactly("a", "b");
		assertThat(plan.diff().removed()).containsExactly("c");
		assertThat(this.other.version().number()).isEqualTo(2);
		this.table.put(this.name, "b", Map.of("k", "by hand"));
		assertThatExceptionOfType(HandEditException.class).isThrownBy(() -> this.store.publish(plan))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("b"));
		PublicationPlan chosen = this.store.previewRollback(1, Rollback.by("carol").note("a only").only("a"));
		assertThat(chosen.diff().names()).containsExactly("a");
		assertThat(this.store.publish(chosen).number()).isEqualTo(3);
		assertThat(this.other.history(1).get(0)).satisfies((entry) -> {
			assertThat(entry.options()).containsExactly("a");
			assertThat(entry.by()).isEqualTo("carol");
			assertThat(entry.note()).isEqualTo("a only");
		});
		assertThat(this.store.rollback(1, Rollback.by("carol").only("c")).number()).isEqualTo(4);
		assertThat(options()).containsOnlyKeys("a", "b");
		assertThatExceptionOfType(OptionNotFoundException.class)
			.isThrownBy(() -> this.store.previewRollback(1, Rollback.by("carol").only("a", "typo")))
			.withMessageContaining("typo");
	}

}
