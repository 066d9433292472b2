package dev.configstore.spring.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.exception.TableNotFoundException;
import dev.configstore.exception.TableSchemaException;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.settings.InvalidSettingException;
import dev.configstore.spring.support.OutputLines;
import dev.configstore.spring.support.TestApplication;
import dev.configstore.spring.support.TestApplication.Door;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Starts that fail, and what they leave behind: nothing.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class StartFailureTests {

	private static final String NOWHERE = "http://127.0.0.1:1";

	private final EmbeddedTable table;

	@TempDir
	private Path directory;

	private Set<Thread> before = Set.of();

	StartFailureTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "here"));
		this.before = threads();
	}

	@AfterEach
	void leavesNoThread() throws InterruptedException {
		for (Thread thread : threads()) {
			if (!this.before.contains(thread)) {
				thread.join(5_000);
				assertThat(thread.isAlive()).as(thread.getName()).isFalse();
			}
		}
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("sdk-") || thread.getName().startsWith("config-store"))
			.collect(Collectors.toSet());
	}

	@ParameterizedTest
	@EnumSource
	void closesTheClientWhenDynamoDbCannotBeReached(Door door) {
		TestApplication application = application().through(door)
			.argument("config-store.endpoint", NOWHERE)
			.argument("config-store.startup-timeout", "100ms");
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(application::run)
			.withMessageContaining("table '" + this.table.name() + "', store 'prod'");
		assertClosed(application);
	}

	@Test
	void closesTheClientWhenTheSecondImportIsBad() {
		TestApplication application = application().file("application.yml",
				"spring.config.import: ['config-store:prod', 'config-store:a?colour=red']");
		assertThatThrownBy(application::run).isInstanceOf(InvalidSettingException.class);
		application = application().file("application.yml",
				"spring.config.import: ['config-store:prod', 'file:/not/there.yml']");
		assertThatThrownBy(application::run).isInstanceOf(RuntimeException.class);
		application = application().argument("config-store.startup-timeout", "1s")
			.file("application.yml", "spring.config.import: ['config-store:prod?prefix=a', 'config-store:prod?endpoint="
					+ NOWHERE + "']");
		assertThatThrownBy(application::run).isInstanceOf(StoreUnavailableException.class);
		assertClosed(application);
	}

	@ParameterizedTest
	@EnumSource
	void closesTheClientWhenABeanFails(Door door) {
		TestApplication application = application().through(door);
		assertThatThrownBy(() -> application.run(Failing.class)).hasRootCauseMessage("on purpose");
		assertThat(application.requests().operations()).containsExactly("Query");
		assertClosed(application);
	}

	@ParameterizedTest
	@EnumSource
	void endsEverythingWhenTheContextIsClosed(Door door) {
		TestApplication one = application().through(door);
		TestApplication other = application().through(door).argument("config-store.store", "other");
		try (ConfigurableApplicationContext first = one.run()) {
			try (ConfigurableApplicationContext second = other.run()) {
				assertThat(second.getBean(ConfigStoreRuntime.class))
					.isNotSameAs(first.getBean(ConfigStoreRuntime.class));
				assertThat(second.getEnvironment().getProperty("db.host")).isNull();
			}
			assertClosed(other);
			this.table.putKey("prod", "db", "host", "there");
			assertThat(first.getBean(ConfigStoreRuntime.class).stores().reload()).isTrue();
			assertThat(first.getEnvironment().getProperty("db.host")).isEqualTo("there");
		}
		assertClosed(one);
	}

	@Test
	void startsWithoutTheStoreWhenItIsOptionalAndCannotBeReached() {
		TestApplication application = application()
			.file("application.yml", "spring.config.import: 'optional:config-store:'")
			.argument("config-store.endpoint", NOWHERE)
			.argument("config-store.startup-timeout", "100ms");
		try (OutputLines output = new OutputLines(); ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getEnvironment().getProperty("db.host")).isNull();
			ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
			assertThat(runtime.isEmpty()).isFalse();
			assertThat(runtime.configStores()).hasSize(1);
			assertThat(output.warnings()).filteredOn((line) -> line.contains("Starting without config-store:prod"))
				.hasSize(1);
		}
	}

	@Test
	void fillsTheStoreLaterWhenItIsOptionalAndComesBack() {
		EmbeddedDynamoDb late = EmbeddedDynamoDb.start();
		int port = late.endpoint().getPort();
		late.close();
		TestApplication application = application()
			.file("application.yml", "spring.config.import: 'optional:config-store:'")
			.argument("config-store.endpoint", "http://127.0.0.1:" + port)
			.argument("config-store.startup-timeout", "100ms");
		try (ConfigurableApplicationContext context = application.run()) {
			try (EmbeddedDynamoDb back = EmbeddedDynamoDb.start(port)) {
				back.createTable(this.table.name()).put("prod", "db", Map.of("host", "back"));
				assertThat(context.getBean(ConfigStoreRuntime.class).stores().reload()).isTrue();
				assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("back");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "config-store:", "optional:config-store:" })
	void failsWhenTheTableHasOtherKeysOptionalOrNot(String location) {
		TestApplication application = application().file("application.yml",
				"spring.config.import: '" + location + "'\nconfig-store.table-settings.option-key: other");
		assertThatExceptionOfType(TableSchemaException.class).isThrownBy(application::run)
			.withMessageContaining("'other' (S)");
		assertClosed(application);
	}

	@Test
	void failsWhenTheTableMayNotBeCreated() {
		TestApplication application = application().file("application.yml", "spring.config.import: 'config-store:'")
			.argument("config-store.table", "missing")
			.argument("config-store.table-settings.create-if-missing", "false");
		assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(application::run);
		assertClosed(application);
	}

	private TestApplication application() {
		return new TestApplication(this.directory, this.table);
	}

	private static void assertClosed(TestApplication application) {
		assertThat(application.clients().opened()).isPositive();
		assertThat(application.clients().open()).isZero();
	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@Bean
		List<String> failing() {
			throw new IllegalStateException("on purpose");
		}

	}

}
