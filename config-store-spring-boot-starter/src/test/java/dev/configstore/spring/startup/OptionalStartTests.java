package dev.configstore.spring.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.runtime.Fault;
import dev.configstore.spring.runtime.FaultApplication;
import dev.configstore.spring.runtime.Role;
import dev.configstore.spring.settings.InvalidSettingException;
import dev.configstore.spring.support.OutputLines;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What {@code optional:} covers: everything that somebody can give to the application
 * while it runs. It starts without, is warned about once, and has the data when it comes.
 */
class OptionalStartTests {

	private static final List<Lack> LACKS = List.of(
			new Lack("no table", "The table does not exist", (test) -> test.table().close(),
					(test) -> EmbeddedDynamoDb.shared().createTable(test.table)),
			new Lack("access denied", "Access denied",
					(test) -> test.fault.answer(400, "AccessDeniedException", "User: x is not authorized"),
					(test) -> test.fault.pass()),
			new Lack("no credentials", "No AWS credentials were found", (test) -> test.credentials.set(false),
					(test) -> test.credentials.set(true)),
			new Lack("unknown credentials", "AWS does not accept the credentials",
					(test) -> test.fault.answer(400, "UnrecognizedClientException", "The security token is invalid"),
					(test) -> test.fault.pass()),
			new Lack("no region", "'config-store.region' is not set", (test) -> {
			}, (test) -> System.setProperty("aws.region", "eu-west-1"), "config-store.region="));

	private final Properties before = new Properties();

	private final Fault fault = new Fault();

	private final AtomicBoolean credentials = new AtomicBoolean(true);

	private final String table = "optional-" + Long.toString(System.nanoTime(), 36);

	@BeforeEach
	void prepare() {
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.shared();
		this.before.putAll(System.getProperties());
		System.setProperty("aws.disableEc2Metadata", "true");
		dynamoDb.createTable(this.table).put("prod", "db", Map.of("host", "here"));
	}

	@AfterEach
	void restore() {
		System.setProperties(this.before);
		this.fault.close();
		table().close();
	}

	private EmbeddedTable table() {
		return EmbeddedDynamoDb.shared().table(this.table);
	}

	static Stream<Arguments> lacks() {
		return LACKS.stream()
			.flatMap((lack) -> Stream.of("time-based", "simple").map((mode) -> Arguments.of(lack, mode)));
	}

	@ParameterizedTest
	@MethodSource("lacks")
	void startsWithoutAndHasTheDataWhenItComes(Lack lack, String mode) {
		lack.begin.accept(this);
		try (OutputLines output = new OutputLines();
				ConfigurableApplicationContext context = run("optional:config-store:", lack, mode)) {
			assertThat(context.getEnvironment().getProperty("db.host")).isNull();
			assertThat(context.getBean(ConfigStoreRuntime.class).isStale()).isTrue();
			assertThat(warnings(output)).singleElement()
				.asString()
				.contains("Starting without config-store:prod", "which is optional", lack.message);
			lack.end.accept(this);
			table().put("prod", "db", Map.of("host", "come"));
			Awaitility.await().until(() -> "come".equals(context.getEnvironment().getProperty("db.host")));
			assertThat(context.getBean(ConfigStoreRuntime.class).isStale()).isFalse();
			assertThat(warnings(output)).hasSize(1);
		}
	}

	@ParameterizedTest
	@MethodSource("lacks")
	void failsWhenTheImportIsNotOptional(Lack lack, String mode) {
		lack.begin.accept(this);
		assertThatExceptionOfType(ConfigStoreException.class).isThrownBy(() -> run("config-store:", lack, mode))
			.withMessageContaining(lack.message);
	}

	@Test
	void startsWithoutWhenTheTableIsMissingAndMayNotBeMade() {
		table().close();
		this.fault.customize((builder) -> new Role(
				List.of(new Role.Statement(Set.of("dynamodb:GetItem", "dynamodb:Query", "dynamodb:DescribeTable"),
						Set.of("*"))))
			.customize(builder));
		try (OutputLines output = new OutputLines();
				ConfigurableApplicationContext context = FaultApplication.run(this.fault, FaultApplication
					.properties(table(), "optional:config-store:", "config-store.poll-interval=100ms"))) {
			assertThat(warnings(output)).singleElement().asString().contains("creating it is denied");
			EmbeddedDynamoDb.shared().createTable(this.table).put("prod", "db", Map.of("host", "come"));
			Awaitility.await().until(() -> "come".equals(context.getEnvironment().getProperty("db.host")));
		}
	}

	/** Waiting does not correct a setting. */
	@ParameterizedTest
	@ValueSource(
			strings = { "config-store.table=my table", "config-store.table=t", "config-store.region=EU (Ireland)" })
	void failsWhenASettingIsInvalid(String setting) {
		assertThatThrownBy(() -> FaultApplication.run(this.fault,
				FaultApplication.properties(table(), "optional:config-store:", setting, "config-store.endpoint=")))
			.isInstanceOf(InvalidSettingException.class);
	}

	/** DynamoDB Local warns of a table that is dropped during a request. */
	private static List<String> warnings(OutputLines output) {
		return output.warnings().stream().filter((line) -> !line.contains("DynamoDBLocalServiceException")).toList();
	}

	private ConfigurableApplicationContext run(String location, Lack lack, String mode) {
		this.fault.customize((builder) -> builder.credentialsProvider(() -> {
			if (!this.credentials.get()) {
				throw SdkClientException.create("Unable to load credentials from any of the providers in the chain");
			}
			return AwsBasicCredentials.create("key", "secret");
		}));
		List<String> more = new ArrayList<>(lack.settings);
		more.add("config-store.mode=" + mode);
		more.add("config-store.table-settings.create-if-missing=false");
		return FaultApplication.run(this.fault,
				FaultApplication.properties(table(), location, more.toArray(String[]::new)));
	}

	/**
	 * Something that is not there at start, and comes later.
	 */
	private record Lack(String name, String message, Consumer<OptionalStartTests> begin,
			Consumer<OptionalStartTests> end, List<String> settings) {

		Lack(String name, String message, Consumer<OptionalStartTests> begin, Consumer<OptionalStartTests> end,
				String... settings) {
			this(name, message, begin, end, List.of(settings));
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
