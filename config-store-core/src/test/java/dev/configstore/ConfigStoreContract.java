package dev.configstore;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.configstore.exception.HandEditException;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.OptionNotFoundException;
import dev.configstore.exception.VersionConflictException;
import dev.configstore.exception.VersionNotFoundException;
import dev.configstore.model.Binary;
import dev.configstore.model.CostForecast;
import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Option;
import dev.configstore.model.Publication.Others;
import dev.configstore.model.Publication;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.change.PublicationPlan;
import dev.configstore.model.change.StoreDiff;
import dev.configstore.reload.ReloadListener;
import dev.configstore.reload.ReloadStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * What every {@link ConfigStore} does, whatever its mode and wherever its table is.
 */
abstract class ConfigStoreContract {

	private static final String TABLE = "contract-" + UUID.randomUUID();

	private final String name = "store-" + UUID.randomUUID();

	private final List<ConfigStore> opened = new ArrayList<>();

	abstract DynamoDbClient client();

	abstract Mode mode();

	/**
	 * Whether the version can be read behind a write.
	 */
	boolean isVersioned() {
		return true;
	}

	/**
	 * What a test sees of a store that was opened.
	 */
	ConfigStore opened(ConfigStore store) {
		return store;
	}

	private ConfigStore open() {
		return open(builder());
	}

	private ConfigStore open(ConfigStoreBuilder builder) {
		ConfigStore store = opened(builder.open());
		this.opened.add(store);
		return store;
	}

	private ConfigStoreBuilder builder() {
		return TestBuilder.pause(ConfigStore.builder().client(client()).table(TABLE).store(this.name).mode(mode()),
				(attempt) -> {
				});
	}

	@AfterEach
	void close() {
		this.opened.forEach(ConfigStore::close);
	}

	@Test
	void getReturnsWhatWasSetWhenReloaded() {
		ConfigStore store = open();
		store.set("db", Map.of("host", "db-cluster.com", "port", 27017));
		store.reload();
		assertThat(store.get("db").keys()).containsExactly(Map.entry("host", "db-cluster.com"),
				Map.entry("port", new BigDecimal(27017)));
		assertThat(store.get("db").name()).isEqualTo("db");
	}

	@Test
	void saysWhereItIs() {
		ConfigStore store = open();
		assertThat(store.table()).isEqualTo(TABLE);
		assertThat(store.store()).isEqualTo(this.name);
		assertThat(store.mode()).isEqualTo(mode());
		assertThat(store).hasToString(((mode() == Mode.SIMPLE) ? "Simple" : "TimeBased") + "ConfigStore[table=" + TABLE
				+ ", store=" + this.name + "]");
	}

	@Test
	void getReturnsOnlyTheKeysAskedFor() {
		ConfigStore store = open();
		store.set("db", Map.of("host", "h", "port", 1, "user", "u"));
		store.reload();
		assertThat(store.get("db", "host", "user").keys()).containsOnlyKeys("host", "user");
		assertThat(store.get("db", "host").keys()).containsOnlyKeys("host");
	}

	@Test
	void getLeavesOutKeysWhenTheOptionDoesNotHaveThem() {
		ConfigStore store = open();
		store.set("db", Map.of("host", "h"));
		store.reload();
		assertThat(store.get("db", "nope").keys()).isEmpty();
		assertThat(store.get("db", "host", "nope", "host", "").keys()).containsOnlyKeys("host");
	}

	@Test
	void getNeverReturnsTheTablesOwnKeysWhenAskedForThem() {
		ConfigStore store = open();
		store.set("db", Map.of("host", "h"));
		store.reload();
		assertThat(store.get("db", "_option", "_store", "host").keys()).containsOnlyKeys("host");
		assertThat(store.get("db", "_store").keys()).isEmpty();
	}

	@Test
	void getReturnsKeysWhenTheirNamesAreWordsOfDynamoDb() {
		ConfigStore store = open();
		store.set("db", Map.of("name", "n", "#option", "o", "a.b", "ab", ":v", "v", "x[0]", "list", "k ü", "s"));
		store.reload();
		assertThat(store.get("db", "name", "#option", "a.b", ":v", "x[0]", "k ü").keys()).hasSize(6);
	}

	@Test
	void getReturnsManyKeysWhenMoreAreAskedForThanAnExpressionHolds() {
		ConfigStore store = open();
		Map<String, Object> keys = new HashMap<>();
		for (int i = 0; i < 1_500; i++) {
			keys.put("key-" + i, i);
		}
		store.set("many", keys);
		store.reload();
		String[] all = keys.keySet().toArray(String[]::new);
		assertThat(store.get("many", "key-7", all).keys()).hasSize(1_500);
	}

	@Test
	void getFailsWithNamesWhenTheOptionIsUnknown() {
		ConfigStore store = open();
		assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> store.get("nope"))
			.withMessageContainingAll(TABLE, this.name, "nope")
			.satisfies((ex) -> {
				assertThat(ex.table()).isEqualTo(TABLE);
				assertThat(ex.store()).isEqualTo(this.name);
				assertThat(ex.option()).isEqualTo("nope");
			});
		assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> store.get("nope", "key"));
	}

	@Test
	void getFailsInTheSameWayWhenNoOptionCanHaveTheName() {
		ConfigStore store = open();
		assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> store.get(""));
		assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> store.get("x".repeat(1_025)));
	}

	@Test
	void findIsEmptyWhereGetFails() {
		ConfigStore store = open();
		store.set("db", Map.of("host", "h"));
		store.reload();
		assertThat(store.find("db")).contains(store.get("db"));
		assertThat(store.find("nope")).isEmpty();
		assertThat(store.find("")).isEmpty();
		assertThat(store.find("x".repeat(1_025))).isEmpty();
	}

	@Test
	void valuesAreReadAsTypesAndMistakesNameTheirPlace() {
		ConfigStore store = open();
		store.set("db", Map.of("port", 5432, "timeout", "10s", "hosts", List.of("a", "b")));
		store.reload();
		for (Option db : List.of(store.get("db"), store.find("db").orElseThrow(),
				store.get("db", "port", "timeout", "hosts"), store.getAll().options().get("db"))) {
			assertThat(db.get("port", int.class)).isEqualTo(5432);
			assertThat(db.get("timeout", Duration.class)).isEqualTo(Duration.ofSeconds(10));
			assertThat(db.get("hosts", String[].class)).containsExactly("a", "b");
			assertThat(db.find("user", String.class)).isEmpty();
			assertThatExceptionOfType(MalformedItemException.class).isThrownBy(() -> db.get("timeout", int.class))
				.withMessageContainingAll("'timeout'", "Integer", TABLE, this.name, "'db'")
				.withMessageNotContaining("10s");
			assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> db.get("user", String.class))
				.withMessageContainingAll("'user'", "String", TABLE, this.name, "'db'");
		}
	}

	@Test
	void statusAndAgeSayThatReadsSucceed() {
		ConfigStore store = open();
		Instant before = Instant.now();
		store.set("db", Map.of("host", "h"));
		store.reload();
		store.getAll();
		ReloadStatus status = store.status();
		assertThat(status.isStale()).isFalse();
		assertThat(status.failure()).isNull();
		assertThat(status.failures()).isZero();
		assertThat(status.rejected()).isNull();
		assertThat(status.lastSuccess()).isAfterOrEqualTo(before.minusMillis(50));
		assertThat(status.lastPoll()).isAfterOrEqualTo(status.lastChange());
		assertThat(store.age()).isBetween(Duration.ZERO, Duration.between(before, Instant.now()).plusSeconds(1));
	}

	@Test
	void forecastsForOtherIntervalsAreOfTimeBasedMode() {
		ConfigStore store = open();
		store.set("db", Map.of("text", "x".repeat(10_000)));
		store.reload();
		ReloadSchedule hourly = new ReloadSchedule(Duration.ofHours(1), Duration.ofHours(1), 1);
		CostForecast forecast = store.forecast(hourly);
		assertThat(forecast.fullReads()).isBetween(1.0, 1.1);
		assertThat(forecast.rcuPerFullRead()).isBetween(1.5, 2.5);
		assertThat(store.forecast(ReloadSchedule.DEFAULT).rcuPerHour()).isGreaterThan(5 * forecast.rcuPerHour());
		assertThat(store.forecast())
			.isEqualTo((mode() == Mode.SIMPLE) ? CostForecast.NONE : store.forecast(ReloadSchedule.DEFAULT));
	}

	@Test
	void versionHistoryAndEarlierSnapshotsAreRead() {
		ConfigStore store = open();
		assertThat(store.version()).isNull();
		assertThat(store.history(10)).isEmpty();
		store.set("a", Map.of("k", 1));
		store.set("b", Map.of("k", 2));
		StoreVersion version = store.version();
		assertThat((version != null) ? version.number() : 0).isEqualTo(isVersioned() ? 2 : 0);
		assertThat(store.history(10)).extracting(HistoryEntry::number).containsExactly(2L, 1L);
		assertThat(store.history(1)).singleElement()
			.satisfies((entry) -> assertThat(entry.options()).containsExactly("b"));
		assertThat(store.at(0).options()).isEmpty();
		assertThat(store.at(1).options().keySet()).containsExactly("a");
		assertThat(store.at(2).options()).hasSize(2);
		assertThat(store.at(1).option("a").get("k", int.class)).isEqualTo(1);
		assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> store.at(3));
		assertThatIllegalArgumentException().isThrownBy(() -> store.history(0)).withMessageContaining("'limit'");
	}

	@Test
	void listenersAreAddedAndRemoved() {
		ReloadListener listener = new ReloadListener() {
		};
		ConfigStore store = open(builder().listener(listener));
		assertThatNoException().isThrownBy(() -> {
			store.removeListener(listener);
			store.addListener(listener);
			store.reload();
		});
	}

	@Test
	void getAllIsEmptyWhenTheStoreIs() {
		assertThat(open().getAll().options()).isEmpty();
	}

	@Test
	void getAllReturnsEveryOptionInOrder() {
		ConfigStore store = open();
		store.set("b", Map.of("k", 2));
		store.set("a", Map.of("k", 1));
		store.set("c.d", Map.of());
		store.reload();
		StoreSnapshot snapshot = store.getAll();
		assertThat(snapshot.options().keySet()).containsExactly("a", "b", "c.d");
		assertThat(snapshot.options().get("a")).isEqualTo(store.get("a"));
		assertThat(snapshot.table()).isEqualTo(TABLE);
		assertThat(snapshot.store()).isEqualTo(this.name);
	}

	@Test
	void getAllReturnsEveryOptionWhenThereAreManyPages() {
		ConfigStore store = open(TestBuilder.pageSize(builder(), 3));
		for (int i = 0; i < 10; i++) {
			store.set("option-" + i, Map.of("k", i));
		}
		store.reload();
		assertThat(store.getAll().options()).hasSize(10);
	}

	@Test
	void setReplacesTheWholeOption() {
		ConfigStore store = open();
		store.set("db", Map.of("host", "h", "port", 1));
		store.set("db", Map.of("host", "h2"));
		store.reload();
		assertThat(store.get("db").keys()).containsExactly(Map.entry("host", "h2"));
	}

	@Test
	void setWritesAnOptionWithoutKeys() {
		ConfigStore store = open();
		store.set("flag", Map.of());
		store.reload();
		assertThat(store.get("flag").keys()).isEmpty();
	}

	@Test
	void everyTypeComesBackAsItWasWritten() {
		ConfigStore store = open();
		Map<String, @Nullable Object> keys = new HashMap<>();
		keys.put("text", "ünïcode \uD83D\uDE00");
		keys.put("empty", "");
		keys.put("number", new BigDecimal("1234567890123456789012345678.0123456789"));
		keys.put("bool", true);
		keys.put("null", null);
		keys.put("binary", Binary.of(new byte[] { 0, -1, 127 }));
		keys.put("list", List.of("a", new BigDecimal("1.5"), List.of(), false));
		keys.put("map", Map.of("max", new BigDecimal(5), "nested", Map.of("x", "y"), "none", Map.of()));
		keys.put("strings", Set.of("b", "a"));
		keys.put("numbers", Set.of(new BigDecimal(2), new BigDecimal("-1.5")));
		keys.put("binaries", Set.of(Binary.of("b".getBytes(StandardCharsets.UTF_8))));
		store.set("all", keys);
		store.reload();
		assertThat(store.get("all")).isEqualTo(new Option("all", keys));
		assertThat(store.getAll().option("all")).isEqualTo(new Option("all", keys));
	}

	@Test
	void setRejectsTheTablesOwnKeysAndWritesNothing() {
		ConfigStore store = open();
		for (String key : List.of("_store", "_option", "")) {
			assertThatExceptionOfType(InvalidPublicationException.class)
				.isThrownBy(() -> store.set("db", Map.of(key, "marker-value", "host", "h")))
				.withMessageContainingAll(TABLE, this.name, "'db'")
				.withMessageNotContaining("marker");
		}
		store.reload();
		assertThat(store.getAll().options()).isEmpty();
	}

	@Test
	void setRejectsNamesThatCannotBePublished() {
		ConfigStore store = open();
		assertThatExceptionOfType(InvalidPublicationException.class).isThrownBy(() -> store.set("", Map.of()));
		assertThatExceptionOfType(InvalidPublicationException.class)
			.isThrownBy(() -> store.set("ü".repeat(506), Map.of("k", 1)))
			.withMessageContaining("1012");
		assertThatNoException().isThrownBy(() -> store.set("x".repeat(1_011), Map.of("k", 1)));
		store.reload();
		assertThat(store.get("x".repeat(1_011)).get("k")).isEqualTo(BigDecimal.ONE);
	}

	@Test
	void setRejectsValuesThatHaveNoFormInDynamoDb() {
		ConfigStore store = open();
		assertThatExceptionOfType(InvalidPublicationException.class)
			.isThrownBy(() -> store.set("db", Map.of("k", new Object())))
			.withMessageContaining("java.lang.Object")
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("db"));
		store.reload();
		assertThat(store.getAll().options()).isEmpty();
	}

	@Test
	void deleteSaysWhetherThereWasOne() {
		ConfigStore store = open();
		store.set("db", Map.of("host", "h"));
		assertThat(store.delete("db")).isTrue();
		assertThat(store.delete("db")).isFalse();
		store.reload();
		assertThatExceptionOfType(OptionNotFoundException.class).isThrownBy(() -> store.get("db"));
	}

	@Test
	void aWriteShowsWhenItReturns() {
		ConfigStore store = open();
		store.set("db", Map.of("host", "h", "port", 1, "user", "u"));
		assertThat(store.get("db").get("host")).isEqualTo("h");
		store.publish(Publication.none().change("db").put("port", 2).put("ssl", true).remove("user"));
		assertThat(store.get("db")).isEqualTo(new Option("db", Map.of("host", "h", "port", 2, "ssl", true)));
		store.publish(store.preview(Publication.none().change("db").put("host", "i")));
		assertThat(store.get("db").get("host")).isEqualTo("i");
		assertThat(store.delete("db")).isTrue();
		assertThat(store.getAll().options()).isEmpty();
	}

	@Test
	void theNextReadShowsWhatAConflictCameTooLateFor() {
		ConfigStore store = open();
		ConfigStore other = open();
		store.publish(Publication.of("counter", Map.of("n", 1)));
		StoreSnapshot seen = store.getAll();
		other.publish(Publication.of("counter", Map.of("n", 2)));
		assertThatExceptionOfType(VersionConflictException.class)
			.isThrownBy(() -> store.publish(Publication.of("counter", Map.of("n", 3)).expecting(seen.version())));
		assertThat(store.get("counter").get("n", Integer.class)).isEqualTo(2);
		store.publish(Publication.of("counter", Map.of("n", 3)).expecting(store.getAll().version()));
		assertThat(store.get("counter").get("n", Integer.class)).isEqualTo(3);
	}

	@Test
	void theNextReadShowsWhatAPreviewCameTooLateFor() {
		ConfigStore store = open();
		store.publish(Publication.of("counter", Map.of("n", 1)));
		StoreSnapshot seen = store.getAll();
		open().publish(Publication.of("counter", Map.of("n", 2)));
		assertThatExceptionOfType(VersionConflictException.class)
			.isThrownBy(() -> store.preview(Publication.of("counter", Map.of("n", 3)).expecting(seen.version())));
		assertThat(store.get("counter").get("n", Integer.class)).isEqualTo(2);
	}

	@Test
	void theNextReadShowsAnEditByHandThatAPlanCameTooLateFor() {
		ConfigStore store = open();
		store.publish(Publication.of("db", Map.of("host", "a")).set("large", Map.of("text", "x".repeat(9_000))));
		store.reload();
		PublicationPlan plan = store.preview(Publication.none().change("db").put("port", 2));
		client().updateItem((request) -> request.tableName(TABLE)
			.key(Map.of("_store", AttributeValue.fromS(this.name), "_option", AttributeValue.fromS("db")))
			.updateExpression("SET host = :host")
			.expressionAttributeValues(Map.of(":host", AttributeValue.fromS("edited"))));
		assertThatExceptionOfType(HandEditException.class).isThrownBy(() -> store.publish(plan));
		assertThat(store.get("db").get("host")).isEqualTo("edited");
	}

	@Test
	void aPlanIsWrittenAsItWasShown() {
		ConfigStore store = open();
		store.publish(Publication.of("db", Map.of("host", "a", "port", 1)).set("old", Map.of("k", 1)));
		Publication publication = Publication.none().change("db").put("port", 2).delete("old").by("alice").note("why");
		PublicationPlan plan = store.preview(publication.expecting(store.version()));
		assertThat(plan.diff().names()).containsExactly("db", "old");
		assertThat(plan.diff().option("db").changed()).containsExactly("port");
		assertThat(store.getAll().options()).containsOnlyKeys("db", "old");
		StoreVersion version = store.publish(plan);
		assertThat(store.version()).isEqualTo(version);
		assertThat(store.history(1)).singleElement().satisfies((entry) -> {
			assertThat(entry.by()).isEqualTo("alice");
			assertThat(entry.note()).isEqualTo("why");
		});
		assertThat(store.getAll().options()).containsOnlyKeys("db");
		assertThat(store.get("db").keys()).containsEntry("port", new BigDecimal(2));
		assertThatExceptionOfType(VersionConflictException.class).isThrownBy(() -> store.publish(plan));
	}

	@Test
	void aPlanIsNotWrittenWhenItsOptionsWereEditedByHand() {
		ConfigStore store = open();
		store.publish(Publication.of("db", Map.of("host", "a", "port", 1)));
		PublicationPlan plan = store.preview(Publication.none().change("db").put("port", 2));
		client().updateItem((request) -> request.tableName(TABLE)
			.key(Map.of("_store", AttributeValue.fromS(this.name), "_option", AttributeValue.fromS("db")))
			.updateExpression("SET ssl = :ssl")
			.expressionAttributeValues(Map.of(":ssl", AttributeValue.fromBool(true))));
		assertThatExceptionOfType(HandEditException.class).isThrownBy(() -> store.publish(plan))
			.satisfies((ex) -> assertThat(ex.option()).isEqualTo("db"));
	}

	@Test
	void aStoreIsMadeLikeASnapshotInAsManyVersionsAsThatTakes() {
		ConfigStore source = open(builder().store(this.name + "-source"));
		Publication many = Publication.none();
		for (int i = 0; i < 60; i++) {
			many = many.set("option-" + i, Map.of("k", i));
		}
		source.publish(source.preview(many));
		ConfigStore store = open();
		store.publish(Publication.of("gone", Map.of()).set("option-1", Map.of("k", "other")));
		PublicationPlan plan = store.preview(Publication.replaceAll(source.getAll().options().values(), Others.DELETE));
		assertThat(plan.steps()).hasSize(2);
		assertThat(plan.diff().removed()).containsExactly("gone");
		assertThat(store.publish(plan).number()).isEqualTo(3);
		assertThat(store.getAll().options()).isEqualTo(source.getAll().options());
		assertThat(StoreDiff.between(source.getAll(), store.getAll()).isEmpty()).isTrue();
	}

	@Test
	@SuppressWarnings("NullAway")
	void writingNothingIsAnErrorWithASentence() {
		ConfigStore store = open();
		assertThatNullPointerException().isThrownBy(() -> store.publish((Publication) null))
			.withMessage("'publication' must not be null");
		assertThatNullPointerException().isThrownBy(() -> store.preview(null))
			.withMessage("'publication' must not be null");
		assertThatNullPointerException().isThrownBy(() -> store.publish((PublicationPlan) null))
			.withMessage("'plan' must not be null");
		assertThatNullPointerException().isThrownBy(() -> store.rollback(0, null))
			.withMessage("'rollback' must not be null");
		assertThatNullPointerException().isThrownBy(() -> store.previewRollback(0, null))
			.withMessage("'rollback' must not be null");
	}

	@Test
	void versionsAreComparedAndRolledBackKeyByKey() {
		ConfigStore store = open();
		store.publish(Publication.of("db", Map.of("host", "a", "port", 1)).set("web", Map.of("k", 1)));
		store.publish(Publication.none().change("db").put("port", 2).change("web").put("k", 2));
		assertThat(store.diff(1, 2).option("db").changed()).containsExactly("port");
		assertThat(store.diff(0).added()).containsExactly("db", "web");
		assertThat(store.diff(2).isEmpty()).isTrue();
		PublicationPlan plan = store.previewRollback(1, Rollback.by("me").only("db"));
		assertThat(plan.diff().names()).containsExactly("db");
		store.publish(plan);
		assertThat(store.get("db").get("port")).isEqualTo(BigDecimal.ONE);
		assertThat(store.get("web").get("k")).isEqualTo(new BigDecimal(2));
		store.rollback(1, Rollback.by("me"));
		assertThat(store.get("web").get("k")).isEqualTo(BigDecimal.ONE);
		assertThat(store.at(1).options()).isEqualTo(store.getAll().options());
	}

	@Test
	void storesOfOneTableAreApart() {
		ConfigStore store = open();
		ConfigStore other = open(builder().store(this.name + "-other"));
		store.set("db", Map.of("host", "mine"));
		other.set("db", Map.of("host", "theirs"));
		other.delete("nope");
		store.reload();
		other.reload();
		assertThat(store.get("db").get("host")).isEqualTo("mine");
		assertThat(other.get("db").get("host")).isEqualTo("theirs");
	}

	@Test
	void theStoresOwnPartitionHoldsItsOptionsAndNothingElse() {
		ConfigStore store = open();
		store.set("db", Map.of("host", "h"));
		store.set("web", Map.of("port", 80));
		store.delete("web");
		List<Map<String, AttributeValue>> items = client()
			.query((request) -> request.tableName(TABLE)
				.consistentRead(true)
				.keyConditionExpression("#s = :s")
				.expressionAttributeNames(Map.of("#s", "_store"))
				.expressionAttributeValues(Map.of(":s", AttributeValue.fromS(this.name))))
			.items();
		assertThat(items).containsExactly(Map.of("_store", AttributeValue.fromS(this.name), "_option",
				AttributeValue.fromS("db"), "host", AttributeValue.fromS("h")));
	}

	@Test
	void worksWithOtherKeyNames() {
		ConfigStoreBuilder builder = builder().table(TABLE + "-keys").storeKey("env").optionKey("section");
		ConfigStore store = open(builder);
		store.set("db", Map.of("_store", "now a key", "host", "h"));
		store.reload();
		assertThat(store.get("db").keys()).containsOnlyKeys("_store", "host");
		assertThat(store.get("db", "_store", "env").keys()).containsOnlyKeys("_store");
		assertThatExceptionOfType(InvalidPublicationException.class)
			.isThrownBy(() -> store.set("db", Map.of("section", "x")));
	}

	@Test
	void manyReadersAndWritersAtOnce() throws Exception {
		ConfigStore store = open();
		store.set("shared", Map.of("a", 0, "b", 0));
		store.reload();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Callable<@Nullable Void>> work = new ArrayList<>();
			for (int i = 1; i <= 4; i++) {
				int value = i;
				work.add(() -> {
					for (int round = 0; round < 5; round++) {
						store.set("own-" + value, Map.of("k", round));
						store.set("shared", Map.of("a", value, "b", value));
						store.reload();
						Option shared = store.get("shared");
						assertThat(shared.get("a")).isEqualTo(shared.get("b"));
					}
					return null;
				});
			}
			for (Future<@Nullable Void> done : threads.invokeAll(work)) {
				done.get(30, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		store.reload();
		assertThat(store.getAll().options()).hasSize(5);
		assertThat(store.get("own-3").get("k")).isEqualTo(new BigDecimal(4));
	}

	@Test
	void closeLeavesTheCallersClientOpenAndCanBeRepeated() {
		ConfigStore store = open();
		store.close();
		store.close();
		assertThatNoException().isThrownBy(() -> client().listTables());
	}

}
