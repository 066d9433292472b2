package dev.configstore.spring.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import dev.configstore.ConfigStore;
import dev.configstore.model.Publication;
import dev.configstore.model.Rollback;
import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.spring.Refreshable;
import dev.configstore.spring.support.ActuatorEndpoints;
import dev.configstore.spring.support.LogRecords;
import dev.configstore.spring.support.Reachable;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import jakarta.validation.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.encrypt.EncryptorFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Values are secrets: the whole application runs at TRACE, of everything, with values
 * that can be recognized, and what it tells anybody has none of them.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class SecretValuesTests {

	private static final String MARKER = "m4rk3r";

	private static final String NUMBER = "918273645546372819";

	private static final byte[] BYTES = "m4rk3r in bytes".getBytes(StandardCharsets.UTF_8);

	private static final String ENCRYPTION_KEY = "the-encryptors-key";

	/**
	 * What logs values, and when: the section in docs/security.md names them.
	 */
	private static final Map<String, String> KNOWN = Map.of("software.amazon.awssdk.request", "Unable to unmarshall",
			"software.amazon.awssdk.retries.internal.DefaultStandardRetryStrategy", "Unable to unmarshall");

	private final EmbeddedTable table;

	@TempDir
	private Path directory;

	private final Fault fault = new Fault();

	private final List<String> told = new ArrayList<>();

	private final Properties before = new Properties();

	private String cipher = "";

	SecretValuesTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.before.putAll(System.getProperties());
		this.table.clear();
		this.cipher = new EncryptorFactory("deadbeef").create(ENCRYPTION_KEY).encrypt(marked("encrypted"));
		this.table.put("prod", "db",
				Map.of("host", marked("text"), "secret", new BigDecimal(NUMBER), "nested",
						Map.of("deep", marked("nested")), "list", List.of(marked("first"), marked("second")), "set",
						Set.of(marked("set")), "binary", BYTES, "password", "{cipher}" + this.cipher));
		// Two that claim one name, and one that no store can set.
		this.table.put("prod", "a", Map.of("b.c", marked("winner")));
		this.table.put("prod", "a.b", Map.of("c", marked("loser")));
		this.table.put("prod", "spring.profiles", Map.of("active", marked("dropped")));
	}

	@AfterEach
	void restore() {
		this.fault.close();
		// Boot keeps the pattern in one.
		System.setProperties(this.before);
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
	}

	private static String marked(String what) {
		return MARKER + "-" + what;
	}

	private boolean hasValue(String text) {
		return Stream
			.of(MARKER, NUMBER, this.cipher, Base64.getEncoder().encodeToString(BYTES).substring(0, 16),
					HexFormat.of().formatHex(MARKER.getBytes(StandardCharsets.UTF_8)))
			.anyMatch(text::contains);
	}

	private ConfigurableApplicationContext run(WebApplicationType web, String... more) {
		List<String> arguments = new ArrayList<>(List.of(more));
		this.table.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
		arguments.addAll(List.of("--config-store.store=prod", "--config-store.update-interval=1h",
				"--config-store.poll-interval=1h", "--config-store.call-timeout=500ms",
				"--config-store.attempt-timeout=200ms", "--config-store.startup-timeout=300ms",
				"--config-store.snapshot-file=" + this.directory.resolve("kept"),
				"--config-store.snapshot.key=" + marked("key"), "--encrypt.key=" + ENCRYPTION_KEY, "--server.port=0",
				"--management.endpoints.web.exposure.include=*", "--management.endpoint.health.show-details=always",
				"--logging.level.root=TRACE", "--logging.pattern.console=" + LogRecords.PATTERN,
				// DynamoDB Local's server, which runs in this process.
				"--logging.level.org.eclipse.jetty=INFO"));
		SpringApplication application = new SpringApplication(Application.class);
		application.setBannerMode(Banner.Mode.OFF);
		application.setWebApplicationType(web);
		application.addBootstrapRegistryInitializer(
				(registry) -> registry.register(ConfigStoreClientCustomizer.class, InstanceSupplier.of(this.fault)));
		return application.run(arguments.toArray(String[]::new));
	}

	@ParameterizedTest
	@CsvSource({ "time-based, --spring.config.import=config-store:", "simple, --spring.cloud.bootstrap.enabled=true" })
	void toldNobodyWhateverHappens(String mode, String door) {
		List<LogRecords.LogRecord> records;
		try (LogRecords log = new LogRecords()) {
			try (ConfigurableApplicationContext context = run(WebApplicationType.SERVLET, door,
					"--config-store.mode=" + mode)) {
				lookUp(context);
				change(context);
				write(context.getBean(ConfigStore.class));
				fail(context);
				tellEverything(context);
			}
			records = log.all();
		}
		assertThat(records).hasSizeGreaterThan(1_000)
			.anyMatch((record) -> record.logger().startsWith("dev.configstore") && record.text().contains("DEBUG"))
			.anyMatch((record) -> record.logger().startsWith("software.amazon.awssdk"))
			.anyMatch((record) -> record.text().startsWith("TRACE"));
		assertThat(records).filteredOn((record) -> hasValue(record.text()))
			.allSatisfy((record) -> assertThat(record.text())
				.contains(KNOWN.getOrDefault(record.logger(), "nothing of " + record.logger())));
		assertThat(this.told).hasSizeGreaterThan(100).noneMatch(this::hasValue);
	}

	private void lookUp(ConfigurableApplicationContext context) {
		for (String name : List.of("db.host", "db.secret", "db.nested.deep", "db.list[1]", "db.set[0]", "db.binary",
				"db.password", "a.b.c")) {
			assertThat(context.getEnvironment().getProperty(name)).matches(
					(value) -> hasValue(value) || value.equals(marked("encrypted")), name + " is there to be told");
		}
		assertThat(context.getBean(Client.class).password()).isEqualTo(marked("encrypted"));
		this.told.addAll(new ActuatorEndpoints(context).getAll().values());
	}

	/** Changes that are used and such that are rejected, by us and by Spring Cloud. */
	private void change(ConfigurableApplicationContext context) {
		ActuatorEndpoints actuator = new ActuatorEndpoints(context);
		ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
		this.table.putKey("prod", "db", "host", marked("changed"));
		attempt(() -> runtime.stores().reload());
		this.table.putKey("prod", "db", "host", marked("changed-again"));
		this.told.add(actuator.post("refresh"));
		this.table.putKey("prod", "db", "port", marked("no-number"));
		this.table.putKey("prod", "db", "name", marked("too-long-for-its-constraint"));
		attempt(() -> runtime.stores().reload());
		this.told.add(actuator.post("refresh"));
		this.told.add(actuator.post("configstore"));
		this.told.addAll(actuator.getAll().values());
		this.table.putKey("prod", "db", "password", "{cipher}" + HexFormat.of().formatHex(BYTES));
		attempt(() -> runtime.stores().reload());
		this.table.put("prod", "db", Map.of("host", marked("mended"), "password", marked("mended"), "port", 1));
		attempt(() -> runtime.stores().reload());
	}

	private void write(ConfigStore store) {
		attempt(() -> store.publish(
				Publication.of("db", Map.of("host", marked("published"), "password", marked("published"), "port", 2))));
		attempt(() -> store.publish(Publication.of("db", Map.of("host", marked("conflict"))).expecting(null)));
		attempt(() -> store.set("db", Map.of("host", MARKER.repeat(80_000))));
		attempt(() -> store.set("db", Map.of("host", Set.of(MARKER, 1))));
		attempt(() -> store.set("x".repeat(1_500), Map.of("host", MARKER)));
		this.table.putKey("prod", "db", "host", marked("by-hand"));
		attempt(() -> store.rollback(0, Rollback.by("me")));
		this.told.addAll(Reachable.from(store.history(10), store.getAll(), store.version())
			.stream()
			.map(Object::toString)
			.toList());
	}

	private void fail(ConfigurableApplicationContext context) {
		ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
		ConfigStore store = context.getBean(ConfigStore.class);
		List<Runnable> faults = List.of(() -> this.fault.answer(500, "InternalServerError", "Internal"),
				() -> this.fault.answer(400, "ThrottlingException", "Rate exceeded"), this.fault::reset,
				() -> this.fault.broken("{\"Items\":[{\"_store\":{\"S\":\"prod\"},\"_option\":{\"S\":\"db\"},"
						+ "\"host\":{\"N\":\"" + marked("malformed") + "\"}}]}"),
				() -> this.fault.broken("{\"Items\":[{\"_option\":{\"S\":" + marked("unquoted")));
		for (Runnable begin : faults) {
			begin.run();
			attempt(() -> runtime.stores().reload());
			attempt(() -> store.get("db"));
			context.getEnvironment().getProperty("db.host");
		}
		attempt(() -> store.set("db", Map.of("host", marked("unwritten"))));
		this.told.add(new ActuatorEndpoints(context).post("refresh"));
		this.told.addAll(new ActuatorEndpoints(context).getAll().values());
		this.fault.heal();
		attempt(() -> runtime.stores().reload());
	}

	private void tellEverything(ConfigurableApplicationContext context) {
		Events events = context.getBean(Events.class);
		ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
		events.heard.forEach((event) -> this.told.add(event.toString()));
		Reachable
			.from(events.heard, runtime, context.getBeansOfType(ConfigStore.class),
					context.getBean(Client.class).view())
			.forEach((object) -> this.told.add(object.toString()));
		context.getEnvironment()
			.getPropertySources()
			.forEach((source) -> this.told.add(source + " " + source.getSource().getClass()));
	}

	/** Whatever comes of it, an exception is told. */
	private void attempt(Runnable work) {
		try {
			work.run();
		}
		catch (RuntimeException ex) {
			StringWriter text = new StringWriter();
			ex.printStackTrace(new PrintWriter(text));
			this.told.add(text.toString());
		}
	}

	@Test
	void onlySpringTellsWhenAValueOfTheStartCannotBeBound() {
		this.table.putKey("prod", "db", "port", marked("no-number"));
		try (LogRecords log = new LogRecords()) {
			assertThatThrownBy(() -> run(WebApplicationType.NONE, "--spring.config.import=config-store:"))
				.isInstanceOf(RuntimeException.class);
			Set<String> loggers = new TreeSet<>();
			log.all()
				.stream()
				.filter((record) -> hasValue(record.text()))
				.forEach((record) -> loggers.add(record.logger()));
			assertThat(loggers).containsExactly("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter");
		}
	}

	@Test
	void documentationNamesWhatLogsValues() throws IOException {
		String documentation = Files
			.readString(Objects.requireNonNull(Role.samples().getParent()).resolve("docs").resolve("security.md"));
		assertThat(documentation).contains(KNOWN.keySet())
			.contains("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableConfigurationProperties(Db.class)
	@Import({ Client.class, Events.class })
	static class Application {

	}

	static class Events {

		private final List<ApplicationEvent> heard = new CopyOnWriteArrayList<>();

		@EventListener
		void on(ApplicationEvent event) {
			this.heard.add(event);
		}

	}

	@RefreshScope
	static class Client {

		private final String password;

		private final Refreshable<Db> view;

		Client(@Value("${db.password}") String password, @Value("${db.port:0}") int port, Refreshable<Db> view) {
			this.password = password;
			this.view = view;
		}

		String password() {
			return this.password;
		}

		Refreshable<Db> view() {
			return this.view;
		}

	}

	@Validated
	@ConfigurationProperties("db")
	static class Db {

		@Size(max = 10)
		private String name = "";

		private String host = "";

		private int port;

		private List<String> list = new ArrayList<>();

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.host = host;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

		public List<String> getList() {
			return this.list;
		}

		public void setList(List<String> list) {
			this.list = list;
		}

	}

}
