package dev.configstore.samples.quickstart;

import java.time.Duration;

import dev.configstore.test.EmbeddedConfigStore;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How an application of yours tests what it does with its configuration.
 */
@SpringBootTest
@EmbeddedConfigStore(store = "prod", data = "classpath:example-table.yml")
class EmbeddedConfigStoreTests {

	@Test
	void readsTheStore(@Autowired DatabaseProperties database) {
		assertThat(database.getHost()).isEqualTo("db-cluster.com");
	}

	@Test
	@DirtiesContext
	void followsTheTable(@Autowired DatabaseProperties database, @Autowired EmbeddedTable table) {
		table.putKey("prod", "db", "port", 5432);
		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(database.getPort()).isEqualTo(5432));
	}

}
