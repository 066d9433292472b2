package dev.configstore.spring.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.OutputLines;
import dev.configstore.spring.support.TestApplication;
import dev.configstore.spring.support.TestApplication.Door;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a healthy start logs: one line for each store.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class StartReportTests {

	private final EmbeddedTable table;

	@TempDir
	private Path directory;

	StartReportTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "s3cr3t", "port", 1, "hosts", List.of("a", "b")));
		this.table.put("prod", "mail", Map.of("from", "s3cr3t"));
	}

	@ParameterizedTest
	@EnumSource
	void saysWhatWasRead(Door door) {
		TestApplication application = application().through(door).argument("config-store.poll-interval", "90s");
		assertThat(lines(application)).singleElement()
			.asString()
			.containsPattern("INFO .*Store 'prod' was read from DynamoDB table '" + this.table.name()
					+ "', region eu-west-1 \\(endpoint http://[^)]+\\), in [0-9.]+ m?s: options 2, properties 5, unversioned; "
					+ "polled every 1 min 30 s$")
			.doesNotContain("s3cr3t");
	}

	@Test
	void saysItOnceForEachStore() {
		this.table.put("base", "db", Map.of("host", "x", "user", "y"));
		assertThat(lines(application().file("application.yml", "spring.config.import: 'config-store:base;prod'")))
			.satisfiesExactly(
					(line) -> assertThat(line).contains("Store 'base'", "options 1, properties 1, unversioned"),
					(line) -> assertThat(line).contains("Store 'prod'", "options 2, properties 5, unversioned"));
	}

	@Test
	void saysHowNewOptionsAreFoundInSimpleMode() {
		assertThat(lines(application().through(Door.IMPORT).argument("config-store.mode", "simple"))).singleElement()
			.asString()
			.endsWith("; look-ups read DynamoDB, and new options are found every 5 min");
	}

	@Test
	void saysTheVersion() {
		TestApplication application = application().through(Door.IMPORT);
		try (ConfigurableApplicationContext context = application.run()) {
			context.getBean(ConfigStoreRuntime.class).configStores().get(0).set("db", Map.of("host", "x"));
		}
		assertThat(lines(application().through(Door.IMPORT))).singleElement()
			.asString()
			.contains("options 2, properties 2, version 1; ");
	}

	private TestApplication application() {
		return new TestApplication(this.directory, this.table);
	}

	private static List<String> lines(TestApplication application) {
		try (OutputLines output = new OutputLines(); ConfigurableApplicationContext context = application.run()) {
			assertThat(output.warnings()).isEmpty();
			return output.text().lines().filter((line) -> line.contains("was read from")).toList();
		}
	}

}
