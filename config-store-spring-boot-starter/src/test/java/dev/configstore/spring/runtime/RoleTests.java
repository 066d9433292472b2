package dev.configstore.spring.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.configstore.ConfigStore;
import dev.configstore.exception.StoreAccessDeniedException;
import dev.configstore.model.Publication;
import dev.configstore.model.Rollback;
import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.spring.startup.BootstrapRefreshTests;
import dev.configstore.spring.support.OutputLines;
import dev.configstore.spring.support.TestApplication;
import dev.configstore.spring.support.TestApplication.Door;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The policies beside the samples, enforced: what they allow is enough, and all of it is
 * needed.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class RoleTests {

	private static final String READ_ONLY = "iam-read-only.json";

	private static final String WRITE = "iam-write.json";

	private static final String CREATE = "iam-create.json";

	private final EmbeddedTable table;

	private final List<DynamoDbClient> clients = new ArrayList<>();

	@TempDir
	private Path directory;

	RoleTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one", "filler", "x".repeat(5_000)));
	}

	@AfterEach
	void close() {
		this.clients.forEach(DynamoDbClient::close);
	}

	private void publish(String host) {
		try (ConfigStore store = store(new Role(List.of(new Role.Statement(Role.of(WRITE).actions(), Set.of("*")))))) {
			store.publish(Publication.of("db", Map.of("host", host, "filler", "x".repeat(5_000))));
		}
	}

	private ConfigStore store(Role role) {
		DynamoDbClient client = role.client(this.table);
		this.clients.add(client);
		return ConfigStore.builder().table(this.table.name()).store("prod").client(client).historyLimit(2).open();
	}

	private TestApplication application(Role role) {
		return new TestApplication(this.directory, this.table).withoutRecording()
			.initializer((registry) -> registry.register(ConfigStoreClientCustomizer.class, InstanceSupplier.of(role)))
			.argument("config-store.poll-interval", "20ms");
	}

	private static void assertNeedsAllOf(Role role) {
		assertThat(role.denied()).isEmpty();
		assertThat(role.usedActions()).isEqualTo(role.actions());
		assertThat(role.usedLeadingKeys()).isEqualTo(role.leadingKeys());
	}

	@ParameterizedTest
	@EnumSource
	void readingOneStoreIsEnoughForAnApplication(Door door) {
		publish("two");
		Role role = Role.of(READ_ONLY);
		try (ConfigurableApplicationContext context = application(role).through(door)
			.run(BootstrapRefreshTests.Application.class)) {
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("two");
			publish("three");
			await().until(() -> "three".equals(context.getEnvironment().getProperty("db.host")));
			this.table.putKey("prod", "db", "host", "four");
			assertThat(context.getBean(ContextRefresher.class).refresh()).containsExactly("db.host");
		}
		assertNeedsAllOf(role);
		assertThat(role.used()).containsExactly("dynamodb:GetItem prod", "dynamodb:GetItem prod#meta",
				"dynamodb:Query prod", "dynamodb:Query prod#meta");
	}

	@ParameterizedTest
	@EnumSource
	void readingOneStoreIsEnoughForSimpleMode(Door door) {
		Role role = Role.of(READ_ONLY);
		try (ConfigurableApplicationContext context = application(role).through(door)
			.argument("config-store.mode", "simple")
			.run(BootstrapRefreshTests.Application.class)) {
			this.table.putKey("prod", "db", "host", "two");
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("two");
			assertThat(context.getBean(ContextRefresher.class).refresh()).containsExactly("db.host");
		}
		assertNeedsAllOf(role);
	}

	@Test
	void readingOneStoreIsEnoughForTheCore() {
		Role role = Role.of(READ_ONLY);
		try (ConfigStore store = store(role)) {
			publish("two");
			assertThat(store.reload()).isTrue();
			assertThat(store.get("db").get("host")).isEqualTo("two");
			assertThat(store.version()).isNotNull();
			assertThatExceptionOfType(StoreAccessDeniedException.class)
				.isThrownBy(() -> store.set("db", Map.of("host", "three")))
				.withMessageContaining("dynamodb:PutItem");
			assertThatExceptionOfType(StoreAccessDeniedException.class).isThrownBy(() -> store.history(1))
				.withMessageContaining("dynamodb:Query");
		}
		assertThat(role.denied()).containsExactly("dynamodb:Query prod#history");
	}

	@ParameterizedTest
	@ValueSource(strings = { "time-based", "simple" })
	void theOptionsAloneAreEnoughForAnApplicationThatIsToldSoOnce(String mode) {
		publish("two");
		Role role = new Role(List.of(new Role.Statement(Role.of(READ_ONLY).actions(), Set.of("prod"))));
		try (OutputLines output = new OutputLines();
				ConfigurableApplicationContext context = application(role).through(Door.IMPORT)
					.argument("config-store.mode", mode)
					.argument("config-store.update-interval", "50ms")
					.run(BootstrapRefreshTests.Application.class)) {
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("two");
			this.table.putKey("prod", "db", "host", "three");
			await().until(() -> "three".equals(context.getEnvironment().getProperty("db.host")));
			assertThat(context.getBean(ContextRefresher.class).refresh()).isNotNull();
			assertThat(output.text().lines()).filteredOn((line) -> line.contains("may not be read"))
				.singleElement()
				.asString()
				.contains(" INFO ", "The version of store 'prod' in table '" + this.table.name() + "' may not be read",
						"allow dynamodb:GetItem and dynamodb:Query on the leading key 'prod#meta' for cheap polls");
			assertThat(output.warnings()).isEmpty();
		}
		assertThat(role.denied()).containsExactly("dynamodb:Query prod#meta");
	}

	@Test
	void writingOneStoreIsEnoughForPublishHistoryAndRollback() {
		Role role = Role.of(WRITE);
		try (ConfigStore store = store(role)) {
			store.set("db", Map.of("host", "two"));
			store.publish(Publication.of("db", Map.of("host", "three")).set("mail", Map.of("host", "here")));
			store.delete("mail");
			store.set("db", Map.of("host", "four"));
			assertThat(store.history(10)).hasSize(2);
			assertThat(store.at(3)).isNotNull();
			assertThat(store.diff(3, 4).names()).containsExactly("db");
			store.rollback(3, Rollback.by("me"));
			store.reload();
			assertThat(store.get("db").get("host")).isEqualTo("three");
		}
		assertNeedsAllOf(role);
	}

	@Test
	void aWriterWhoMayNotDeleteHistoryStillPublishes() {
		Set<String> keys = Role.of(WRITE).leadingKeys();
		Role role = new Role(List.of(
				new Role.Statement(
						Set.of("dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"), keys),
				new Role.Statement(Set.of("dynamodb:DeleteItem"), Set.of("prod"))));
		try (ConfigStore store = store(role)) {
			for (int i = 0; i < 4; i++) {
				store.set("db", Map.of("host", "host-" + i));
			}
			assertThat(store.delete("db")).isTrue();
			assertThat(store.history(10)).hasSize(5);
		}
		assertThat(role.denied()).containsExactly("dynamodb:DeleteItem prod#history");
	}

	/** Spring does that for every property source: docs/security.md says so. */
	@Test
	void aWriterDecidesWhatIsEvaluated() {
		this.table.put("prod", "db", Map.of("host", "#{6 * 7}", "user", "${secret-of-another}"));
		try (ConfigurableApplicationContext context = application(Role.of(READ_ONLY)).through(Door.IMPORT)
			.argument("secret-of-another", "resolved")
			.run(BootstrapRefreshTests.Application.class, Evaluated.class)) {
			assertThat(context.getBean(Evaluated.class).host).isEqualTo("42");
			assertThat(context.getEnvironment().getProperty("db.user")).isEqualTo("resolved");
		}
	}

	@Test
	void creatingATableNeedsTwoRightsMore() {
		Role role = Role.of(CREATE);
		try (ConfigurableApplicationContext context = application(role).through(Door.IMPORT)
			.argument("config-store.table", "made-by-a-role")
			.run(BootstrapRefreshTests.Application.class)) {
			context.getBean(ConfigStoreRuntime.class).stores().reload();
			assertThat(role.denied()).isEmpty();
			// Polls of a store that has a version use the other.
			assertThat(role.actions()).containsAll(role.usedActions())
				.filteredOn((action) -> !role.usedActions().contains(action))
				.containsExactly("dynamodb:GetItem");
		}
		finally {
			this.table.client().deleteTable((request) -> request.tableName("made-by-a-role"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { READ_ONLY, WRITE, CREATE })
	void theDocumentationShowsThePolicy(String file) throws IOException {
		Path root = Objects.requireNonNull(Role.samples().getParent());
		assertThat(Files.readString(root.resolve("docs").resolve("security.md"))).contains("<!-- snippet: samples/"
				+ file + " -->\n```json\n" + Files.readString(Role.samples().resolve(file)) + "```");
		assertThat(Role.policy(file).get("Version").asString()).isEqualTo("2012-10-17");
	}

	@Test
	void thereIsATestForEachPolicy() throws IOException {
		try (Stream<Path> files = Files.list(Role.samples())) {
			assertThat(files.map((file) -> file.getFileName().toString()).filter((name) -> name.endsWith(".json")))
				.containsExactlyInAnyOrder(READ_ONLY, WRITE, CREATE);
		}
	}

	static class Evaluated {

		private final String host;

		Evaluated(@Value("${db.host}") String host) {
			this.host = host;
		}

	}

}
