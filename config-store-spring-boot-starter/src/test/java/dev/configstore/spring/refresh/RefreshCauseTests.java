package dev.configstore.spring.refresh;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.spring.support.Notified;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.spring.support.TestApplication.Door;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.endpoint.event.RefreshEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A refresh that an operator asks for bypasses the loss guard; one that another
 * configuration system causes does not. Listeners of both see beans that are done.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class RefreshCauseTests {

	private final EmbeddedTable table;

	RefreshCauseTests(EmbeddedTable table) {
		this.table = table;
	}

	private ConfigurableApplicationContext run(Door door) {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one"));
		this.table.put("prod", "mail", Map.of("from", "a"));
		return StoreApplication.builder(Application.class)
			.run(StoreApplication.arguments(this.table, "--server.port=0",
					"--management.endpoints.web.exposure.include=refresh",
					"--spring.config.import=" + ((door == Door.IMPORT) ? "config-store:" : ""),
					"--spring.cloud.bootstrap.enabled=" + (door == Door.BOOTSTRAP)));
	}

	private static void refresh(ConfigurableApplicationContext context) {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		RestClient.create()
			.post()
			.uri(URI.create("http://127.0.0.1:" + port + "/actuator/refresh"))
			.retrieve()
			.toBodilessEntity();
	}

	@ParameterizedTest
	@EnumSource(Door.class)
	void guardsTheRefreshOfAnotherSystem(Door door) {
		try (ConfigurableApplicationContext context = run(door)) {
			Pool pool = context.getBean(Pool.class);
			this.table.clear();
			context.publishEvent(new RefreshEvent(this, null, "another system"));
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("one");
			assertThat(pool.getHost()).isEqualTo("one");
			this.table.put("prod", "db", Map.of("host", "two"));
			this.table.put("prod", "mail", Map.of("from", "a"));
			context.publishEvent(new RefreshEvent(this, null, "another system"));
			assertThat(pool.getHost()).as("a change that passes is applied").isEqualTo("two");
			Notified.await(context);
			this.table.clear();
			refresh(context);
			assertThat(context.getEnvironment().getProperty("db.host")).as("an operator asks").isNull();
			assertThat(pool.getHost()).isEqualTo("none");
		}
	}

	@ParameterizedTest
	@EnumSource(Door.class)
	void listenersSeeBeansThatAreDone(Door door) {
		try (ConfigurableApplicationContext context = run(door)) {
			First first = context.getBean(First.class);
			this.table.putKey("prod", "db", "host", "two");
			refresh(context);
			this.table.putKey("prod", "db", "host", "three");
			assertThat(StoreApplication.reload(context)).isTrue();
			assertThat(first.seen).containsExactly("two", "three");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Pool.class)
	static class Application {

		@Bean
		First first(Pool pool) {
			return new First(pool);
		}

	}

	/** As early as a listener can be that does not claim priority. */
	static class First implements ApplicationListener<EnvironmentChangeEvent>, Ordered {

		final List<String> seen = new CopyOnWriteArrayList<>();

		private final Pool pool;

		First(Pool pool) {
			this.pool = pool;
		}

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

		@Override
		public void onApplicationEvent(EnvironmentChangeEvent event) {
			this.seen.add(this.pool.getHost());
		}

	}

}
