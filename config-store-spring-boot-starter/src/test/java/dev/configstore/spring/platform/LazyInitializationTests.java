package dev.configstore.spring.platform;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.spring.CandidateRejectedEvent;
import dev.configstore.spring.ConfigStoreRefreshedEvent;
import dev.configstore.spring.Refreshable;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * With {@code spring.main.lazy-initialization=true} nobody asks for our beans.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class LazyInitializationTests {

	private static final String LAZY = "--spring.main.lazy-initialization=true";

	@Test
	void pollsChecksAndFollowsWhenNobodyAsksForIt(EmbeddedTable table) {
		table.put("prod", "db", Map.of("host", "one", "port", 1));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Application.class, LAZY,
				"--config-store.poll-interval=50ms")) {
			// By its definition only: the bean is not there yet, and not asked for.
			assertThat(context.getBeanFactory().containsSingleton("pool")).isFalse();
			table.putKey("prod", "db", "host", "two");
			await().atMost(Duration.ofSeconds(30))
				.until(() -> "two".equals(context.getEnvironment().getProperty("db.host")));
			table.putKey("prod", "db", "port", "many");
			await().atMost(Duration.ofSeconds(30))
				.until(() -> context.getBeanFactory().containsSingleton("events")
						&& !context.getBean(Events.class).rejections.isEmpty());
			assertThat(context.getEnvironment().getProperty("db.port")).isEqualTo("1");
			assertThat(context.getBean(Events.class).refreshes).isNotEmpty();
		}
	}

	@Test
	void bindsALazyBeanAgainOnceItIsThere(EmbeddedTable table) {
		table.put("prod", "db", Map.of("host", "one", "port", 1));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Application.class, LAZY)) {
			Pool pool = context.getBean(Pool.class);
			Refreshable<Pool> view = context.getBean(View.class).pool();
			assertThat(pool.getHost()).isEqualTo("one");
			table.putKey("prod", "db", "host", "two");
			assertThat(StoreApplication.reload(context)).isTrue();
			assertThat(pool.getHost()).isEqualTo("two");
			assertThat(view.get().getHost()).isEqualTo("two");
		}
	}

	@Test
	void warnsOfSettingsWithoutEffect(EmbeddedTable table, CapturedOutput output) {
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Application.class, LAZY,
				"--spring.config.import=")) {
			assertThat(context.isActive()).isTrue();
			assertThat(output).contains("'config-store.store' is set, but no store is read");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties
	static class Application {

		@Bean
		@ConfigurationProperties("db")
		Pool pool() {
			return new Pool();
		}

		@Bean
		View view(Refreshable<Pool> pool) {
			return new View(pool);
		}

		@Bean
		Events events() {
			return new Events();
		}

	}

	record View(Refreshable<Pool> pool) {

	}

	@ConfigurationProperties("db")
	static class Pool {

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

	static class Events {

		private final List<ConfigStoreRefreshedEvent> refreshes = new CopyOnWriteArrayList<>();

		private final List<CandidateRejectedEvent> rejections = new CopyOnWriteArrayList<>();

		@EventListener
		void on(ConfigStoreRefreshedEvent event) {
			this.refreshes.add(event);
		}

		@EventListener
		void on(CandidateRejectedEvent event) {
			this.rejections.add(event);
		}

	}

}
