package dev.configstore.spring.refresh;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.configstore.spring.ConfigStoreRefreshedEvent;
import dev.configstore.spring.support.RecordedEvents;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Edits with the plain SDK, and what becomes of them after a reload.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class BeansFollowTests {

	private EmbeddedTable table;

	private ConfigurableApplicationContext context;

	private Pool pool;

	private RecordedEvents events;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.context = StoreApplication.run(table, Application.class, "--link.target=${db.host}/x");
		this.pool = this.context.getBean(Pool.class);
		this.events = this.context.getBean(RecordedEvents.class);
	}

	private void fill() {
		this.table.clear();
		this.table.put("prod", "db",
				Map.of("host", "one", "port", 1, "replicas", List.of("a", "b", "c"), "flags", Map.of("x", "1")));
		this.table.put("prod", "mail", Map.of("from", "me"));
	}

	@BeforeEach
	void reset() {
		fill();
		StoreApplication.reload(this.context);
		this.events.changes.clear();
		this.events.scopeRefreshes.clear();
		this.events.refreshes.clear();
		this.events.order.clear();
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	private String property(String name) {
		return String.valueOf(this.context.getEnvironment().getProperty(name));
	}

	@Test
	void followsWhenAValueChanges() {
		this.table.putKey("prod", "db", "host", "two");
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(property("db.host")).isEqualTo("two");
		assertThat(this.pool.getHost()).isEqualTo("two");
		assertThat(this.context.getBean(Scoped.class).host()).isEqualTo("two");
	}

	@Test
	void fallsBackToDefaultsWhenAKeyIsRemoved() {
		this.table.putKey("prod", "db", "limits", Map.of("max", 7));
		StoreApplication.reload(this.context);
		assertThat(this.pool.getLimits().getMax()).isEqualTo(7);
		this.table.removeKey("prod", "db", "port");
		this.table.removeKey("prod", "db", "limits");
		this.table.removeKey("prod", "db", "flags");
		StoreApplication.reload(this.context);
		assertThat(property("db.port")).isEqualTo("null");
		assertThat(this.pool.getPort()).isEqualTo(8080);
		assertThat(this.pool.getLimits().getMax()).isEqualTo(5);
		assertThat(this.pool.getFlags()).isEmpty();
	}

	@Test
	void losesItemsWhenAListGetsShorter() {
		this.table.putKey("prod", "db", "replicas", List.of("a"));
		StoreApplication.reload(this.context);
		assertThat(this.pool.getReplicas()).containsExactly("a");
		assertThat(this.events.changes).containsExactly(Set.of("db.replicas[1]", "db.replicas[2]"));
	}

	@Test
	void fallsBackToDefaultsWhenAnOptionIsDeleted() {
		this.table.delete("prod", "db");
		StoreApplication.reload(this.context);
		assertThat(property("db.host")).isEqualTo("null");
		assertThat(this.pool.getHost()).isEqualTo("none");
		assertThat(this.pool.getReplicas()).isEmpty();
		assertThat(this.context.getBean(Scoped.class).host()).isEqualTo("unset");
	}

	@Test
	void bindsWhenAnOptionIsNew() {
		this.table.put("prod", "cache", Map.of("size", 10));
		StoreApplication.reload(this.context);
		assertThat(this.context.getBean(Cache.class).getSize()).isEqualTo(10);
	}

	@Test
	void leavesABeanAloneWhenTheChangeIsNotItsOwn() {
		this.pool.programmatic = "kept";
		this.pool.setHost("set by hand");
		int initialized = this.pool.initialized;
		int set = this.pool.set;
		this.table.putKey("prod", "mail", "from", "you");
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(this.pool.initialized).isEqualTo(initialized);
		assertThat(this.pool.destroyed).isEqualTo(initialized - 1);
		assertThat(this.pool.set).isEqualTo(set);
		assertThat(this.pool.getHost()).isEqualTo("set by hand");
		assertThat(this.pool.programmatic).isEqualTo("kept");
	}

	@Test
	void bindsABeanOnceWhenSeveralOfItsNamesChange() {
		int initialized = this.pool.initialized;
		int set = this.pool.set;
		this.table.put("prod", "db", Map.of("host", "two", "port", 2));
		StoreApplication.reload(this.context);
		assertThat(this.pool.set).as("each by its setter").isEqualTo(set + 2);
		assertThat(this.pool.initialized).as("it has a destroy callback").isEqualTo(initialized);
	}

	@Test
	void doesNothingWhenNothingHasChanged() {
		Object scoped = this.context.getBean(Scoped.class).self();
		int initialized = this.pool.initialized;
		assertThat(StoreApplication.reload(this.context)).isFalse();
		this.table.putKey("prod", "db", "port", "1");
		assertThat(StoreApplication.reload(this.context)).as("another type of the same text").isTrue();
		assertThat(this.events.order).isEmpty();
		assertThat(this.pool.initialized).isEqualTo(initialized);
		assertThat(this.context.getBean(Scoped.class).self()).isSameAs(scoped);
	}

	@Test
	void publishesExactlyTheNamesOnceWhenSomethingChanges() {
		this.table.put("prod", "db", Map.of("host", "two", "port", 1, "user", "u"));
		StoreApplication.reload(this.context);
		assertThat(this.events.order).containsExactly("environment", "scope", "config-store");
		Set<String> names = Set.of("db.host", "db.user", "db.flags.x", "db.replicas[0]", "db.replicas[1]",
				"db.replicas[2]");
		Set<String> referring = new HashSet<>(names);
		referring.add("link.target");
		assertThat(this.events.changes).containsExactly(referring);
		ConfigStoreRefreshedEvent event = this.events.refreshes.get(0);
		assertThat(event.stores()).containsExactly("prod");
		assertThat(event.names()).isEqualTo(names);
		assertThat(event.changes().added()).containsExactly("db.user");
		assertThat(event.changes().changed()).containsExactly("db.host");
		assertThat(event.toString()).contains("db.host").doesNotContain("two");
	}

	@Test
	void bindsABeanWhenAPlaceholderOfItRefersToTheStore() {
		Link link = this.context.getBean(Link.class);
		assertThat(link.getTarget()).isEqualTo("one/x");
		this.table.putKey("prod", "db", "host", "two");
		StoreApplication.reload(this.context);
		assertThat(link.getTarget()).isEqualTo("two/x");
	}

	@Test
	void setsTheLevelWhenTheStoreHoldsOne() {
		this.table.put("prod", "logging", Map.of("level", Map.of("sample.quiet", "error")));
		StoreApplication.reload(this.context);
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		assertThat(logging.getLoggerConfiguration("sample.quiet"))
			.satisfies((logger) -> assertThat(logger.getConfiguredLevel()).isEqualTo(LogLevel.ERROR));
	}

	@Test
	void narrowsWhenSomebodyElsePublishesNames() {
		int set = this.pool.set;
		int linked = this.context.getBean(Cache.class).initialized;
		this.pool.setHost("set by hand");
		this.context.publishEvent(new EnvironmentChangeEvent(this.context, Set.of("DB.Host")));
		assertThat(this.pool.set).isEqualTo(set + 2);
		assertThat(this.context.getBean(Cache.class).initialized).isEqualTo(linked);
		this.context.publishEvent(new EnvironmentChangeEvent(this.context, Set.of()));
		this.context.publishEvent(new EnvironmentChangeEvent(Set.of("mail.from")));
		assertThat(this.pool.set).isEqualTo(set + 2);
	}

	@Test
	void createsNoLazyBeanWhenItPublishes() {
		this.table.putKey("prod", "db", "host", "two");
		StoreApplication.reload(this.context);
		assertThat(this.context.getBeanFactory().containsSingleton("neverAsked")).isFalse();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ Pool.class, Cache.class, Link.class })
	static class Application {

		@Bean
		RecordedEvents events() {
			return new RecordedEvents();
		}

		@Bean
		@RefreshScope
		Scoped scoped(@Value("${db.host:unset}") String host) {
			return new Scoped(host);
		}

		@Bean
		@Lazy
		@ConfigurationProperties("db")
		Thread neverAsked() {
			throw new IllegalStateException("created");
		}

	}

	@ConfigurationProperties("link")
	static class Link {

		private String target = "";

		public String getTarget() {
			return this.target;
		}

		public void setTarget(String target) {
			this.target = target;
		}

	}

	@ConfigurationProperties("cache")
	static class Cache implements InitializingBean {

		private int size = 1;

		int initialized;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		@Override
		public void afterPropertiesSet() {
			this.initialized++;
		}

	}

	static class Scoped {

		private final String host;

		Scoped() {
			this("");
		}

		Scoped(String host) {
			this.host = host;
		}

		String host() {
			return this.host;
		}

		Object self() {
			return this;
		}

	}

}
