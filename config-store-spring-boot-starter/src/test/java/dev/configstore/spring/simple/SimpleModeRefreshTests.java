package dev.configstore.spring.simple;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.refresh.ContextRefresher;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class SimpleModeRefreshTests {

	private final EmbeddedTable table;

	SimpleModeRefreshTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one", "port", 1));
		this.table.put("prod", "cache", Map.of("size", 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.config.import=config-store:", "spring.cloud.bootstrap.enabled=true" })
	void comparesWithWhatTheBeansWereGivenAndReadsOnce(String door) {
		try (SimpleModeApplication application = SimpleModeApplication.run(this.table, Configuration.class, door)) {
			Db db = application.context().getBean(Db.class);
			ContextRefresher refresher = application.context().getBean(ContextRefresher.class);
			this.table.put("prod", "db", Map.of("host", "two", "user", "me"));
			// The index knows it already, the bean does not.
			assertThat(application.environment().getProperty("db.host")).isEqualTo("two");
			assertThat(db.getHost()).isEqualTo("one");
			application.requests().drain();

			assertThat(refresher.refresh()).containsExactlyInAnyOrder("db.host", "db.port", "db.user");
			assertThat(application.requests().drain()).containsExactly("Query prod strong");
			assertThat(db.getHost()).isEqualTo("two");
			assertThat(refresher.refresh()).isEmpty();
			application.requests().drain();

			this.table.putKey("prod", "db", "host", "three");
			assertThat(refresher.refresh()).containsExactly("db.host");
			assertThat(db.getHost()).isEqualTo("three");
			application.requests().drain();
			assertThat(application.environment().getProperty("db.host")).isEqualTo("three");
			assertThat(application.requests().drain()).containsExactly("GetItem prod/db strong");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.config.import=config-store:", "spring.cloud.bootstrap.enabled=true" })
	void asksNothingForAnEventOfOthersThatNamesNothingOfTheStore(String door) {
		this.table.put("prod", "mail", Map.of("from", "${user.name}@x", "to", "${db.host}", "size", 1, "cc", "a"));
		try (SimpleModeApplication application = SimpleModeApplication.run(this.table, Configuration.class, door)) {
			application.requests().drain();
			application.context()
				.publishEvent(new EnvironmentChangeEvent(application.context(), Set.of("foreign.name")));
			application.context().publishEvent(new EnvironmentChangeEvent(application.context(), Set.of("user.name")));
			application.context().publishEvent(new EnvironmentChangeEvent(application.context(), Set.of()));
			assertThat(application.requests().drain()).isEmpty();
			this.table.put("prod", "db", Map.of("host", "two", "port", 2));
			application.context().publishEvent(new EnvironmentChangeEvent(application.context(), Set.of("db.host")));
			assertThat(application.context().getBean(Db.class).getHost()).isEqualTo("two");
			assertThat(application.requests().drain()).allMatch("GetItem prod/db strong"::equals).hasSizeLessThan(10);
		}
	}

	@Test
	void changesNothingWhenItCannotRead() throws Exception {
		try (SimpleModeApplication application = SimpleModeApplication.run(this.table, Configuration.class,
				"config-store.attempt-timeout=500ms", "config-store.call-timeout=1s")) {
			this.table.putKey("prod", "db", "host", "two");
			try (ServerSocket nobody = new ServerSocket(0)) {
				application.requests().divertTo(nobody.getLocalPort());
				assertThat(application.context().getBean(ContextRefresher.class).refresh()).isEmpty();
			}
			assertThat(application.context().getBean(Db.class).getHost()).isEqualTo("one");
		}
	}

	@Test
	void sharesReadsForAsLongAsItMay() {
		try (SimpleModeApplication application = SimpleModeApplication.run(this.table,
				"config-store.simple.max-age=10s")) {
			application.requests().drain();
			assertThat(application.environment().getProperty("db.host")).isEqualTo("one");
			assertThat(application.environment().getProperty("db.port")).isEqualTo("1");
			assertThat(application.requests().drain()).containsExactly("GetItem prod/db strong");
			this.table.putKey("prod", "db", "host", "two");
			application.clock().advance(Duration.ofSeconds(10));
			assertThat(application.environment().getProperty("db.host")).isEqualTo("one");
			assertThat(application.environment().getProperty("cache.size")).isEqualTo("1");
			assertThat(application.requests().drain()).containsExactly("GetItem prod/cache strong");
			application.clock().advance(Duration.ofMillis(1));
			assertThat(application.environment().getProperty("db.host")).isEqualTo("two");
			assertThat(application.environment().getProperty("db.port")).isEqualTo("1");
			assertThat(application.requests().drain()).containsExactly("GetItem prod/db strong");
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableConfigurationProperties(Db.class)
	static class Configuration {

	}

	@ConfigurationProperties("db")
	static class Db {

		private @Nullable String host;

		@Nullable String getHost() {
			return this.host;
		}

		void setHost(@Nullable String host) {
			this.host = host;
		}

	}

}
