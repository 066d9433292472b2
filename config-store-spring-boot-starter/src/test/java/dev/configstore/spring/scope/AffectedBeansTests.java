package dev.configstore.spring.scope;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.spring.scope.ScopedApplication.Client;
import dev.configstore.spring.scope.ScopedApplication.Journal;
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

import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With {@code refresh-scope: affected} a bean is renewed when it has read something that
 * differs, and with a prefix when a name below that differs.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class AffectedBeansTests {

	private EmbeddedTable table;

	private ConfigurableApplicationContext context;

	private Journal journal;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.context = StoreApplication.run(table, Application.class, "--config-store.refresh-scope=affected",
				"--config-store.refresh-scope-prefixes.plain=plain",
				"--config-store.refresh-scope-prefixes.named=plain",
				"--config-store.refresh-scope-prefixes.method=plain", "--mail.signature=${db.host}",
				"--mail.from=${mail.signature}@x");
		this.journal = this.context.getBean(Journal.class);
	}

	@BeforeEach
	void reset() {
		fill();
		StoreApplication.reload(this.context);
		this.journal.clear();
		this.context.getBean(Listeners.class).heard.clear();
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	private void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "h0"));
		this.table.put("prod", "app", Map.of("name", "one"));
		this.table.put("prod", "other", Map.of("a", 1));
	}

	private List<String> made(String option, String key, Object value) {
		this.table.putKey("prod", option, key, value);
		assertThat(StoreApplication.reload(this.context)).isTrue();
		return this.journal.entries.stream().filter((entry) -> entry.startsWith("made")).sorted().toList();
	}

	@Test
	void renewsWhatAskedForANameThatDiffersOrRefersToOne() {
		assertThat(made("db", "host", "h1")).containsExactly("made byEnvironment h1@x", "made byValue h1");
		assertThat(this.journal.scopeEvents).containsExactly("__refreshAll__");
	}

	@Test
	void renewsWhatDependsOnAPropertiesBean() {
		assertThat(made("app", "name", "two")).containsExactly("made byBean two");
		assertThat(this.journal.scopeEvents).containsExactly("scopedTarget.byBean");
	}

	@Test
	void renewsWhatAskedForANameThatWasNotThere() {
		assertThat(made("db", "bad", "false")).containsExactly("made byValue h0");
	}

	@Test
	void renewsNothingWhenNothingOfThemDiffers() {
		assertThat(made("other", "a", 2)).isEmpty();
		assertThat(this.journal.scopeEvents).isEmpty();
	}

	@Test
	void renewsABeanWithAPrefixAndTellsListenersWithOneOnlyForNamesBelowIt() {
		List<String> heard = this.context.getBean(Listeners.class).heard;
		assertThat(made("db", "host", "h1")).doesNotContain("made plain nothing");
		assertThat(heard).isEmpty();
		this.journal.clear();
		assertThat(made("plain", "size", 2)).containsExactly("made plain nothing");
		assertThat(heard).containsExactlyInAnyOrder("named", "method");
	}

	@Test
	void bindsAsBeforeWhileItListens() {
		assertThat(this.context.getBean("byBean", Client.class).host()).isEqualTo("one");
		assertThat(this.context.getEnvironment().getProperty("mail.from")).isEqualTo("h0@x");
		assertThat(this.context.getEnvironment().getProperty("no.such.name")).isNull();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ScopedApplication.class)
	static class Application {

		@Bean
		Listeners listeners() {
			return new Listeners();
		}

		@Bean
		ApplicationListener<RefreshScopeRefreshedEvent> named(Listeners listeners) {
			return new Named(listeners);
		}

		@Bean
		ByMethod method(Listeners listeners) {
			return new ByMethod(listeners);
		}

	}

	static class Listeners {

		final List<String> heard = new CopyOnWriteArrayList<>();

	}

	record Named(Listeners listeners) implements ApplicationListener<RefreshScopeRefreshedEvent> {

		@Override
		public void onApplicationEvent(RefreshScopeRefreshedEvent event) {
			this.listeners.heard.add("named");
		}

	}

	static class ByMethod {

		private final Listeners listeners;

		ByMethod(Listeners listeners) {
			this.listeners = listeners;
		}

		@EventListener
		void on(RefreshScopeRefreshedEvent event) {
			this.listeners.heard.add("method");
		}

	}

}
