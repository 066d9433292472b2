package dev.configstore.spring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.configstore.ConfigStores;
import dev.configstore.spring.support.OperatedApplication;
import dev.configstore.support.Faults;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class EndpointTests {

	private static final String MARKER = "value-nobody-may-see";

	private final EmbeddedTable table;

	EndpointTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", MARKER, "port", 5432));
		this.table.put("prod", "mail", Map.of("from", "me"));
	}

	private OperatedApplication run(String... more) {
		return OperatedApplication.run(this.table, Application.class, more);
	}

	@Test
	void tellsWhatIsLoadedAndWhatItCostsAndCallsNothing() {
		try (OperatedApplication application = run()) {
			int requests = application.requests().count();
			OperatedApplication.Answer answer = application.get("configstore");
			assertThat(answer.at("/mode").asString()).isEqualTo("time-based");
			assertThat(answer.at("/stores/0/table").asString()).isEqualTo(this.table.name());
			assertThat(answer.at("/stores/0/store").asString()).isEqualTo("prod");
			assertThat(answer.at("/stores/0/version").isNull()).isTrue();
			assertThat(answer.at("/stores/0/options").asInt()).isEqualTo(2);
			assertThat(answer.at("/stores/0/keys").asInt()).isEqualTo(3);
			assertThat(answer.at("/stores/0/bytes").asInt()).isBetween(50, 200);
			// The version, the options, the version; DynamoDB Local counts nothing for a
			// Query that finds nothing.
			assertThat(answer.at("/stores/0/consumed/read-all/requests").asInt()).isEqualTo(3).isEqualTo(requests);
			assertThat(answer.at("/stores/0/consumed/read-all/capacityUnits").asDouble()).isEqualTo(1);
			assertThat(answer.at("/stores/0/forecast/rcuPerPoll").asDouble()).isEqualTo(0.5);
			assertThat(answer.at("/stores/0/forecast/rcuPerHour").asDouble()).isBetween(1.0, 1.2);
			assertThat(answer.at("/reloading/stale").asBoolean(true)).isFalse();
			assertThat(Duration.parse(answer.at("/reloading/age").asString())).isLessThan(Duration.ofMinutes(10));
			assertThat(Instant.parse(answer.at("/reloading/nextPoll").asString())).isAfter(Instant.now());
			assertThat(answer.at("/refreshes").isEmpty()).isTrue();
			assertThat(answer.at("/rejections").isEmpty()).isTrue();
			assertThat(application.requests().count()).isEqualTo(requests);
			assertThat(answer.body()).doesNotContain(MARKER);
		}
	}

	@Test
	void reloadsOnPostAndTellsOfTheRefresh() {
		try (OperatedApplication application = run()) {
			assertThat(application.post("configstore").at("/outcome").asString()).isEqualTo("unchanged");
			ConfigStores.simple(application.runtime().stores().stores().get(0))
				.set("db", Map.of("host", "two", "user", "admin"));
			OperatedApplication.Answer answer = application.post("configstore");
			assertThat(answer.status().value()).isEqualTo(200);
			assertThat(answer.at("/outcome").asString()).isEqualTo("changed");
			assertThat(application.context().getBean(Database.class).getHost()).isEqualTo("two");
			answer = application.get("configstore");
			assertThat(answer.at("/stores/0/version/number").asInt()).isEqualTo(1);
			assertThat(answer.at("/refreshes/0/trigger").asString()).isEqualTo("request");
			assertThat(answer.at("/refreshes/0/count").asInt()).isEqualTo(3);
			assertThat(answer.texts("/refreshes/0/added")).containsExactly("db.user");
			assertThat(answer.texts("/refreshes/0/changed")).containsExactly("db.host");
			assertThat(answer.texts("/refreshes/0/removed")).containsExactly("db.port");
			assertThat(Duration.parse(answer.at("/refreshes/0/took").asString())).isPositive();
			assertThat(answer.at("/stores/0/consumed/write/requests").asInt()).isPositive();
		}
	}

	@Test
	void tellsOfRefreshesOfSpringCloudsAsWell() {
		try (OperatedApplication application = run()) {
			this.table.putKey("prod", "db", "port", "5432");
			application.post("refresh");
			assertThat(application.get("configstore").at("/refreshes").isEmpty()).as("another type, the same text")
				.isTrue();
			this.table.putKey("prod", "mail", "from", "you");
			application.post("refresh");
			assertThat(application.get("configstore").texts("/refreshes/0/changed")).containsExactly("mail.from");
		}
	}

	@Test
	void tellsWhyACandidateWasRejected() {
		try (OperatedApplication application = run()) {
			this.table.putKey("prod", "db", "port", MARKER);
			OperatedApplication.Answer answer = application.post("configstore");
			assertThat(answer.status().value()).isEqualTo(409);
			assertThat(answer.at("/outcome").asString()).isEqualTo("rejected");
			assertThat(answer.at("/reason").asString()).contains("db.port");
			assertThat(answer.body()).doesNotContain(MARKER);
			answer = application.get("configstore");
			assertThat(answer.texts("/rejections/0/changed")).containsExactly("db.port");
			assertThat(answer.at("/rejections/0/reasons/0/property").asString()).isEqualTo("db.port");
			assertThat(answer.at("/rejections/0/reasons/0/origin").asString())
				.isEqualTo("DynamoDB table '" + this.table.name() + "', store 'prod', option 'db', key 'port'");
			assertThat(answer.at("/reloading/rejected").asString()).contains("db.port");
			assertThat(answer.body()).doesNotContain(MARKER);
			assertThat(application.get("health/configStore").at("/details/rejecting").asBoolean(false)).isTrue();
		}
	}

	@Test
	void saysThatAReloadFailed() {
		try (OperatedApplication application = run()) {
			application.requests().fail(DynamoDbRequest.class, Faults::throttled);
			OperatedApplication.Answer answer = application.post("configstore");
			assertThat(answer.status().value()).isEqualTo(503);
			assertThat(answer.at("/outcome").asString()).isEqualTo("failed");
			assertThat(answer.at("/reason").asString()).contains("throttled");
			answer = application.get("configstore");
			assertThat(answer.at("/reloading/stale").asBoolean(false)).isTrue();
			assertThat(answer.at("/reloading/failuresInARow").asInt()).isEqualTo(1);
			assertThat(answer.at("/reloading/failure").asString()).contains("throttled");
			assertThat(answer.at("/reloading/lastFailure/kind").asString()).isEqualTo("StoreThrottledException");
		}
	}

	@Test
	void masksValuesUnlessToldToShowThem() {
		try (OperatedApplication application = run()) {
			OperatedApplication.Answer answer = application.get("configstore/prod");
			assertThat(answer.names("/properties")).containsExactly("db.host", "db.port", "mail.from");
			assertThat(answer.at("/properties/db.host/value").asString()).isEqualTo("******");
			assertThat(answer.at("/properties/db.host/origin").asString())
				.isEqualTo("DynamoDB table '" + this.table.name() + "', store 'prod', option 'db', key 'host'");
			assertThat(application.get("configstore/other").status().value()).isEqualTo(404);
		}
	}

	@Test
	void showsValuesByBootsRules() {
		try (OperatedApplication application = run("--management.endpoint.configstore.show-values=always",
				"--config-store.prefix=remote")) {
			int requests = application.requests().count();
			OperatedApplication.Answer answer = application.get("configstore/prod");
			assertThat(answer.at("/properties/remote.db.host/value").asString()).isEqualTo(MARKER);
			assertThat(answer.at("/properties/remote.mail.from/value").asString())
				.as("by the application's own function")
				.isEqualTo("masked");
			assertThat(application.requests().count()).isEqualTo(requests);
		}
	}

	@Test
	void showsNothingToWhomItDoesNotKnow() {
		try (OperatedApplication application = run("--management.endpoint.configstore.show-values=when-authorized")) {
			assertThat(application.get("configstore/prod").body()).doesNotContain(MARKER);
		}
	}

	@Test
	void callsNothingInSimpleMode() {
		try (OperatedApplication application = run("--config-store.mode=simple",
				"--management.endpoint.configstore.show-values=always")) {
			int requests = application.requests().count();
			OperatedApplication.Answer answer = application.get("configstore");
			assertThat(answer.at("/mode").asString()).isEqualTo("simple");
			assertThat(answer.at("/stores/0/forecast/rcuPerHour").asDouble()).as("of the index").isPositive();
			assertThat(application.get("configstore/prod").at("/properties/db.host/value").asString())
				.isEqualTo(MARKER);
			assertThat(application.requests().count()).isEqualTo(requests);
		}
	}

	@Test
	void isNotThereWhenNoStoreIsRead() {
		try (OperatedApplication application = run("--spring.config.import=", "--config-store.enabled=false")) {
			assertThat(application.get("configstore").status().value()).isEqualTo(404);
			assertThat(application.get("health").names("/components")).doesNotContain("configStore");
			assertThat(application.requests().count()).isZero();
		}
	}

	@ConfigurationProperties("db")
	static class Database {

		private String host = "";

		private int port;

		String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.host = host;
		}

		int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Database.class)
	static class Application {

		@Bean
		SanitizingFunction masksMail() {
			return (data) -> data.getKey().contains("mail") ? data.withValue("masked") : data;
		}

	}

}
