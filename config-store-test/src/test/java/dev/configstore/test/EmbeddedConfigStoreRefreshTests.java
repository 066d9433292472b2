package dev.configstore.test;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;

import static dev.configstore.test.EmbeddedConfigStoreCases.assertImported;
import static dev.configstore.test.EmbeddedConfigStoreCases.context;
import static dev.configstore.test.EmbeddedConfigStoreCases.tables;
import static org.assertj.core.api.Assertions.assertThat;

class EmbeddedConfigStoreRefreshTests {

	@AfterEach
	void clear() {
		System.clearProperty("config-store.table");
	}

	@Test
	void staysInPlaceWhenCachedContextsAreRefreshedInAnyThread() throws Exception {
		ConfigurableApplicationContext filled = context(EmbeddedConfigStoreCases.FilledCase.class);
		ConfigurableApplicationContext plain = context(EmbeddedConfigStoreCases.PlainCase.class);
		System.setProperty("config-store.table", "not-this-either");
		for (ConfigurableApplicationContext context : List.of(filled, plain, filled)) {
			EmbeddedTable table = context.getBean(EmbeddedTable.class);
			int before = RecordingConfigData.SEEN.size();
			Set<String> changed = CompletableFuture.supplyAsync(() -> context.getBean(ContextRefresher.class).refresh())
				.get();
			assertThat(changed).isEmpty();
			assertThat(RecordingConfigData.SEEN.subList(before, RecordingConfigData.SEEN.size())).isNotEmpty()
				.allSatisfy((seen) -> {
					assertThat(seen.table()).isEqualTo(table.name());
					assertThat(seen.endpoint()).isEqualTo(table.endpoint().toString());
				});
			assertThat(context.getEnvironment().getProperty("recorded.table")).isEqualTo(table.name());
			assertThat(context.getEnvironment().getProperty("config-store.table")).isEqualTo(table.name());
		}
	}

	@Test
	void staysInPlaceWhenTheApplicationSaysItselfWhatARefreshRetains() throws Exception {
		ConfigurableApplicationContext context = context(EmbeddedConfigStoreCases.RetainingCase.class);
		int before = RecordingConfigData.SEEN.size();
		assertThat(context.getBean(ContextRefresher.class).refresh()).isEmpty();
		assertThat(RecordingConfigData.SEEN).hasSizeGreaterThan(before);
		assertImported(context, "none");
	}

	@Test
	void standsInTheEnvironmentWhenTheBootstrapContextIsUsed() throws Exception {
		int tables = tables().size();
		// Without a main method on the stack the bootstrap context takes on the test's
		// class.
		ConfigurableApplicationContext context = CompletableFuture
			.supplyAsync(() -> context(EmbeddedConfigStoreCases.BootstrapCase.class))
			.get();
		assertThat(context.getParent()).isNotNull();
		EmbeddedTable table = context.getBean(EmbeddedTable.class);
		assertThat(tables()).hasSize(tables + 1).contains(table.name());
		assertThat(RecordingLocator.SEEN).containsExactly(table.name());
		assertThat(context.getEnvironment().getProperty("config-store.table")).isEqualTo(table.name());
		context.getBean(ContextRefresher.class).refresh();
		assertThat(tables()).hasSize(tables + 1);
		assertThat(RecordingLocator.SEEN).hasSizeGreaterThan(1).containsOnly(table.name());
		assertThat(context.getEnvironment().getProperty("config-store.table")).isEqualTo(table.name());
	}

}
