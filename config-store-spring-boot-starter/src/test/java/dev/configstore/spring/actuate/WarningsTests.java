package dev.configstore.spring.actuate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.CandidateRejectedEvent;
import dev.configstore.spring.support.OutputLines;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What warns, and how often.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class WarningsTests {

	private final EmbeddedTable table;

	WarningsTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one", "port", 1));
	}

	/** Nobody but Spring Cloud's own rebinder would try to bind our record again. */
	@ParameterizedTest
	@ValueSource(classes = { Child.class, Cloud.class })
	void noneIsLoggedForAChildContext(Class<?> childType) {
		try (OutputLines output = new OutputLines();
				ConfigurableApplicationContext parent = StoreApplication.run(this.table, Beans.class);
				ConfigurableApplicationContext child = new SpringApplicationBuilder(childType).parent(parent)
					.web(WebApplicationType.NONE)
					.run(StoreApplication.arguments(this.table, "--spring.config.import="))) {
			this.table.put("prod", "db", Map.of("host", "two", "port", 2));
			assertThat(StoreApplication.reload(parent)).isTrue();
			child.publishEvent(new EnvironmentChangeEvent(child, Set.of("config-store.table", "db.host")));
			child.getBean(ContextRefresher.class).refresh();
			child.getBean(ConfigurationPropertiesRebinder.class).rebind();
			assertThat(output.text()).doesNotContain("ConfigStoreProperties");
			assertThat(warnings(output)).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "simple", "time-based" })
	void noTwoAreEqualWhenARefreshIsAskedForAgainAndAgain(String mode) {
		try (OutputLines output = new OutputLines();
				ConfigurableApplicationContext context = StoreApplication.run(this.table, Beans.class,
						"--config-store.mode=" + mode)) {
			ContextRefresher refresher = context.getBean(ContextRefresher.class);
			this.table.put("prod", "db", Map.of("host", "two", "port", "none"));
			refresher.refresh();
			refresher.refresh();
			refresher.refresh();
			assertThat(warnings(output)).singleElement().asString().contains("property 'db.port'");
			assertThat(context.getBean(Db.class).getHost()).isEqualTo("one");

			this.table.put("prod", "db", Map.of("host", "three", "port", 3));
			refresher.refresh();
			assertThat(context.getBean(Db.class).getHost()).isEqualTo("three");
			this.table.put("prod", "db", Map.of("host", "two", "port", "none"));
			refresher.refresh();
			assertThat(warnings(output)).hasSize(2);
		}
	}

	@Test
	void theSameBadValueIsToldAgainWhenItWasTakenBackMeanwhile() {
		List<CandidateRejectedEvent> events = new CopyOnWriteArrayList<>();
		try (ConfigurableApplicationContext context = StoreApplication.run(this.table, Beans.class)) {
			context.addApplicationListener((CandidateRejectedEvent event) -> events.add(event));
			for (int i = 1; i <= 3; i++) {
				this.table.put("prod", "db", Map.of("host", "one", "port", "none"));
				assertRejected(context);
				assertRejected(context);
				assertThat(events).hasSize(i);
				assertThat(context.getBean(ReloadJournal.class).rejectionCount()).isEqualTo(i);
				this.table.put("prod", "db", Map.of("host", "one", "port", 1));
				assertThat(StoreApplication.reload(context)).isFalse();
			}
		}
	}

	private static void assertRejected(ConfigurableApplicationContext context) {
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(() -> StoreApplication.reload(context));
	}

	/** Micrometer warns of two contexts with one registry. */
	private static List<String> warnings(OutputLines output) {
		return output.warnings().stream().filter((line) -> !line.contains("MeterRegistry")).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Db.class)
	static class Beans {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Child {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ RefreshAutoConfiguration.class, ConfigurationPropertiesRebinderAutoConfiguration.class })
	@EnableConfigurationProperties
	static class Cloud {

	}

	@ConfigurationProperties("db")
	static class Db {

		private String host = "";

		private int port;

		public String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.host = host;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

	}

}
