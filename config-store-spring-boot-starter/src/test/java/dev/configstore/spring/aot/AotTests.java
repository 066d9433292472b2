package dev.configstore.spring.aot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.configstore.spring.support.CountingProxy;
import dev.configstore.spring.support.ForkedJvm;
import dev.configstore.spring.support.JvmCommand;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Applications that are processed ahead of time, as {@code process-aot} does it, and run
 * with {@code spring.aot.enabled=true} on a JVM.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class AotTests {

	private static final String YAML = """
			spring:
			  config.import: "config-store:"
			  main.banner-mode: "off"
			server.port: 0
			config-store:
			  store: prod
			  poll-interval: 100ms
			""";

	private EmbeddedTable table;

	private CountingProxy dynamoDb;

	private AotBuild build;

	@BeforeAll
	void build(EmbeddedTable table, @TempDir Path folder) {
		this.table = table;
		this.dynamoDb = new CountingProxy(table);
		this.build = new AotBuild(AotApplication.class, folder, YAML)
			.process(Map.of("config-store.endpoint", this.dynamoDb.endpoint()));
		assertThat(this.dynamoDb.operations()).as("asked while it was built").isEmpty();
	}

	@AfterAll
	void stop() {
		this.dynamoDb.close();
	}

	@BeforeEach
	void fill() {
		this.table.put("prod", "db", Map.of("host", "one"));
		this.table.put("test", "db", Map.of("host", "test"));
	}

	private JvmCommand command(AotBuild build) {
		return build.command()
			.properties(this.table.properties())
			.property("config-store.endpoint", this.dynamoDb.endpoint());
	}

	@Test
	void readsWhatIsInTheTableWhenItRunsAndFollowsIt() {
		try (ForkedJvm jvm = command(this.build).start()) {
			assertThat(jvm.ask("values")).isEqualTo("environment=one record=one value=one bean=one views=one,one");
			assertThat(jvm.ask("stores")).isEqualTo("[prod] primary=prod");
			assertThat(jvm.ask("/actuator/health")).contains("UP");
			this.table.putKey("prod", "db", "host", "two");
			await().atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(jvm.ask("values"))
					.isEqualTo("environment=two record=one value=one bean=two views=two,two"));
			assertThat(jvm.end()).as(jvm.toString()).isZero();
			assertThat(jvm.output()).noneMatch((line) -> line.contains(" WARN ") || line.contains(" ERROR "));
		}
	}

	@Test
	void hasTheStoresOfTheRunAndRefreshesByHand() {
		try (ForkedJvm jvm = command(this.build).property("config-store.store", "prod,test")
			.property("config-store.poll-interval", "1h")
			.property("config-store.update-interval", "1h")
			.start()) {
			assertThat(jvm.ask("stores")).isEqualTo("[prod, test] primary=test");
			assertThat(jvm.ask("values")).startsWith("environment=test record=test");
			this.table.putKey("test", "db", "host", "two");
			assertThat(jvm.ask("refresh")).isEqualTo("[db.host]");
			assertThat(jvm.ask("values")).isEqualTo("environment=two record=test value=test bean=two views=two,two");
		}
	}

	@Test
	void followsInTheEnvironmentAndInViewsWhenSpringCloudsRefreshIsSwitchedOff(@TempDir Path folder) {
		Map<String, Object> off = Map.of("spring.cloud.refresh.enabled", false, "spring.main.web-application-type",
				"none");
		AotBuild without = new AotBuild(AotApplication.class, folder, YAML).process(off);
		try (ForkedJvm jvm = command(without).properties(off).start()) {
			assertThat(jvm.ask("values")).isEqualTo("environment=one record=one value=one bean=one views=one,one");
			this.table.putKey("prod", "db", "host", "two");
			await().atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(jvm.ask("values"))
					.isEqualTo("environment=two record=one value=one bean=one views=two,two"));
		}
	}

	@Test
	void readsNothingAndStartsWhenItIsSwitchedOffForTheRun() {
		int before = this.dynamoDb.operations().size();
		try (ForkedJvm jvm = command(this.build).property("config-store.enabled", false).start()) {
			assertThat(jvm.ask("values"))
				.isEqualTo("environment=null record=unset value=none bean=unset views=unset,unset");
			assertThat(jvm.ask("stores")).isEqualTo("[] primary=null");
			assertThat(jvm.ask("/actuator/health")).contains("UP");
			assertThat(jvm.end()).as(jvm.toString()).isZero();
			assertThat(jvm.output()).noneMatch((line) -> line.contains(" WARN ") || line.contains(" ERROR "));
		}
		assertThat(this.dynamoDb.operations()).hasSize(before);
	}

	@Test
	void generatesOnlyViewsWhenItIsSwitchedOffForTheBuild(@TempDir Path folder) throws IOException {
		AotBuild without = new AotBuild(AotApplication.class, folder, YAML)
			.process(Map.of("config-store.enabled", false, "spring.main.web-application-type", "none"));
		try (Stream<Path> files = Files.walk(without.sources().resolve("dev/configstore/spring"))) {
			assertThat(files.filter(Files::isRegularFile).map((file) -> file.getFileName().toString())).isNotEmpty()
				.allMatch((file) -> file.startsWith("AotApplication__")
						|| file.startsWith("ConfigStoreRefreshableAutoConfiguration__"));
		}
		int before = this.dynamoDb.operations().size();
		try (ForkedJvm jvm = command(without).property("config-store.enabled", false)
			.property("spring.main.web-application-type", "none")
			.start()) {
			assertThat(jvm.ask("values"))
				.isEqualTo("environment=null record=unset value=none bean=unset views=unset,unset");
			assertThat(jvm.output()).noneMatch((line) -> line.contains(" WARN ") || line.contains(" ERROR "));
		}
		assertThat(this.dynamoDb.operations()).hasSize(before);
		try (ForkedJvm jvm = command(without).property("spring.main.web-application-type", "none").start()) {
			assertThat(jvm.ask("values")).startsWith("environment=one record=one");
			assertThat(jvm.output()).filteredOn((line) -> line.contains(" WARN "))
				.singleElement()
				.asString()
				.endsWith("The stores are read once and not followed: the application was processed ahead of time "
						+ "with 'config-store.enabled=false' or without an import. Set the same when it is built as "
						+ "when it runs");
		}
	}

	@Test
	void saysWhichBeanIsInTheWayWhenThereIsARefreshScope(@TempDir Path folder) {
		assertThatIllegalStateException()
			.isThrownBy(() -> new AotBuild(AotScopedApplication.class, folder, YAML)
				.process(Map.of("spring.main.web-application-type", "none")))
			.withMessageContaining("Bean 'scopedClient' is @RefreshScope, which Spring Cloud does not support ahead of "
					+ "time. Remove the annotation and inject a Refreshable instead");
	}

	@Test
	void saysThatTheImportIsNeededWhenThereIsABootstrapContext(@TempDir Path folder) {
		List<String> output = new AotBuild(AotScopedApplication.class, folder, "config-store.store: prod")
			.process(Map.of("spring.cloud.bootstrap.enabled", true, "spring.main.web-application-type", "none"))
			.output();
		assertThat(output).anyMatch((line) -> line
			.endsWith("Spring processes the bootstrap context ahead of time in place of the application: use "
					+ "spring.config.import: \"config-store:\" instead of it"));
	}

	@Test
	void hintsAtTheTypesOfViewsThatAreNoBeans() throws IOException {
		try (Stream<Path> files = Files.walk(this.build.resources())) {
			Path metadata = files.filter((file) -> file.endsWith("reachability-metadata.json"))
				.findFirst()
				.orElseThrow();
			assertThat(Files.readString(metadata)).contains("AotApplication$Limits\"");
		}
	}

}
