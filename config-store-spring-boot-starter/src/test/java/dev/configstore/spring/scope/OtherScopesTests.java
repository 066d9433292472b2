package dev.configstore.spring.scope;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.configstore.spring.scope.ScopedApplication.Client;
import dev.configstore.spring.scope.ScopedApplication.Journal;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud's order, an application's own scope, and a scope that is closed while one
 * of its beans is in use.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class OtherScopesTests {

	private final EmbeddedTable table;

	OtherScopesTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "h0"));
	}

	private void change(ConfigurableApplicationContext context) {
		context.getBean(Journal.class).clear();
		this.table.putKey("prod", "db", "host", "h1");
		assertThat(StoreApplication.reload(context)).isTrue();
	}

	@Test
	void destroysFirstWhenAskedTo() {
		try (ConfigurableApplicationContext context = StoreApplication.run(this.table, ScopedApplication.class,
				"--config-store.refresh-scope-order=destroy-first")) {
			Journal journal = context.getBean(Journal.class);
			change(context);
			assertThat(journal.of("byValue")).containsExactly("destroyed byValue h0");
			assertThat(context.getBean("byValue", Client.class).host()).isEqualTo("h1");
			assertThat(journal.of("byValue")).containsExactly("destroyed byValue h0", "made byValue h1");
		}
	}

	@Test
	void leavesAnApplicationsOwnScopeAlone() {
		try (ConfigurableApplicationContext context = StoreApplication.run(this.table, OwnScope.class)) {
			assertThat(context.getBeansOfType(RefreshScope.class).values()).hasSize(1)
				.noneMatch(ConfigStoreRefreshScope.class::isInstance);
			change(context);
			assertThat(context.getBean(Journal.class).of("byValue")).as("Spring's order")
				.containsExactly("destroyed byValue h0");
			assertThat(context.getBean("byValue", Client.class).host()).isEqualTo("h1");
			assertThat(context.getBean(Journal.class).scopeEvents).containsExactly("__refreshAll__");
		}
	}

	@Test
	void closesAtOnceWhileABeanIsInUse() throws Exception {
		ConfigurableApplicationContext context = StoreApplication.run(this.table, ScopedApplication.class);
		Journal journal = context.getBean(Journal.class);
		journal.gate.close();
		CompletableFuture<String> inside = CompletableFuture
			.supplyAsync(context.getBean("byValue", Client.class)::stay);
		journal.gate.awaitInside();
		change(context);
		CompletableFuture.runAsync(context::close).get(2, TimeUnit.SECONDS);
		assertThat(journal.of("byValue")).containsExactly("destroyed byValue h0");
		assertThat(journal.alive).hasValue(0);
		journal.gate.open();
		assertThat(inside.get(5, TimeUnit.SECONDS)).isEqualTo("h0");
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ScopedApplication.class)
	static class OwnScope {

		@Bean
		static RefreshScope ownRefreshScope() {
			return new RefreshScope();
		}

	}

}
