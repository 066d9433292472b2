package dev.configstore.spring.platform;

import java.util.Map;

import dev.configstore.spring.Refreshable;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both kinds of web application, over HTTP, and none.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class WebApplicationTypeTests {

	@ParameterizedTest
	@CsvSource({ "servlet, ServletWebServerApplicationContext", "reactive, ReactiveWebServerApplicationContext" })
	void followsAndRefreshesOverHttp(String type, String context, EmbeddedTable table) {
		table.put("prod", "db", Map.of("host", "one"));
		try (ConfigurableApplicationContext application = StoreApplication.builder(Web.class)
			.run(StoreApplication.arguments(table, "--spring.main.web-application-type=" + type, "--server.port=0",
					"--management.endpoints.web.exposure.include=*"))) {
			assertThat(application.getClass().getSimpleName()).endsWith(context);
			RestClient client = RestClient
				.create("http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port"));
			assertThat(get(client, "/hosts")).isEqualTo("one one");
			table.putKey("prod", "db", "host", "two");
			assertThat(StoreApplication.reload(application)).isTrue();
			assertThat(get(client, "/hosts")).isEqualTo("two two");
			table.putKey("prod", "db", "host", "three");
			assertThat(client.post().uri("/actuator/refresh").retrieve().body(String.class)).isEqualTo("[\"db.host\"]");
			assertThat(get(client, "/hosts")).isEqualTo("three three");
			assertThat(get(client, "/actuator/health")).contains("UP");
		}
	}

	private static String get(RestClient client, String path) {
		return String.valueOf(client.get().uri(path).retrieve().body(String.class));
	}

	@Test
	void followsWithoutAWebServer(EmbeddedTable table) {
		table.put("prod", "db", Map.of("host", "one"));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Hosts.class)) {
			Hosts hosts = context.getBean(Hosts.class);
			assertThat(hosts.hosts()).isEqualTo("one one");
			table.putKey("prod", "db", "host", "two");
			assertThat(StoreApplication.reload(context)).isTrue();
			assertThat(hosts.hosts()).isEqualTo("two two");
			assertThat(context.getEnvironment().containsProperty("local.server.port")).isFalse();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Database.class)
	@Import(Hosts.class)
	static class Web {

	}

	@ConfigurationProperties("db")
	record Database(String host) {

	}

	@RestController
	@RefreshScope
	static class Hosts {

		private final String host;

		private final Refreshable<Database> database;

		Hosts(@Value("${db.host}") String host, Refreshable<Database> database) {
			this.host = host;
			this.database = database;
		}

		@GetMapping("/hosts")
		String hosts() {
			return this.host + " " + this.database.get().host();
		}

	}

}
