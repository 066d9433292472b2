package dev.configstore.spring.startup;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;

import dev.configstore.spring.runtime.Fault;
import dev.configstore.spring.runtime.FaultApplication;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a start that failed says, as it is printed.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class FailureAnalysisTests {

	private final EmbeddedTable table;

	private final Fault fault = new Fault();

	FailureAnalysisTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("password", "s3cr3t"));
	}

	/**
	 * Start and return what was printed. What {@code optional:} does not hide is optional
	 * here.
	 */
	private String failure(CapturedOutput output, String location, String... more) {
		Map<String, Object> properties = FaultApplication.properties(this.table, location, more);
		assertThatException().isThrownBy(() -> FaultApplication.run(this.fault, properties));
		return analysis(output);
	}

	private static String analysis(CapturedOutput output) {
		String printed = output.getOut();
		assertThat(printed).contains("APPLICATION FAILED TO START").doesNotContain("s3cr3t");
		return printed.substring(printed.indexOf("Description:"));
	}

	@AfterEach
	void heal() {
		this.fault.close();
	}

	@Test
	void saysWhereARegionIsSet(CapturedOutput output) {
		System.setProperty("aws.disableEc2Metadata", "true");
		try {
			String analysis = failure(output, "config-store:", "config-store.region=", "config-store.endpoint=");
			assertThat(analysis).contains("Property 'config-store.region' is not set")
				.contains(
						"Set 'config-store.region', the environment variable AWS_REGION, or the region of the AWS profile.");
		}
		finally {
			System.clearProperty("aws.disableEc2Metadata");
		}
	}

	@Test
	void saysWhereCredentialsComeFromWhenThereAreNone(CapturedOutput output) {
		AwsCredentialsProvider none = () -> {
			throw SdkClientException.create("Unable to load credentials from any of the providers in the chain");
		};
		this.fault.customize((builder) -> builder.credentialsProvider(none));
		assertThat(failure(output, "config-store:")).contains("No AWS credentials were found")
			.contains("Give the application valid AWS credentials, and renew those that have expired")
			.contains("software.amazon.awssdk:ssooidc");
	}

	@Test
	void saysWhereCredentialsComeFromWhenTheyAreRefused(CapturedOutput output) {
		this.fault.answer(400, "UnrecognizedClientException", "The security token included in the request is invalid");
		assertThat(failure(output, "config-store:")).contains("AWS does not accept the credentials")
			.contains("Give the application valid AWS credentials, and renew those that have expired");
	}

	@Test
	void namesActionAndResourceAndCallerWhenAccessIsDenied(CapturedOutput output) {
		this.fault.answer(400, "AccessDeniedException",
				"User: arn:aws:sts::123456789012:assumed-role/shop/i-1 is not authorized to perform: dynamodb:Query on "
						+ "resource: arn:aws:dynamodb:eu-west-1:123456789012:table/config because no identity-based "
						+ "policy allows the dynamodb:Query action");
		assertThat(failure(output, "config-store:")).contains("Access denied")
			.contains("Allow dynamodb:Query on arn:aws:dynamodb:eu-west-1:123456789012:table/config to "
					+ "arn:aws:sts::123456789012:assumed-role/shop/i-1.")
			.contains("Reading needs dynamodb:Query and dynamodb:GetItem on table '" + this.table.name()
					+ "', leading keys 'prod' and 'prod#meta'.");
	}

	@Test
	void saysHowATableIsMadeWhenItIsMissing(CapturedOutput output) {
		assertThat(failure(output, "config-store:", "config-store.table=gone",
				"config-store.table-settings.create-if-missing=false"))
			.contains("The table does not exist")
			.contains("set 'config-store.table-settings.create-if-missing=true'");
	}

	@Test
	void saysHowKeysAreNamedWhenTheSchemaIsAnother(CapturedOutput output) {
		try (EmbeddedTable other = EmbeddedDynamoDb.shared().createTable("other-keys", "id", "sort")) {
			assertThat(failure(output, "optional:config-store:", "config-store.table=" + other.name()))
				.contains("Misconfigured schema: the table has hash key 'id' (S) and range key 'sort' (S)")
				.contains("'config-store.table-settings.store-key' and 'config-store.table-settings.option-key'");
		}
	}

	@Test
	void saysHowToGetMoreCapacityWhenThrottled(CapturedOutput output) {
		this.fault.answer(400, "ProvisionedThroughputExceededException", "Rate exceeded");
		assertThat(failure(output, "config-store:")).contains("DynamoDB throttled the request")
			.contains("Raise the read capacity of table '" + this.table.name() + "'");
	}

	@Test
	void saysWhatToCheckWhenNobodyAnswers(CapturedOutput output) throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		assertThat(failure(output, "config-store:", "config-store.endpoint=http://127.0.0.1:" + port))
			.contains("DynamoDB did not answer")
			.contains("Check 'config-store.endpoint' and 'config-store.region', and the network path")
			.contains("set 'config-store.snapshot-file', or import 'optional:config-store:'");
	}

	@Test
	void saysToWaitWhenTheTableIsNotReady(CapturedOutput output) {
		this.fault.answer((target) -> target.endsWith("DescribeTable")
				? "{\"Table\":{\"TableName\":\"t\",\"TableStatus\":\"DELETING\",\"KeySchema\":[{\"AttributeName\":\"_store\","
						+ "\"KeyType\":\"HASH\"},{\"AttributeName\":\"_option\",\"KeyType\":\"RANGE\"}],\"AttributeDefinitions\":"
						+ "[{\"AttributeName\":\"_store\",\"AttributeType\":\"S\"},{\"AttributeName\":\"_option\","
						+ "\"AttributeType\":\"S\"}]}}"
				: null, 400, "ResourceNotFoundException", "Requested resource not found");
		assertThat(failure(output, "config-store:")).contains("The table is DELETING")
			.contains("Wait until the table is ACTIVE and start again");
	}

	@Test
	void namesTheOptionWhenAValueCannotBeDecrypted(CapturedOutput output) {
		this.table.put("prod", "mail", Map.of("password", "{cipher}s3cr3t"));
		assertThat(failure(output, "optional:config-store:", "encrypt.key=a-key"))
			.contains("'password' cannot be decrypted")
			.contains("Correct option 'mail' of store 'prod' in table '" + this.table.name() + "'.");
	}

	@Test
	void saysThatThereIsNoKeyWhenAValueCannotBeDecrypted(CapturedOutput output) {
		this.table.put("prod", "mail", Map.of("password", "{cipher}s3cr3t"));
		assertThat(failure(output, "config-store:")).contains("'password' cannot be decrypted: no key is configured")
			.contains("Set 'encrypt.key' or 'encrypt.key-store.*' where the import can see it")
			.doesNotContain("Correct option");
	}

	@Test
	void namesTheItemWhenItIsMalformed(CapturedOutput output) {
		this.fault.malformed();
		assertThat(failure(output, "optional:config-store:")).contains("Correct or delete");
	}

	@Test
	void namesTheSettingWhenItCannotBeUsed(CapturedOutput output) {
		assertThat(failure(output, "optional:config-store:", "config-store.snapshot.key=  "))
			.contains("Property 'config-store.snapshot.key' must not be blank")
			.contains("Correct the value of 'config-store.snapshot.key'.");
	}

}
