package dev.configstore.samples.plainjava;

import java.util.Map;

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
	void needsNoArguments() {
		assertThatNoException().isThrownBy(() -> PlainJava.main(new String[0]));
	}

}
