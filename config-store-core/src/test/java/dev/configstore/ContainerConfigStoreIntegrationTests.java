package dev.configstore;

import java.net.URI;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The contract against the image that others use. Skipped where there is no Docker.
 */
@Testcontainers(disabledWithoutDocker = true)
class ContainerConfigStoreIntegrationTests {

	@Container
	private static final GenericContainer<?> DYNAMODB = new GenericContainer<>("amazon/dynamodb-local:3.3.1")
		.withCommand("-jar", "DynamoDBLocal.jar", "-inMemory", "-sharedDb", "-disableTelemetry")
		.withExposedPorts(8000);

	private static @Nullable DynamoDbClient client;

	@BeforeAll
	static void connect() {
		client = ClientSettings.DEFAULT.withRegion("eu-west-1")
			.withEndpoint(URI.create("http://" + DYNAMODB.getHost() + ":" + DYNAMODB.getMappedPort(8000)))
			.toBuilder()
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
			.build();
	}

	@AfterAll
	static void disconnect() {
		Objects.requireNonNull(client).close();
	}

	private abstract static class InContainer extends ConfigStoreContract {

		@Override
		DynamoDbClient client() {
			return Objects.requireNonNull(client);
		}

	}

	@Nested
	class Simple extends InContainer {

		@Override
		Mode mode() {
			return Mode.SIMPLE;
		}

	}

	@Nested
	class TimeBased extends InContainer {

		@Override
		Mode mode() {
			return Mode.TIME_BASED;
		}

	}

}
