package dev.configstore.test;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class EmbeddedTableFillTests {

	private final EmbeddedTable table;

	EmbeddedTableFillTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void clear() {
		this.table.clear();
	}

	@Test
	void fillsStoresFromYamlOnTheClassPath() {
		this.table.put("prod", "other", Map.of());
		this.table.put("prod", "db", Map.of("old", 1));
		this.table.fill("classpath:stores.yml");
		assertThat(this.table.items("prod")).hasSize(4);
		assertThat(this.table.item("prod", "plain")).containsOnlyKeys("_store", "_option");
		assertThat(this.table.item("prod", "db")).hasSize(8)
			.containsEntry("host", AttributeValue.fromS("db.example.org"))
			.containsEntry("port", AttributeValue.fromN("5432"))
			.containsEntry("ratio", AttributeValue.fromN("0.12345678901234567890123"))
			.containsEntry("ssl", AttributeValue.fromBool(true))
			.containsEntry("note", AttributeValue.fromNul(true))
			.containsEntry("since", AttributeValue.fromS("2014-06-01"));
		assertThat(this.table.item("prod", "pool"))
			.containsEntry("limits", AttributeValue.fromM(Map.of("max", AttributeValue.fromN("5"))))
			.containsEntry("hosts", AttributeValue.fromL(List.of(AttributeValue.fromS("a"), AttributeValue.fromS("b"))))
			.containsEntry("tags", AttributeValue.fromSs(List.of("x")));
		assertThat(this.table.items("test")).hasSize(1);
	}

	@Test
	void fillsStoresFromAFileOrAStream() {
		this.table.fill("src/test/resources/stores.yml");
		assertThat(this.table.items("test")).hasSize(1);
		this.table.fill(yaml("extra: {db: {port: 1}}"));
		assertThat(this.table.item("extra", "db")).containsEntry("port", AttributeValue.fromN("1"));
	}

	@Test
	void saysWhatIsWrongWithADocument() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.table.fill("classpath:none.yml"))
			.withMessageContaining("none.yml");
		assertThatIllegalArgumentException().isThrownBy(() -> this.table.fill(yaml("prod: {db: 5}")))
			.withMessageContaining("option 'db' of store 'prod'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.table.fill(yaml("prod: [1]")))
			.withMessageContaining("store 'prod'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.table.fill(yaml("- 1")))
			.withMessageContaining("the document");
		assertThatIllegalArgumentException().isThrownBy(() -> this.table.fill(yaml("a: {b: {c: .inf}}")))
			.withMessageContaining(".inf");
		assertThatIllegalArgumentException().isThrownBy(() -> this.table.fill(yaml("a: {b: {c: 1, c: 2}}")))
			.withMessageContaining("duplicate key c");
	}

	private static InputStream yaml(String document) {
		return new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
	}

}
