package dev.configstore.test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class EmbeddedTableTests {

	private final EmbeddedTable table;

	EmbeddedTableTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void clear() {
		this.table.clear();
	}

	@Test
	void writesEveryTypeAsDynamoDbHoldsIt() {
		Map<String, @Nullable Object> keys = new LinkedHashMap<>();
		keys.put("text", "x");
		keys.put("empty", "");
		keys.put("integer", 5432);
		keys.put("big", new BigInteger("12345678901234567890"));
		keys.put("decimal", new BigDecimal("0.1000000000000000055"));
		keys.put("exponent", 1.5e10);
		keys.put("bool", true);
		keys.put("nothing", null);
		keys.put("bytes", new byte[] { 1, 2 });
		keys.put("map", Map.of("max", 5));
		keys.put("list", Arrays.asList("a", 1, null));
		keys.put("texts", Set.of("a", "b"));
		keys.put("numbers", Set.of(1, 2));
		keys.put("bytesSet", Set.of(new byte[] { 1 }, new byte[] { 2 }));
		keys.put("raw", AttributeValue.fromN("7"));
		this.table.put("prod", "db", keys);
		Map<String, AttributeValue> item = this.table.item("prod", "db");
		assertThat(item).hasSize(keys.size() + 2)
			.containsEntry("_store", AttributeValue.fromS("prod"))
			.containsEntry("_option", AttributeValue.fromS("db"))
			.containsEntry("text", AttributeValue.fromS("x"))
			.containsEntry("empty", AttributeValue.fromS(""))
			.containsEntry("integer", AttributeValue.fromN("5432"))
			.containsEntry("big", AttributeValue.fromN("12345678901234567890"))
			.containsEntry("decimal", AttributeValue.fromN("0.1000000000000000055"))
			.containsEntry("exponent", AttributeValue.fromN("15000000000"))
			.containsEntry("bool", AttributeValue.fromBool(true))
			.containsEntry("nothing", AttributeValue.fromNul(true))
			.containsEntry("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] { 1, 2 })))
			.containsEntry("map", AttributeValue.fromM(Map.of("max", AttributeValue.fromN("5"))))
			.containsEntry("list",
					AttributeValue.fromL(List.of(AttributeValue.fromS("a"), AttributeValue.fromN("1"),
							AttributeValue.fromNul(true))))
			.containsEntry("raw", AttributeValue.fromN("7"));
		assertThat(item.get("texts")).satisfies((set) -> assertThat(set.ss()).containsExactlyInAnyOrder("a", "b"));
		assertThat(item.get("numbers")).satisfies((set) -> assertThat(set.ns()).containsExactlyInAnyOrder("1", "2"));
		assertThat(item.get("bytesSet"))
			.satisfies((set) -> assertThat(set.bs()).containsExactlyInAnyOrder(SdkBytes.fromByteArray(new byte[] { 1 }),
					SdkBytes.fromByteArray(new byte[] { 2 })));
	}

	@Test
	void rejectsWhatDynamoDbHasNoTypeFor() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.table.putKey("prod", "db", "k", new Object()))
			.withMessageContaining("java.lang.Object");
		assertThatIllegalArgumentException().isThrownBy(() -> this.table.putKey("prod", "db", "k", Set.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> this.table.putKey("prod", "db", "k", Set.of("a", 1)));
	}

	@Test
	void putsAnOptionInPlaceOfTheOneBefore() {
		this.table.put("prod", "db", Map.of("old", 1));
		this.table.put("prod", "db", Map.of("new", 1));
		assertThat(this.table.item("prod", "db")).containsOnlyKeys("_store", "_option", "new");
	}

	@Test
	void writesAndRemovesOneKeyAndLeavesTheOthers() {
		this.table.put("prod", "db", Map.of("host", "a"));
		this.table.putKey("prod", "db", "size", 1);
		this.table.putKey("prod", "db", "name", null);
		assertThat(this.table.item("prod", "db")).containsOnlyKeys("_store", "_option", "host", "size", "name");
		this.table.removeKey("prod", "db", "host");
		assertThat(this.table.item("prod", "db")).containsOnlyKeys("_store", "_option", "size", "name");
	}

	@Test
	void hasAnEmptyItemWhenThereIsNone() {
		this.table.put("prod", "db", Map.of());
		assertThat(this.table.item("prod", "db")).containsOnlyKeys("_store", "_option");
		this.table.delete("prod", "db");
		assertThat(this.table.item("prod", "db")).isEmpty();
	}

	@Test
	void listsAPartitionInOrderOverSeveralPagesAndClearsAll() {
		String large = "x".repeat(350_000);
		IntStream.range(0, 5).forEach((i) -> this.table.put("prod", "o" + i, Map.of("k", large)));
		this.table.put("prod#meta", "version", Map.of("n", 1));
		assertThat(this.table.items("prod")).extracting((item) -> item.get("_option"))
			.extracting(AttributeValue::s)
			.containsExactly("o0", "o1", "o2", "o3", "o4");
		this.table.clear();
		assertThat(this.table.items("prod")).isEmpty();
		assertThat(this.table.items("prod#meta")).isEmpty();
	}

	@Test
	void tellsAnApplicationWhereItIs() {
		assertThat(this.table.properties()).containsOnly(Map.entry("config-store.table", this.table.name()),
				Map.entry("config-store.region", this.table.region()),
				Map.entry("config-store.endpoint", this.table.endpoint().toString()));
	}

	@Test
	void hasOtherKeyNamesWhenAskedFor() {
		try (EmbeddedTable other = EmbeddedDynamoDb.shared().createTable("other-keys", "s", "o")) {
			other.put("prod", "db", Map.of("port", 1));
			other.putKey("prod", "db", "host", "a");
			assertThat(other.item("prod", "db")).containsOnlyKeys("s", "o", "port", "host");
			assertThat(other.items("prod")).hasSize(1);
			assertThat(other.properties()).containsEntry("config-store.table-settings.store-key", "s")
				.containsEntry("config-store.table-settings.option-key", "o");
			other.clear();
			assertThat(other.items("prod")).isEmpty();
		}
	}

	@Test
	void deletesTheTableWhenClosedAndDoesNotMindThatItIsGone() {
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start();
		EmbeddedTable closed = dynamoDb.createTable();
		closed.close();
		assertThat(dynamoDb.client().listTables().tableNames()).isEmpty();
		assertThatNoException().isThrownBy(closed::close);
		EmbeddedTable open = dynamoDb.createTable();
		dynamoDb.close();
		assertThatNoException().isThrownBy(open::close);
	}

}
