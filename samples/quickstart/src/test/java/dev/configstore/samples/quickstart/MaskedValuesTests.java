package dev.configstore.samples.quickstart;

import dev.configstore.test.EmbeddedConfigStore;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How an application of yours shows values to its operators, but for some.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=configstore",
				"management.endpoint.configstore.show-values=always" })
@EmbeddedConfigStore(store = "prod", data = "classpath:example-table.yml")
class MaskedValuesTests {

	@Test
	void showsAllButSecrets(@LocalServerPort int port) {
		JsonNode store = RestClient.create("http://127.0.0.1:" + port)
			.get()
			.uri("/actuator/configstore/prod")
			.retrieve()
			.body(JsonNode.class);
		assertThat(store).isNotNull();
		assertThat(store.at("/properties/db.host/value").asString()).isEqualTo("db-cluster.com");
		assertThat(store.at("/properties/secret-key.secret-key/value").asString()).isEqualTo("******");
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Masking {

		@Bean
		SanitizingFunction secrets() {
			return (data) -> data.getLowerCaseKey().contains("secret") ? data.withSanitizedValue() : data;
		}

	}

}
