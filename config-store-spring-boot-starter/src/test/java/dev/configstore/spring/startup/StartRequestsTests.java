package dev.configstore.spring.startup;

import java.nio.file.Path;
import java.util.Map;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.OutputLines;
import dev.configstore.spring.support.TestApplication;
import dev.configstore.spring.support.TestApplication.Door;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a start asks DynamoDB, and that nothing after it does.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class StartRequestsTests {

	private static final String HALF_A_PAGE = "x".repeat(390_000);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource
	void makesOneQueryAStoreWhenManyBeansAreBound(Door door, EmbeddedTable table) {
		table.clear();
		table.put("prod", "db", Map.of("host", "a", "port", 1));
		table.put("extra", "db", Map.of("host", "b"));
		TestApplication application = new TestApplication(this.directory, table).through(door)
			.argument("config-store.store", "prod,extra");
		try (ConfigurableApplicationContext context = application.run(Beans.class)) {
			assertThat(context.getBean(First.class)).isEqualTo(new First("b", 1));
			assertThat(context.getBean(Beans.class).host).isEqualTo("b");
			assertThat(application.requests().operations()).containsExactly("Query", "Query");
			assertThat(application.requests().pollsAtVersions()).isLessThanOrEqualTo(4);
			int afterStart = application.requests().count();
			Environment environment = context.getEnvironment();
			for (int i = 0; i < 100; i++) {
				assertThat(environment.getProperty("db.host")).isEqualTo("b");
				assertThat(environment.getProperty("db.missing")).isNull();
				assertThat(environment.getProperty("nothing.of." + i)).isNull();
			}
			assertThat(application.requests().count()).isEqualTo(afterStart);
		}
	}

	@ParameterizedTest
	@EnumSource
	void makesOneQueryAPageWhenAStoreIsLarge(Door door, EmbeddedTable table) {
		table.clear();
		for (int i = 0; i < 4; i++) {
			table.put("prod", "large" + i, Map.of("text", HALF_A_PAGE));
		}
		TestApplication application = new TestApplication(this.directory, table).through(door);
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getEnvironment().getProperty("large3.text")).hasSize(HALF_A_PAGE.length());
			assertThat(application.requests().operations()).containsExactly("Query", "Query");
		}
	}

	@Test
	void makesNoClientWhenNoDoorIsOpen(EmbeddedTable table) {
		TestApplication application = new TestApplication(this.directory, table);
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getBean(ConfigStoreRuntime.class).isEmpty()).isTrue();
			assertThat(application.clients().opened()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void readsNothingWhenItIsSwitchedOff(Door door, EmbeddedTable table) {
		TestApplication application = new TestApplication(this.directory, table).through(door)
			.file("application.yml", "config-store.enabled: false");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getBean(ConfigStoreRuntime.class).isEmpty()).isTrue();
			assertThat(application.clients().opened()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void asksNothingWhenTheApplicationIsBuilt(Door door, EmbeddedTable table) {
		TestApplication application = new TestApplication(this.directory, table).through(door);
		System.setProperty("spring.aot.processing", "true");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getBean(ConfigStoreRuntime.class).stores().current().names()).isEmpty();
			assertThat(application.requests().count()).isZero();
		}
		finally {
			System.clearProperty("spring.aot.processing");
		}
	}

	@ParameterizedTest
	@EnumSource
	void saysThatItCreatedTheTableWhenItDidNotExist(Door door, EmbeddedTable table) {
		String name = "created-through-" + door;
		TestApplication application = new TestApplication(this.directory, table).through(door)
			.argument("config-store.table", name);
		try (OutputLines output = new OutputLines(); ConfigurableApplicationContext context = application.run()) {
			assertThat(output.warnings()).filteredOn((line) -> line.contains(name + "' did not exist")).hasSize(1);
			assertThat(context.getBean(ConfigStoreRuntime.class).stores().current().names()).isEmpty();
		}
		finally {
			table.client().deleteTable((request) -> request.tableName(name));
		}
	}

	@ConfigurationProperties("db")
	record First(String host, int port) {

	}

	@ConfigurationProperties("db")
	record Second(String host) {

	}

	@ConfigurationProperties("other")
	record Third(String name) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ First.class, Second.class, Third.class })
	@ImportAutoConfiguration(PropertyPlaceholderAutoConfiguration.class)
	static class Beans {

		@Value("${db.host}")
		String host = "";

		@Value("${db.port}")
		int port;

		@Value("${db.missing:none}")
		String missing = "";

	}

}
