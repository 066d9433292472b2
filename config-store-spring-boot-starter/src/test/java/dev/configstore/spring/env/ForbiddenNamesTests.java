package dev.configstore.spring.env;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.OutputLines;
import dev.configstore.spring.support.TestApplication;
import dev.configstore.spring.support.TestApplication.Door;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names a store cannot set.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ForbiddenNamesTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "spring.profiles.active", "Spring.Profiles.active", "spring.profiles",
			"spring.profiles[0]", "spring..profiles.active", "spring.config.import", "spring.config.import[0]",
			"SPRING.CONFIG.IMPORT", "spring.config.activate.on-profile", "spring.cloud.bootstrap.enabled",
			"spring.cloud.config.override-none", "spring.cloud.config.allowOverride", "config-store.table",
			"configStore.table", "config_store.endpoint", "-spring.profiles.active", "_Config-Store.table" })
	void containsThemWhenTheyAreWrittenInAnyForm(String name) {
		assertThat(ForbiddenNames.contains(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.profile.active", "spring.configuration.x", "spring.cloud.configuration", "spring",
			"my.spring.profiles.active", "config-stores.table", "config.store.table", "My Option.Größe" })
	void doesNotContainOthersWhenTheyAreSimilar(String name) {
		assertThat(ForbiddenNames.contains(name)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void activatesAndImportsNothingWhenAStoreAsksForIt(Door door, EmbeddedTable table) {
		table.clear();
		Map<String, Object> spring = new LinkedHashMap<>();
		spring.put("profiles.active", "poisoned");
		spring.put("Profiles.include", List.of("poisoned"));
		spring.put("config.import", "file:/nowhere");
		spring.put("cloud.config.allow-override", "true");
		spring.put("cloud.config.override-none", "true");
		spring.put("application.name", "mine");
		table.put("prod", "spring", spring);
		table.put("prod", "config-store", Map.of("store", "other"));
		table.put("prod", "db", Map.of("host", "store"));
		TestApplication application = new TestApplication(this.directory, table).through(door)
			.file("application-poisoned.yml", "poisoned: true")
			.file("application.yml", "db.host: local");
		try (OutputLines output = new OutputLines(); ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getEnvironment().getActiveProfiles()).isEmpty();
			assertThat(context.getEnvironment().getProperty("poisoned")).isNull();
			assertThat(context.getEnvironment().getProperty("spring.application.name")).isEqualTo("mine");
			assertThat(context.getEnvironment().getProperty("spring.profiles.active")).isNull();
			assertThat(context.getEnvironment().getProperty("spring.cloud.config.override-none")).isNull();
			assertThat(context.getEnvironment().getProperty("config-store.store")).isEqualTo("prod");
			// Its position is what it would be without these names.
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("store");
			assertThat(output.warnings()).filteredOn((line) -> line.contains("were dropped"))
				.hasSize(1)
				.allSatisfy((line) -> assertThat(line).contains("spring.profiles.active", "spring.Profiles.include[0]",
						"spring.config.import", "spring.cloud.config.override-none", "config-store.store"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void dropsTheNameWhenThePrefixCompletesIt(Door door, EmbeddedTable table) {
		table.clear();
		table.put("prod", "profiles", Map.of("active", "poisoned"));
		TestApplication application = new TestApplication(this.directory, table).through(door)
			.argument("config-store.prefix", "Spring");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getEnvironment().getActiveProfiles()).isEmpty();
			assertThat(context.getBean(ConfigStoreRuntime.class).stores().current().names()).isEmpty();
		}
	}

}
