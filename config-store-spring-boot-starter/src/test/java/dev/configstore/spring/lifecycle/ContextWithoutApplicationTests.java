package dev.configstore.spring.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.configstore.ConfigStore;
import dev.configstore.spring.autoconfigure.ConfigStoreAutoConfiguration;
import dev.configstore.spring.autoconfigure.ConfigStoreRefreshAutoConfiguration;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts that read configuration files without an application of Boot, as tests do.
 * They load, follow nothing, and close what was made for them.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ContextWithoutApplicationTests {

	private EmbeddedTable table;

	@TempDir
	private Path directory;

	private Footprint threads;

	@BeforeEach
	void fill(EmbeddedTable table) {
		this.table = table;
		table.clear();
		table.put("prod", "db", Map.of("host", "one"));
		this.threads = new Footprint();
	}

	private String file(String imported, String... more) throws IOException {
		List<String> lines = new ArrayList<>();
		this.table.properties().forEach((name, value) -> lines.add(name + "=" + value));
		lines.add("spring.config.import=" + imported);
		lines.addAll(List.of(more));
		Files.write(this.directory.resolve("application.properties"), lines);
		return "spring.config.location=" + this.directory.toUri();
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer())
			.withUserConfiguration(Application.class);
	}

	@Test
	void loadsWhenTheImportIsInAFile() throws IOException {
		runner().withPropertyValues(file("config-store:prod")).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Db.class).getHost()).isEqualTo("one");
			assertThat(this.threads.polling()).isZero();
		});
		this.threads.assertNothingLeft();
	}

	@ParameterizedTest
	@ValueSource(strings = { "config-store:prod", "optional:config-store:prod", "config-store:prod?prefix=",
			"config-store:prod,optional:file:missing.properties" })
	void loadsWhenTheImportIsAPropertyOfTheTest(String imported) throws IOException {
		String location = file("");
		runner().withPropertyValues(location, "spring.config.import=" + imported).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Db.class).getHost()).isEqualTo("one");
		});
		this.threads.assertNothingLeft();
	}

	@Test
	void hasItsBeansAndFollowsNothing() throws IOException {
		runner()
			.withConfiguration(AutoConfigurations.of(ConfigStoreAutoConfiguration.class,
					ConfigStoreRefreshAutoConfiguration.class, ConfigurationPropertiesAutoConfiguration.class,
					ConfigurationPropertiesRebinderAutoConfiguration.class, RefreshAutoConfiguration.class))
			.withPropertyValues(file("config-store:prod", "config-store.poll-interval=20ms"))
			.run((context) -> {
				ConfigStore store = context.getBean(ConfigStore.class);
				assertThat(store.store()).isEqualTo("prod");
				assertThat(this.threads.polling()).isZero();
				this.table.putKey("prod", "db", "host", "two");
				store.reload();
				assertThat(store.get("db").get("host")).isEqualTo("two");
				assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("two");
				assertThat(context.getBean(Db.class).getHost()).as("no bean is updated").isEqualTo("one");
			});
		this.threads.assertNothingLeft();
	}

	@Test
	void failsAsAStartDoesWhenItCannotBeRead() throws IOException {
		runner()
			.withPropertyValues(file("config-store:prod", "config-store.endpoint=http://127.0.0.1:1",
					"config-store.startup-timeout=1s"))
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("StoreUnavailableException"));
		this.threads.assertNothingLeft();
	}

	@Test
	void startsWithoutWhenItIsOptional() throws IOException {
		runner()
			.withPropertyValues(file("optional:config-store:prod", "config-store.endpoint=http://127.0.0.1:1",
					"config-store.startup-timeout=1s"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(Db.class).getHost()).isEqualTo("none");
			});
		this.threads.assertNothingLeft();
	}

	/** Nobody says that the other import failed. */
	@Test
	void closesTheClientWhenAnotherImportFails() throws IOException {
		runner().withPropertyValues(file("file:missing.properties,config-store:prod"))
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("missing.properties"));
		Awaitility.await().until(() -> {
			System.gc();
			return this.threads.isEmpty();
		});
	}

	@Test
	void closesTheClientWhenABeanFails() throws IOException {
		runner().withPropertyValues(file("config-store:prod", "db.port=many"))
			.run((context) -> assertThat(context).hasFailed());
		this.threads.assertNothingLeft();
	}

	@Test
	void loadsInAContextThatATestMakesByHand() throws IOException {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			String[] location = file("config-store:prod").split("=", 2);
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of(location[0], location[1])));
			new ConfigDataApplicationContextInitializer().initialize(context);
			context.register(Application.class);
			context.refresh();
			assertThat(context.getBean(Db.class).getHost()).isEqualTo("one");
		}
		this.threads.assertNothingLeft();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Db.class)
	static class Application {

	}

}
