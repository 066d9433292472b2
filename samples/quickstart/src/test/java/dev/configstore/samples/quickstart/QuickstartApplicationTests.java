package dev.configstore.samples.quickstart;

import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class QuickstartApplicationTests {

	@Test
	void followsTheTable() {
		try (Quickstart quickstart = Quickstart.start()) {
			assertThat(quickstart.inBean("host")).isEqualTo("db-cluster.com");
			quickstart.set("prod", "db", "host", "db-two.example.org");
			assertThat(quickstart.inTable("prod", "db", "host")).isEqualTo("db-two.example.org");
			await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
				assertThat(quickstart.inBean("host")).isEqualTo("db-two.example.org");
				assertThat(quickstart.inBean("address")).isEqualTo("db-two.example.org:27017");
				assertThat(quickstart.inEnvironment("db.host")).isEqualTo("db-two.example.org");
				assertThat(quickstart.state().at("/last/names")).hasToString("[\"db.host\"]");
			});
		}
	}

	@Test
	void showsTheOperatorWhatItHas() {
		try (Quickstart quickstart = Quickstart.start()) {
			assertThat(quickstart.get("/actuator").get("_links").propertyNames()).contains("configstore", "health",
					"metrics", "env", "configprops", "refresh");
			assertThat(quickstart.get("/actuator/configstore").at("/stores/0/options").asInt()).isEqualTo(3);
			assertThat(quickstart.get("/actuator/configstore/prod").at("/properties/db.port/value").asString())
				.isEqualTo("27017");
			assertThat(quickstart.get("/actuator/health").at("/components/configStore/details/stale").asBoolean(true))
				.isFalse();
			assertThat(quickstart.get("/actuator/metrics/config.store.options").at("/measurements/0/value").asInt())
				.isEqualTo(3);
			String origin = "DynamoDB table 'config', store 'prod', option 'db', key 'host'";
			assertThat(quickstart.get("/actuator/env/db.host").findValuesAsString("origin")).contains(origin);
			assertThat(quickstart.get("/actuator/configprops/db").findValuesAsString("origin")).contains(origin);
		}
	}

	@Test
	void readsAgainWhenTheOperatorSaysSo() {
		try (Quickstart quickstart = Quickstart.start("--config-store.update-interval=1h",
				"--config-store.poll-interval=1h")) {
			quickstart.set("prod", "db", "host", "db-two.example.org");
			assertThat(quickstart.readAgain().get("outcome").asString()).isEqualTo("changed");
			assertThat(quickstart.inBean("host")).isEqualTo("db-two.example.org");
			assertThat(quickstart.get("/actuator/configstore").at("/refreshes/0/changed")).hasToString("[\"db.host\"]");
		}
	}

	@Test
	void usesTheOtherStore() {
		try (Quickstart quickstart = Quickstart.start("--config-store.store=test")) {
			assertThat(quickstart.state().get("used")).hasToString("[\"test\"]");
			assertThat(quickstart.inBean("host")).isEqualTo("localhost");
			assertThat(quickstart.inEnvironment("external-port.port")).isEqualTo("4000");
			assertThat(quickstart.inTable("prod", "db", "host")).isEqualTo("db-cluster.com");
		}
	}

	@Test
	void looksUpTheTableInSimpleModeAndLeavesBeansUntilTheyAreRefreshed() {
		try (Quickstart quickstart = Quickstart.start("--config-store.mode=simple")) {
			assertThat(quickstart.state().get("mode").asString()).isEqualTo("simple");
			quickstart.set("prod", "db", "host", "db-two.example.org");
			assertThat(quickstart.inEnvironment("db.host")).isEqualTo("db-two.example.org");
			assertThat(quickstart.inBean("host")).isEqualTo("db-cluster.com");
			quickstart.refresh();
			assertThat(quickstart.inBean("host")).isEqualTo("db-two.example.org");
			assertThat(quickstart.inBean("address")).isEqualTo("db-two.example.org:27017");
		}
	}

	@Test
	void startsNoTableWhenOneIsNamed() {
		try (EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start();
				EmbeddedTable table = dynamoDb.createTable("elsewhere")) {
			table.fill("classpath:example-table.yml");
			table.putKey("prod", "db", "host", "db.elsewhere.example.org");
			try (Quickstart quickstart = Quickstart.start("--config-store.endpoint=" + table.endpoint(),
					"--config-store.region=" + table.region(), "--config-store.table=" + table.name())) {
				assertThat(quickstart.context().getBeansOfType(EmbeddedDynamoDb.class)).isEmpty();
				assertThat(quickstart.state().get("embedded").asBoolean()).isFalse();
				assertThat(quickstart.inBean("host")).isEqualTo("db.elsewhere.example.org");
				quickstart.set("prod", "db", "port", "5432");
				assertThat(table.item("prod", "db")).containsEntry("port", AttributeValue.fromN("5432"));
			}
		}
	}

	@Test
	void endsTheEmbeddedTableWithTheApplication() {
		Quickstart quickstart = Quickstart.start();
		URI endpoint = quickstart.context().getBean(EmbeddedDynamoDb.class).endpoint();
		quickstart.close();
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(endpoint.getHost(), endpoint.getPort()).close());
	}

	@Test
	void rejectsStoresItDoesNotShow() {
		try (Quickstart quickstart = Quickstart.start()) {
			HttpStatusCode status = quickstart.client()
				.put()
				.uri("/api/keys")
				.contentType(MediaType.APPLICATION_JSON)
				.body("""
						{"store": "prod#meta", "option": "version", "key": "n", "value": "1"}
						""")
				.exchange((request, response) -> response.getStatusCode());
			assertThat(status.value()).isEqualTo(400);
		}
	}

}
