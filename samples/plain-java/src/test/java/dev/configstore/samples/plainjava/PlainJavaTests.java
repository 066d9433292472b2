package dev.configstore.samples.plainjava;

import java.util.List;
import java.util.Map;

import dev.configstore.ConfigStore;
import dev.configstore.ConfigStoreBuilder;
import dev.configstore.test.EmbeddedDynamoDb;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class PlainJavaTests {

	@Test
	void createsTheTableWritesAndReads() {
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.shared();
		assertThat(PlainJava.run(dynamoDb.endpoint())).isEqualTo("db-cluster.com:27017");
		assertThat(dynamoDb.table("config").item("prod", "db")).containsAllEntriesOf(
				Map.of("host", AttributeValue.fromS("db-cluster.com"), "port", AttributeValue.fromN("27017")));
	}

	@Test
	void readsAndSaysHowItGoes() {
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.shared();
		dynamoDb.createTable("reading")
			.put("test", "db", Map.of("host", "h", "port", 5432, "timeout", "250ms", "replicas", List.of("a", "b")));
		ConfigStoreBuilder builder = ConfigStore.builder()
			.table("reading")
			.store("test")
			.region(dynamoDb.region())
			.endpoint(dynamoDb.endpoint());
		try (ConfigStore store = Reading.open(builder)) {
			assertThat(Reading.read(store)).isEqualTo("h:5432 PT0.25S [a, b] false");
			assertThat(Reading.status(store)).matches("age PT.*S, RCU an hour \\d+");
		}
		assertThat(Reading.stores(builder)).containsExactly("test");
	}

	@Test
	void needsNoArguments() {
		assertThatNoException().isThrownBy(() -> PlainJava.main(new String[0]));
	}

}
