package dev.configstore.spring.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.spring.autoconfigure.ConfigStoreAutoConfiguration;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.runtime.Fault;
import dev.configstore.spring.runtime.Role;
import dev.configstore.spring.support.OutputLines;
import dev.configstore.spring.support.TestApplication;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What somebody who uses this for the first time can do wrong, and what is printed then:
 * an analysis that ends in something to do, or one warning where it is no error. Never a
 * bare stack trace.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class NewcomerTests {

	private static final String DENIED = "User: arn:aws:sts::123456789012:assumed-role/shop/i-1 is not authorized to "
			+ "perform: dynamodb:%1$s on resource: arn:aws:dynamodb:eu-west-1:123456789012:table/config because no "
			+ "identity-based policy allows the dynamodb:%1$s action";

	private static final String CREDENTIALS = "Give the application valid AWS credentials, and renew those that have "
			+ "expired: a role of the instance, the task or the service account, environment variables, or a profile.";

	private static final String OTHER_KEYS = "Name the right table with 'config-store.table', or its keys with "
			+ "'config-store.table-settings.store-key' and 'config-store.table-settings.option-key'.";

	private static final String NOTHING_THERE = "Check 'config-store.table', 'config-store.region' and "
			+ "'config-store.endpoint'; create the table, or set 'config-store.table-settings.create-if-missing=true' and "
			+ "allow dynamodb:CreateTable and dynamodb:DescribeTable.";

	private static final String NO_ANSWER = "Check 'config-store.endpoint' and 'config-store.region', and the network path: "
			+ "DNS, proxy, security group, VPC endpoint.";

	private static final String MISSPELT_IMPORT = "Write the import with its hyphen and its colon: "
			+ "spring.config.import: \"config-store:\"";

	private static final String NO_IMPORT = "'config-store.store' is set, but no store is read: add the line "
			+ "spring.config.import: \"config-store:\" to application.yml";

	static final List<Mistake> errors = List.of(set("no region", "config-store.region", "")
		.set("config-store.endpoint", "")
		.says("Property 'config-store.region' is not set, and the AWS SDK found no region in the environment "
				+ "variable AWS_REGION, the system property aws.region, the AWS profile or the metadata of the instance")
		.todo("Set 'config-store.region', the environment variable AWS_REGION, or the region of the AWS profile."),
			set("no region's id", "config-store.region", "EU (Ireland)").set("config-store.endpoint", "")
				.says("Property 'config-store.region' or the import names an invalid region: 'EU (Ireland)'")
				.todo("Set the region to an id such as eu-west-1."),
			nothing("no credentials").withoutCredentials()
				.says("No AWS credentials were found (table '{table}', store 'prod')",
						"      - SystemPropertyCredentialsProvider: Unable to load credentials from system settings.",
						"      - ProfileCredentialsProvider: ")
				.todo(CREDENTIALS),
			nothing("expired credentials")
				.fault((fault) -> fault.answer(400, "ExpiredTokenException",
						"The security token included in the request is expired"))
				.says("AWS does not accept the credentials: The security token included in the request is expired")
				.todo(CREDENTIALS),
			nothing("credentials of nobody")
				.fault((fault) -> fault.answer(400, "UnrecognizedClientException",
						"The security token included in the request is invalid."))
				.says("AWS does not accept the credentials: The security token included in the request is invalid.")
				.todo(CREDENTIALS),
			nothing("no right to read").role(new Role(List.of()))
				.says("Access denied: " + DENIED.formatted("Query"))
				.todo("Allow dynamodb:Query on arn:aws:dynamodb:eu-west-1:123456789012:table/config to "
						+ "arn:aws:sts::123456789012:assumed-role/shop/i-1. Reading needs dynamodb:Query and "
						+ "dynamodb:GetItem on table '{table}', leading keys 'prod' and 'prod#meta'."),
			set("wrong table, creating is off", "config-store.table", "confg")
				.set("config-store.table-settings.create-if-missing", "false")
				.says("The table does not exist in region eu-west-1 (endpoint {endpoint}), and its creation is disabled: "
						+ "check name and region, or create it (table 'confg')")
				.todo(NOTHING_THERE),
			set("wrong table, creating is denied", "config-store.table", "confg")
				.role(new Role(List.of(new Role.Statement(
						Set.of("dynamodb:GetItem", "dynamodb:Query", "dynamodb:DescribeTable"), Set.of("*")))))
				.says("The table does not exist in region eu-west-1 (endpoint {endpoint}), and creating it is denied: "
						+ DENIED.formatted("CreateTable"))
				.todo(NOTHING_THERE),
			set("wrong table, even DescribeTable is denied", "config-store.table", "confg")
				.role(Role.of("iam-read-only.json"))
				.says("The table does not exist in region eu-west-1 (endpoint {endpoint}), or is still being created, and "
						+ "dynamodb:DescribeTable is denied (table 'confg')")
				.todo(NOTHING_THERE),
			set("no table's name", "config-store.table", "my table")
				.says("Property 'config-store.table' names the table 'my table': a name has 3 to 255 letters, digits, "
						+ "hyphens, dots and underscores", "    Origin: ", "commandLineArgs")
				.todo("Give the name of a table, or its ARN."),
			set("table of another program", "config-store.table", "of-another-program")
				.says("Misconfigured schema: the table has hash key 'id' (S) and range key 'sort' (S), expected hash key "
						+ "'_store' (S) and range key '_option' (S): name another table, or configure its keys (table "
						+ "'of-another-program')")
				.todo(OTHER_KEYS),
			set("table of another program, DescribeTable is denied", "config-store.table", "of-another-program")
				.role(Role.of("iam-read-only.json"))
				.says("The table seems to have other keys than hash key '_store' (S) and range key '_option' (S); its "
						+ "schema could not be read (dynamodb:DescribeTable is denied) (table 'of-another-program')")
				.todo(OTHER_KEYS),
			set("nobody there", "config-store.endpoint", "http://127.0.0.1:1")
				.says("DynamoDB did not answer in region eu-west-1 (endpoint http://127.0.0.1:1): ")
				.todo(NO_ANSWER),
			set("unknown host", "config-store.endpoint", "http://dynamodb.invalid")
				.says("DynamoDB did not answer in region eu-west-1 (endpoint http://dynamodb.invalid): ",
						"    Unknown host: dynamodb.invalid")
				.todo(NO_ANSWER),
			nothing("somebody else there").fault((fault) -> fault.broken("<html>"))
				.says("The response from region eu-west-1 (endpoint {endpoint}) cannot be parsed: the endpoint is not "
						+ "DynamoDB, or a proxy changed the response")
				.todo(NO_ANSWER),
			nothing("malformed item").fault(Fault::malformed)
				.says("Key 'host' has an invalid number (table '{table}', store 'prod', option 'db')")
				.todo("Correct or delete option 'db' of store 'prod' in table '{table}'."),
			set("wrong mode", "config-store.mode", "nonsense")
				.says("Property 'config-store.mode' cannot be 'nonsense'", "    Origin: ", "commandLineArgs")
				.todo("Set 'config-store.mode' to simple or time-based."),
			set("wrong duration", "config-store.update-interval", "5 minutes")
				.says("Property 'config-store.update-interval' cannot be '5 minutes'")
				.todo("Set 'config-store.update-interval' to a number and its unit (ms, s, m, h, d), such as 30s."),
			set("wrong number", "config-store.history-limit", "many")
				.says("Property 'config-store.history-limit' cannot be 'many'")
				.todo("Set 'config-store.history-limit' to a whole number."),
			set("neither true nor false", "config-store.consistent-polls", "maybe")
				.says("Property 'config-store.consistent-polls' cannot be 'maybe'")
				.todo("Set 'config-store.consistent-polls' to true or false."),
			set("endpoint without http", "config-store.endpoint", "localhost:8000").says(
					"Property 'config-store.endpoint' has an endpoint that does not begin with http:// or https:// and a "
							+ "host")
				.todo("Set the endpoint to a URL such as http://localhost:8000, or leave it out for the region's own."),
			set("'#' in the store's name", "config-store.store", "prod#1").says(
					"Property 'config-store.store' names the store 'prod#1': '#' begins the names of a store's history "
							+ "and version, and cannot be part of a name")
				.todo("Name the store without '#'."),
			set("very long name of a store", "config-store.store", "x".repeat(2_041))
				.says("Property 'config-store.store' names a store with more than 2040 bytes")
				.todo("Correct the value of 'config-store.store'."),
			set("no store", "config-store.store", "")
				.says("Property 'config-store.store' must name a store, and is blank")
				.todo("Name a store."),
			nothing("no store anywhere").change(TestApplication::withoutStore)
				.says("Property 'spring.config.import' names no store, and 'config-store.store' is not set where the import "
						+ "can see it: in the same document of the file, or outside of files", "    Origin: ",
						"application.yml")
				.todo("Set 'config-store.store' beside the import, or name the store in it: config-store:prod"),
			imported("unknown parameter", "'config-store:prod?tabel=x'")
				.says("Property 'spring.config.import' has an unknown parameter 'tabel': a location has prefix, table, "
						+ "region and endpoint")
				.todo("Correct the value of 'spring.config.import'."),
			imported("import without hyphen", "'configstore:'").says(
					"Unable to load config data from 'configstore:': it does not begin with 'config-store:', so it is taken "
							+ "for a file.")
				.todo(MISSPELT_IMPORT),
			imported("import without colon", "'config-store'")
				.says("Unable to load config data from 'config-store': it does not begin with 'config-store:', so it "
						+ "is taken for a file.")
				.todo(MISSPELT_IMPORT),
			imported("import without quotes", "config-store:")
				.says("A YAML file cannot be read: in line 5 an import ends in a colon and is not quoted.")
				.todo("Put it between quotes: spring.config.import: \"config-store:\""));

	static final List<Mistake> warnings = List.of(
			set("wrong table, created", "config-store.table", "confg")
				.says("DynamoDB table 'confg' did not exist in region eu-west-1 (endpoint {endpoint}) and was created "
						+ "(PROVISIONED)", empty("prod", "confg")),
			set("wrong store", "config-store.store", "prd").says(empty("prd", "{table}")),
			set("wrong store, simple mode", "config-store.store", "prd").set("config-store.mode", "simple")
				.says(empty("prd", "{table}")),
			set("wrong store, bootstrap", "config-store.store", "prd").set("spring.cloud.bootstrap.enabled", "true")
				.imported("")
				.says(empty("prd", "{table}")),
			set("wrong store, bootstrap, simple mode", "config-store.store", "prd").set("config-store.mode", "simple")
				.set("spring.cloud.bootstrap.enabled", "true")
				.imported("")
				.says(empty("prd", "{table}")),
			set("one wrong store of two", "config-store.store", "prod,prd").says(empty("prd", "{table}")),
			imported("no import", "").says(NO_IMPORT),
			imported("optional import without colon", "'optional:config-store'").says(NO_IMPORT),
			set("misspelt property", "config-store.poll-intervall", "1m").set("config-store.Stores[0]", "x")
				.set("config-store.billing-mode", "provisioned")
				.set("config-store.something", "else")
				.says("These properties do not exist, so they have no effect: [config-store.billing-mode (is "
						+ "config-store.table-settings.billing-mode meant?), config-store.poll-intervall (is "
						+ "config-store.poll-interval meant?), config-store.something, config-store.stores[0] (is "
						+ "config-store.store meant?)]"));

	private final EmbeddedTable table;

	@TempDir
	private Path directory;

	private final Properties before = new Properties();

	private final Fault fault = new Fault();

	NewcomerTests(EmbeddedTable table) {
		this.table = table;
	}

	private static Mistake nothing(String what) {
		return new Mistake(what);
	}

	private static Mistake set(String what, String property, String value) {
		return nothing(what).set(property, value);
	}

	private static Mistake imported(String what, String text) {
		return nothing(what).imported(text);
	}

	private static String empty(String store, String table) {
		return "Store '" + store + "' is empty in DynamoDB table '" + table
				+ "', region eu-west-1 (endpoint {endpoint}): check the names of store and table if it should have options";
	}

	@BeforeEach
	void prepare() {
		this.before.putAll(System.getProperties());
		System.setProperty("aws.disableEc2Metadata", "true");
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "s3cr3t"));
	}

	@AfterEach
	void restore() {
		System.setProperties(this.before);
		this.fault.close();
	}

	@ParameterizedTest
	@FieldSource("errors")
	void isToldWhatToDoWhenTheStartFails(Mistake mistake) {
		try (OutputLines output = new OutputLines();
				EmbeddedTable other = EmbeddedDynamoDb.shared().createTable("of-another-program", "id", "sort")) {
			assertThatThrownBy(() -> run(mistake)).isInstanceOf(RuntimeException.class);
			String printed = output.text();
			assertThat(printed).contains("APPLICATION FAILED TO START")
				.doesNotContain("\n\tat ")
				.doesNotContain("s3cr3t");
			int action = printed.indexOf("Action:");
			assertThat(printed.substring(0, action)).contains(expected(mistake.texts(), other));
			assertThat(printed.substring(action)).contains(expected(List.of(mistake.action()), other));
		}
	}

	@ParameterizedTest
	@FieldSource("warnings")
	void isWarnedOnceWhenItIsNoError(Mistake mistake) {
		try (OutputLines output = new OutputLines(); ConfigurableApplicationContext context = run(mistake)) {
			ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
			if (!runtime.isEmpty()) {
				runtime.stores().reload();
				runtime.stores().reload();
			}
			List<String> warnings = output.warnings();
			String[] expected = expected(mistake.texts(), this.table);
			assertThat(warnings).hasSameSizeAs(expected);
			for (int i = 0; i < expected.length; i++) {
				assertThat(warnings.get(i)).endsWith(" : " + expected[i]);
			}
		}
		finally {
			this.table.client()
				.listTables()
				.tableNames()
				.stream()
				.filter("confg"::equals)
				.forEach((name) -> this.table.client().deleteTable((request) -> request.tableName(name)));
		}
	}

	private String[] expected(List<String> texts, EmbeddedTable any) {
		return texts.stream()
			.map((text) -> text.replace("{table}", this.table.name()).replace("{endpoint}", any.endpoint().toString()))
			.toArray(String[]::new);
	}

	private ConfigurableApplicationContext run(Mistake mistake) {
		TestApplication application = new TestApplication(this.directory, this.table).withoutRecording()
			.argument("config-store.startup-timeout", "300ms");
		ConfigStoreClientCustomizer customizer = mistake.prepare(application, this.fault);
		return application
			.initializer(
					(registry) -> registry.register(ConfigStoreClientCustomizer.class, InstanceSupplier.of(customizer)))
			.run(Application.class);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ConfigStoreAutoConfiguration.class)
	static class Application {

	}

}
