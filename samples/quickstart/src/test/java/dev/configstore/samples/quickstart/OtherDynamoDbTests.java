package dev.configstore.samples.quickstart;

import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a test uses a DynamoDB that it starts itself: a container, say. Here it is one in
 * this process.
 */
@SpringBootTest(properties = "config-store.store=test")
@DirtiesContext
class OtherDynamoDbTests {

	private static final EmbeddedDynamoDb DYNAMODB = EmbeddedDynamoDb.start();

	static {
		EmbeddedTable table = DYNAMODB.createTable("config");
		table.fill("classpath:example-table.yml");
		System.setProperty("config-store.endpoint", DYNAMODB.endpoint().toString());
		System.setProperty("config-store.region", DYNAMODB.region());
	}

	@AfterAll
	static void forget() {
		System.clearProperty("config-store.endpoint");
		System.clearProperty("config-store.region");
		DYNAMODB.close();
	}

	@Test
	void readsTheStore(@Autowired DatabaseProperties database) {
		assertThat(database.getHost()).isEqualTo("localhost");
	}

}
