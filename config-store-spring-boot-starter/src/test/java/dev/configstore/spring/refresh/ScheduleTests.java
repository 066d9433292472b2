package dev.configstore.spring.refresh;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.configstore.ConfigStore;
import dev.configstore.spring.support.Notified;
import dev.configstore.spring.support.RecordedEvents;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.spring.update.BeanUpdater;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads: when they begin, what they do, and that they end.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ScheduleTests {

	private static final String[] FAST = { "--config-store.update-interval=20ms", "--config-store.poll-interval=20ms" };

	private EmbeddedTable table;

	@BeforeEach
	void fill(EmbeddedTable table) {
		this.table = table;
		table.clear();
		table.put("prod", "db", Map.of("host", "one"));
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("config-store-"))
			.collect(Collectors.toSet());
	}

	private static Pool pool(ConfigurableApplicationContext context) {
		return context.getBean(Pool.class);
	}

	@Test
	void followsByItselfWhenTheStoreIsEdited() {
		try (ConfigurableApplicationContext context = StoreApplication.run(this.table, Application.class, FAST)) {
			this.table.putKey("prod", "db", "host", "two");
			Awaitility.await().until(() -> pool(context).getHost().equals("two"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "time-based", "simple" })
	void endsItsThreadWhenTheContextCloses(String mode) {
		Set<Thread> before = threads();
		ConfigurableApplicationContext context = StoreApplication.run(this.table, Application.class,
				"--config-store.mode=" + mode, FAST[0], FAST[1]);
		Set<Thread> started = threads();
		started.removeAll(before);
		assertThat(started).hasSize(1).allMatch(Thread::isDaemon);
		context.close();
		// What is left of it is its last few instructions.
		Awaitility.await().until(() -> started.stream().noneMatch(Thread::isAlive));
	}

	@Test
	void goesOnWhenTheContextIsStoppedAndStartedAgain() {
		try (ConfigurableApplicationContext context = StoreApplication.run(this.table, Application.class, FAST)) {
			context.stop();
			this.table.putKey("prod", "db", "host", "two");
			StoreApplication.reload(context);
			assertThat(pool(context).getHost()).as("while stopped").isEqualTo("one");
			context.start();
			assertThat(pool(context).getHost()).isEqualTo("two");
			this.table.putKey("prod", "db", "host", "three");
			Awaitility.await().until(() -> pool(context).getHost().equals("three"));
		}
	}

	@Test
	void updatesWhenStartedWhatWasReloadedBefore() {
		try (ConfigurableApplicationContext context = StoreApplication.run(this.table, EarlyReload.class,
				"--embedded-table=" + this.table.name())) {
			assertThat(pool(context).getHost()).isEqualTo("two");
			Notified.await(context);
			assertThat(context.getBean(RecordedEvents.class).changes).containsExactly(Set.of("db.host"));
		}
	}

	@Test
	void keepsApartWhenTwoApplicationsShareTheJvm() {
		try (EmbeddedTable other = EmbeddedDynamoDb.shared().createTable()) {
			other.put("prod", "db", Map.of("host", "other"));
			ConfigurableApplicationContext first = StoreApplication.run(this.table, Application.class, FAST);
			try (ConfigurableApplicationContext second = StoreApplication.run(other, Application.class, FAST)) {
				this.table.putKey("prod", "db", "host", "two");
				Awaitility.await().until(() -> pool(first).getHost().equals("two"));
				assertThat(pool(second).getHost()).isEqualTo("other");
				first.close();
				other.putKey("prod", "db", "host", "still here");
				Awaitility.await().until(() -> pool(second).getHost().equals("still here"));
			}
			finally {
				first.close();
			}
		}
	}

	@Test
	void sharesEverythingWhenThereIsAChildContext() {
		Set<Thread> before = threads();
		ConfigurableApplicationContext parent = StoreApplication.run(this.table, Application.class);
		ConfigurableApplicationContext child = new SpringApplicationBuilder(ChildApplication.class).parent(parent)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run();
		try (parent; child) {
			Set<Thread> started = threads();
			started.removeAll(before);
			assertThat(started).hasSize(1);
			assertThat(child.getBean(ConfigStore.class)).isSameAs(parent.getBean(ConfigStore.class));
			assertThat(child.getBeanNamesForType(ReloadLifecycle.class)).isEmpty();
			Pool own = child.getBean("childPool", Pool.class);
			int set = pool(parent).set;
			this.table.putKey("prod", "db", "host", "two");
			StoreApplication.reload(parent);
			assertThat(child.getEnvironment().getProperty("db.host")).isEqualTo("two");
			assertThat(own.getHost()).isEqualTo("two");
			assertThat(pool(parent).set).as("set once").isEqualTo(set + 1);
			assertThat(parent.getBean(RecordedEvents.class).changes).containsExactly(Set.of("db.host"));
			child.close();
			assertThat(parent.getBean(BeanUpdater.class)).extracting("below", InstanceOfAssertFactories.LIST).isEmpty();
			this.table.putKey("prod", "db", "host", "three");
			StoreApplication.reload(parent);
			assertThat(pool(parent).getHost()).isEqualTo("three");
			assertThat(own.getHost()).as("of a closed context").isEqualTo("two");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Pool.class)
	static class Application {

		@Bean
		RecordedEvents events() {
			return new RecordedEvents();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ChildApplication {

		@Bean(autowireCandidate = false)
		Pool childPool() {
			return new Pool();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyReload extends Application {

		@Bean
		ApplicationListener<ContextRefreshedEvent> reloads(ConfigurableApplicationContext context) {
			return (event) -> {
				String name = context.getEnvironment().getRequiredProperty("embedded-table");
				EmbeddedDynamoDb.shared().table(name).putKey("prod", "db", "host", "two");
				StoreApplication.reload(context);
			};
		}

	}

}
