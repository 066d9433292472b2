package dev.configstore.spring.autoconfigure;

import java.util.Map;

import dev.configstore.spring.refresh.ConfigStoreRebinder;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class SettingsCheckTests {

	private static final String NO_STORE_IS_READ = "'config-store.store' is set, but no store is read";

	@Test
	void saysWhichLineToAddWhenNoDoorIsOpen(EmbeddedTable table, CapturedOutput output) {
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Plain.class,
				"--spring.config.import=")) {
			assertThat(output).contains(NO_STORE_IS_READ).contains("spring.config.import: \"config-store:\"");
			assertThat(context.getBeanNamesForType(ConfigStoreRebinder.class)).isEmpty();
		}
	}

	@Test
	void isSilentWhenNothingWasAskedFor(CapturedOutput output) {
		try (ConfigurableApplicationContext context = StoreApplication.builder(Plain.class)
			.web(WebApplicationType.NONE)
			.run()) {
			assertThat(context.isActive()).isTrue();
			assertThat(output).doesNotContain("SettingsCheck").doesNotContain(NO_STORE_IS_READ);
		}
	}

	@Test
	void isSilentWhenItIsDisabled(EmbeddedTable table, CapturedOutput output) {
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Plain.class,
				"--spring.config.import=optional:config-store:", "--config-store.enabled=false")) {
			assertThat(context.getBeanNamesForType(SettingsCheck.class)).isEmpty();
			assertThat(output).doesNotContain(NO_STORE_IS_READ);
		}
	}

	@Test
	void namesTheSettingsWhenTheyCameTooLate(EmbeddedTable table, CapturedOutput output) {
		table.put("prod", "db", Map.of("host", "one"));
		try (ConfigurableApplicationContext context = StoreApplication.builder(Plain.class)
			.web(WebApplicationType.NONE)
			.initializers((starting) -> starting.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("late",
						Map.of("config-store.region", "s3cr3t-1", "config-store.table-settings.store-key",
								"s3cr3t-2"))))
			.run(StoreApplication.arguments(table))) {
			assertThat(context.isActive()).isTrue();
			assertThat(output).contains("have no effect: [config-store.region, config-store.table-settings.store-key]")
				.doesNotContain("s3cr3t");
		}
	}

	@Test
	void saysWhatLooksInMillisecondsCost(EmbeddedTable table, CapturedOutput output) {
		table.put("prod", "db", Map.of("host", "one"));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Plain.class,
				"--config-store.poll-interval=500")) {
			assertThat(context.isActive()).isTrue();
			assertThat(output)
				.contains("A poll every 500 ms costs at least 3600 RCU an hour, for each store and each instance");
		}
	}

	@Test
	void isSilentWhenTheSettingsWereSeen(EmbeddedTable table, CapturedOutput output) {
		table.put("prod", "db", Map.of("host", "one"));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Plain.class)) {
			assertThat(context.isActive()).isTrue();
			assertThat(output).doesNotContain("no effect")
				.doesNotContain(NO_STORE_IS_READ)
				.doesNotContain("A poll every");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

	}

}
