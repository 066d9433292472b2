package dev.configstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.configstore.dynamodb.item.HistoryItem;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.StoreAccessDeniedException;
import dev.configstore.exception.VersionConflictException;
import dev.configstore.exception.VersionNotFoundException;
import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Publication;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreVersion;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.support.SettableClock;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Numbers and states come from the version item and the history together, whatever became
 * of one of them.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class HistoryFaultIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final List<String> hints = new ArrayList<>();

	private final String name = "s-" + UUID.randomUUID();

	private final EmbeddedTable table;

	private final SettableClock clock = new SettableClock();

	private final ConfigStore store;

	HistoryFaultIntegrationTests(EmbeddedTable table) {
		this.table = table;
		this.store = open(50);
	}

	private ConfigStore open(int historyLimit) {
		return ConfigStore.builder()
			.client(this.client)
			.table(this.table.name())
			.store(this.name)
			.mode(Mode.SIMPLE)
			.historyLimit(historyLimit)
			.hints(this.hints::add)
			.clock(this.clock)
			.open();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private Map<String, AttributeValue> versionItem() {
		return new HashMap<>(this.table.item(this.name + "#meta", "version"));
	}

	private void putItem(Map<String, AttributeValue> item) {
		this.table.client().putItem((request) -> request.tableName(this.table.name()).item(item));
	}

	private void publishFive() {
		for (String name : List.of("a", "b", "a", "b", "a")) {
			long number = (this.store.version() != null) ? this.store.version().number() + 1 : 1;
			this.store.set(name, Map.of("k", number));
		}
	}

	private String states() {
		StringBuilder states = new StringBuilder();
		long newest = this.store.history(1).get(0).number();
		for (long version = 0; version <= newest; version++) {
			states.append(version).append(':');
			this.store.at(version).options().forEach((option, keys) -> states.append(option).append(keys.get("k")));
			states.append(' ');
		}
		return states.toString();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 4 })
	void numbersAndStatesGoOnWhenTheVersionItemIsRestoredOrDeleted(int restored) {
		List<Map<String, AttributeValue>> items = new ArrayList<>();
		for (String name : List.of("a", "b", "a", "b", "a")) {
			this.store.set(name, Map.of("k", items.size() + 1));
			items.add(versionItem());
		}
		String before = states();
		assertThat(before).isEqualTo("0: 1:a1 2:a1b2 3:a3b2 4:a3b4 5:a5b4 ");
		if (restored == 0) {
			this.table.delete(this.name + "#meta", "version");
		}
		else {
			putItem(items.get(restored - 1));
		}
		assertThat(states()).isEqualTo(before);
		this.store.set("c", Map.of("k", 6));
		assertThat(this.store.version().number()).isEqualTo(6);
		assertThat(states()).isEqualTo(before + "6:a5b4c6 ");
		assertThat(this.store.history(10)).extracting(HistoryEntry::number).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
		this.store.rollback(2, Rollback.by("carol"));
		assertThat(states()).endsWith("7:a1b2 ");
	}

	@Test
	void noNumberIsGivenTwiceWhenTheHistoryMayNotBeRead() {
		publishFive();
		Map<String, AttributeValue> item = versionItem();
		item.put("n", AttributeValue.fromN("3"));
		item.remove("log");
		putItem(item);
		this.requests.before(QueryRequest.class, (request) -> {
			throw Faults.denied("dynamodb:Query");
		});
		assertThatExceptionOfType(StoreAccessDeniedException.class)
			.isThrownBy(() -> this.store.set("c", Map.of("k", 6)))
			.withMessageContaining(this.name + "#history");
		this.requests.heal();
		this.store.set("c", Map.of("k", 6));
		assertThat(this.store.version().number()).isEqualTo(6);
	}

	@Test
	void noNumberIsGivenTwiceWhenOnlyTheLogKnowsIt() {
		publishFive();
		Map<String, AttributeValue> item = versionItem();
		item.put("n", AttributeValue.fromN("3"));
		putItem(item);
		int number = 1;
		for (String name : List.of("a", "b", "a", "b", "a")) {
			this.table.delete(this.name + "#history", "00000000000" + number++ + "#" + name);
		}
		this.store.set("c", Map.of("k", 6));
		assertThat(this.store.version().number()).isEqualTo(6);
	}

	@Test
	void whoExpectsTheVersionOfARestoredItemHasNotSeenWhatCameSince() {
		StoreVersion first = this.store.publish(Publication.of("counter", Map.of("n", 1)));
		Map<String, AttributeValue> item = versionItem();
		this.store.publish(Publication.of("counter", Map.of("n", 2)).expecting(first));
		putItem(item);
		assertThatExceptionOfType(VersionConflictException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("counter", Map.of("n", 2)).expecting(first)));
		assertThatExceptionOfType(VersionConflictException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("counter", Map.of("n", 9)).expecting(first)));
		assertThat(this.store.get("counter").get("n")).hasToString("2");
		assertThat(this.store.version().number()).isEqualTo(2);
		this.store.publish(Publication.of("counter", Map.of("n", 3)).expecting(this.store.version()));
		assertThat(this.store.at(2).option("counter").get("n")).hasToString("2");
	}

	@Test
	void noNumberIsGivenTwiceWhenTheVersionItemIsDeletedAroundAPublish() {
		publishFive();
		boolean[] deleted = new boolean[1];
		this.requests.before(QueryRequest.class, (request) -> {
			if (!deleted[0]) {
				deleted[0] = true;
				this.table.delete(this.name + "#meta", "version");
			}
		});
		this.store.set("c", Map.of("k", 6));
		assertThat(this.store.version().number()).isEqualTo(6);
		assertThat(this.store.history(10)).hasSize(6);
	}

	@Test
	void saysThatNoNumberIsLeft() {
		this.store.set("a", Map.of("k", 1));
		Map<String, AttributeValue> item = versionItem();
		item.put("n", AttributeValue.fromN("999999999998"));
		putItem(item);
		assertThatExceptionOfType(MalformedItemException.class).isThrownBy(() -> this.store.set("a", Map.of("k", 2)))
			.withMessageContaining("number");
	}

	static Stream<Map<String, AttributeValue>> damaged() {
		return Stream.of(Map.of("before", AttributeValue.fromS("no map")),
				Map.of("lost", AttributeValue.fromBool(true)),
				Map.of("before",
						AttributeValue.fromM(Map.of("k", AttributeValue.fromM(Map.of("", AttributeValue.fromS("x")))))),
				Map.of("lost", AttributeValue.fromS("?"), "before", AttributeValue.fromM(Map.of())));
	}

	@ParameterizedTest
	@MethodSource("damaged")
	void oneDamagedItemOfTheHistoryHidesNoOther(Map<String, AttributeValue> attributes) {
		publishFive();
		Map<String, AttributeValue> item = new HashMap<>(this.table.item(this.name + "#history", "000000000004#b"));
		item.remove("before");
		item.putAll(attributes);
		try {
			putItem(item);
		}
		catch (DynamoDbException ex) {
			// DynamoDB does not take it either.
			return;
		}
		assertThat(this.store.history(10)).hasSize(5);
		assertThat(this.store.at(3).unknown()).containsExactly("b");
		assertThat(this.store.at(3).option("a").get("k")).hasToString("3");
		assertThat(this.store.at(1).unknown()).as("an older item knows").isEmpty();
		ConfigStore pruning = open(2);
		pruning.set("a", Map.of("k", 6));
		assertThat(pruning.history(10)).hasSize(2);
	}

	@Test
	void aStoreThatMayNotBePrunedIsNamedOnceAndNotTriedAgainForAWhile() {
		ConfigStore store = open(2);
		this.requests.fail(DeleteItemRequest.class, Faults::denied);
		for (int i = 0; i < 8; i++) {
			store.set("a", Map.of("k", i));
		}
		assertThat(this.hints).singleElement().asString().contains("dynamodb:DeleteItem").contains(this.name);
		assertThat(this.requests.requests(DeleteItemRequest.class)).hasSize(1);
		assertThat(store.history(10)).hasSize(8);
		this.clock.advance(Duration.ofHours(1));
		store.set("a", Map.of("k", 8));
		assertThat(this.requests.requests(DeleteItemRequest.class)).as("tried again, once").hasSize(2);
		assertThat(this.hints).hasSize(1);
		this.requests.heal();
		store.set("a", Map.of("k", 9));
		assertThat(store.history(10)).hasSize(10);
		this.clock.advance(Duration.ofHours(1));
		store.set("a", Map.of("k", 10));
		assertThat(store.history(10)).as("allowed meanwhile").hasSize(2);
	}

	@Test
	void listsTheHistoryWithoutWhatTheOptionsWere() {
		publishFive();
		this.requests.clear();
		assertThat(this.store.history(2)).hasSize(2);
		assertThat(this.requests.requests(QueryRequest.class)).singleElement()
			.satisfies((request) -> assertThat(request.projectionExpression()).doesNotContain("before"));
	}

	@Test
	void everyLocaleWritesTheSameNumbers() {
		Locale before = Locale.getDefault();
		try {
			for (Locale locale : Locale.getAvailableLocales()) {
				Locale.setDefault(locale);
				assertThat(HistoryItem.sortKey(42)).isEqualTo("000000000042#");
			}
			for (String tag : List.of("ar-EG", "fa", "mr-IN", "bn", "th-TH-u-nu-thai", "tr")) {
				Locale.setDefault(Locale.forLanguageTag(tag));
				this.store.set("i" + tag, Map.of("k", 1234567.5));
			}
		}
		finally {
			Locale.setDefault(before);
		}
		assertThat(this.table.items(this.name + "#history")).extracting((item) -> item.get("_option").s())
			.allMatch((key) -> key.matches("[0-9]{12}#.*"))
			.hasSize(6);
		assertThat(this.store.at(1).options()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nWARN forged", "a\rb", "a\u0085b", "a\u2028b", "a\u001b[31m", "a\u202eb", "a\u0000" })
	void noNameForgesALine(String option) {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		Logger logger = (Logger) LoggerFactory.getLogger("dev.configstore");
		logger.addAppender(log);
		try (ConfigStore following = ConfigStore.builder()
			.client(this.client)
			.table(this.table.name())
			.store(this.name)
			.open()) {
			this.store.set("x", Map.of("k", 1));
			following.reload();
			this.table.put(this.name, option, Map.of(option, 1));
			following.reload();
			assertThatExceptionOfType(ConfigStoreException.class).isThrownBy(() -> following.get(option + "?"))
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(option));
			assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> this.store.at(99));
			assertThatExceptionOfType(ConfigStoreException.class)
				.isThrownBy(() -> this.store.publish(Publication.of("o", Map.of(option, "x".repeat(500_000)))))
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(option));
		}
		finally {
			logger.detachAppender(log);
		}
		assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage)
			.anyMatch((line) -> line.contains("edited without a publish"))
			.noneMatch((line) -> line.contains(option));
	}

}
