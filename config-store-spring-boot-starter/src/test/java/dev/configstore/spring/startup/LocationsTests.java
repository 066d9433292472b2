package dev.configstore.spring.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.settings.InvalidSettingException;
import dev.configstore.spring.support.TestApplication;
import dev.configstore.spring.support.TestApplication.Door;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Locations: several, equal ones, several stores in one.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class LocationsTests {

	private final EmbeddedTable table;

	@TempDir
	private Path directory;

	LocationsTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.put("prod", "db", Map.of("host", "prod", "only-prod", "yes", "hosts", List.of("a", "b", "c")));
		this.table.put("extra", "db", Map.of("host", "extra", "hosts", List.of("z")));
	}

	@Test
	void letsTheLaterStoreWinWhenALocationHasTwo() {
		try (ConfigurableApplicationContext context = run("config-store:prod;extra")) {
			ConfigurableEnvironment environment = context.getEnvironment();
			assertThat(environment.getProperty("db.host")).isEqualTo("extra");
			assertThat(environment.getProperty("db.only-prod")).isEqualTo("yes");
			assertThat(Binder.get(environment).bind("db.hosts", Bindable.listOf(String.class)).get())
				.isEqualTo(List.of("z"));
			assertThat(ours(environment)).hasSize(1);
		}
	}

	@Test
	void letsTheLaterLocationWinWhenThereAreTwo() {
		try (ConfigurableApplicationContext context = run("config-store:prod,config-store:extra")) {
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("extra");
			assertThat(ours(context.getEnvironment())).hasSize(2).doesNotHaveDuplicates();
		}
	}

	@Test
	void putsThePrefixWithItsDotWhenItHasNone() {
		try (ConfigurableApplicationContext context = run(
				"config-store:prod?prefix=one,config-store:prod?prefix=two.&table=" + this.table.name())) {
			assertThat(context.getEnvironment().getProperty("one.db.host")).isEqualTo("prod");
			assertThat(context.getEnvironment().getProperty("two.db.host")).isEqualTo("prod");
			assertThat(context.getEnvironment().getProperty("db.host")).isNull();
		}
	}

	@Test
	void readsFromElsewhereWhenTheImportSaysSo() {
		TestApplication application = new TestApplication(this.directory, this.table)
			.argument("config-store.table", "not-this")
			.argument("config-store.endpoint", "http://127.0.0.1:1")
			.file("application.yml", "spring.config.import: 'config-store:prod?table=" + this.table.name() + "&region="
					+ this.table.region() + "&endpoint=" + this.table.endpoint().toString().replace(":", "%3A") + "'");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("prod");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "config-store:,config-store:prod", "config-store:prod?prefix=,config-store:",
			"config-store:,config-store:prod?region=eu-west-1", "optional:config-store:,config-store:prod" })
	void readsOnceWhenLocationsComeToTheSame(String imports) {
		TestApplication application = application(imports);
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(application.requests().operations()).containsExactly("Query");
			assertThat(ours(context.getEnvironment())).hasSize(1);
		}
	}

	@Test
	void readsOnceWhenBothDoorsAreOpen() {
		TestApplication application = application("config-store:").through(Door.BOOTSTRAP);
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(application.requests().operations()).containsExactly("Query");
			assertThat(ours(context.getEnvironment())).hasSize(2);
			assertThat(context.getBean(ConfigStoreRuntime.class).configStores()).hasSize(1);
		}
	}

	@Test
	void importsWithTheProfileWhenTheDocumentIsForOne() {
		TestApplication application = new TestApplication(this.directory, this.table).file("application.yml",
				"---\nspring.config.activate.on-profile: dev\nspring.config.import: 'config-store:'");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getBean(ConfigStoreRuntime.class).isEmpty()).isTrue();
		}
		try (ConfigurableApplicationContext context = application.argument("spring.profiles.active", "dev").run()) {
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("prod");
		}
	}

	@Test
	void readsBothStoresWhenTheDocumentOfTheProfileImportsOneMore() {
		TestApplication application = new TestApplication(this.directory, this.table)
			.file("application.yml",
					"spring.config.import: 'config-store:'\n---\nspring.config.activate.on-profile: dev\n"
							+ "spring.config.import: 'config-store:extra'")
			.argument("spring.profiles.active", "dev");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("extra");
			assertThat(context.getEnvironment().getProperty("db.only-prod")).isEqualTo("yes");
			assertThat(application.requests().operations()).containsExactly("Query", "Query");
		}
	}

	/** Boot resolves an import before it has looked at the documents above it. */
	@Test
	void saysWhereItPollsWhenTheSettingsStandInAnEarlierDocument() {
		TestApplication application = new TestApplication(this.directory, this.table).file("application.yml",
				"---\nspring.config.import: 'config-store:'");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(application::run)
			.withMessageContaining("in the same document of the file");
	}

	private ConfigurableApplicationContext run(String imports) {
		return application(imports).run();
	}

	private TestApplication application(String imports) {
		return new TestApplication(this.directory, this.table).file("application.yml",
				"spring.config.import: '" + imports + "'");
	}

	private static Stream<String> ours(ConfigurableEnvironment environment) {
		return environment.getPropertySources()
			.stream()
			.map(PropertySource::getName)
			.filter((name) -> name.contains("config-store:") && !name.contains("snapshot"));
	}

}
