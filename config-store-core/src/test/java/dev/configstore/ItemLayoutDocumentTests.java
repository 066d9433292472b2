package dev.configstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.jayway.jsonpath.JsonPath;
import dev.configstore.dynamodb.Store;
import dev.configstore.model.HistoryEntry;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.reload.Generation;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The worked example of {@code docs/item-layout.md}, written as another program would
 * write it, is a publish like any other.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ItemLayoutDocumentTests {

	private static final String TOKEN = "7d1c0f5e-1a2b-4c3d-8e9f-0a1b2c3d4e41";

	@Test
	void readersSeeWhatTheExampleWritesAndCanRollItBack(EmbeddedTable table) throws IOException {
		table.put("prod", "db", Map.of("host", "db-1", "port", 5432));
		// More than a poll reads as a whole.
		table.put("prod", "large", Map.of("text", "x".repeat(5_000)));
		table.put("prod#meta", "version",
				Map.of("n", 41, "token", TOKEN, "log", List.of(Map.of("n", 41, "token", TOKEN, "names", "*"))));
		Store source = ConfigStore.builder().table(table.name()).client(table.client()).store("prod").source();
		ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of);
		stores.add(List.of(source));
		table.client().transactWriteItems((request) -> request.transactItems(example(table.name())));
		assertThat(stores.poll(new ReloadSchedule(Duration.ofHours(1), Duration.ofSeconds(30), 1))).isTrue();
		StoreSnapshot seen = stores.current().snapshots().get(0);
		assertThat(Optional.ofNullable(seen.option("db")).map((db) -> db.get("host"))).contains("db-2");
		assertThat(Optional.ofNullable(seen.version()).map(StoreVersion::number)).contains(42L);
		try (ConfigStore store = ConfigStores.simple(source)) {
			assertThat(store.history(1)).singleElement().satisfies((version) -> {
				assertThat(version.note()).isEqualTo("new host");
				assertThat(version.by()).isEqualTo("alice");
			});
			store.rollback(41, Rollback.by("bob"));
			assertThat(store.get("db").get("host")).isEqualTo("db-1");
			assertThat(store.history(1)).first().extracting(HistoryEntry::number).isEqualTo(43L);
		}
	}

	private static List<TransactWriteItem> example(String table) {
		try {
			String document = Files.readString(Path.of("../docs/item-layout.md"));
			int from = document.indexOf("[\n  {\"Put\"");
			List<Map<String, Map<String, Object>>> items = JsonPath
				.parse(document.substring(from, document.indexOf("```", from)))
				.json();
			return items.stream().map((item) -> put(table, item.get("Put"))).toList();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static TransactWriteItem put(String table, Map<String, Object> put) {
		Put.Builder builder = Put.builder()
			.tableName(table)
			.item(attributes(put.get("Item")))
			.conditionExpression((String) put.get("ConditionExpression"))
			.expressionAttributeNames((Map<String, String>) put.get("ExpressionAttributeNames"));
		if (put.containsKey("ExpressionAttributeValues")) {
			builder.expressionAttributeValues(attributes(put.get("ExpressionAttributeValues")));
		}
		return TransactWriteItem.builder().put(builder.build()).build();
	}

	private static Map<String, AttributeValue> attributes(Object json) {
		Map<String, AttributeValue> attributes = new LinkedHashMap<>();
		((Map<?, ?>) json).forEach((name, value) -> attributes.put((String) name, attribute((Map<?, ?>) value)));
		return attributes;
	}

	private static AttributeValue attribute(Map<?, ?> typed) {
		Map.Entry<?, ?> entry = typed.entrySet().iterator().next();
		return switch ((String) entry.getKey()) {
			case "S" -> AttributeValue.fromS((String) entry.getValue());
			case "N" -> AttributeValue.fromN((String) entry.getValue());
			case "M" -> AttributeValue.fromM(attributes(entry.getValue()));
			case "L" -> AttributeValue
				.fromL(((List<?>) entry.getValue()).stream().map((one) -> attribute((Map<?, ?>) one)).toList());
			default -> throw new AssertionError("The example has a type this test does not know: " + entry.getKey());
		};
	}

}
