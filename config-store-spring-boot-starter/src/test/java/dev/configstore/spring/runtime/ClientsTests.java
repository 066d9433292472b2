package dev.configstore.spring.runtime;

import java.nio.file.Path;
import java.util.Map;

import dev.configstore.spring.support.CountedClients;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client, or a customizer, of the user's.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ClientsTests {

	private final EmbeddedTable table;

	@TempDir
	private Path directory;

	ClientsTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.put("prod", "db", Map.of("host", "here"));
	}

	@ParameterizedTest
	@EnumSource
	void leavesTheClientOpenWhenItIsTheUsers(Door door) {
		CountedClients clients = new CountedClients();
		try (DynamoDbClient client = client(clients)) {
			TestApplication application = new TestApplication(this.directory, this.table).through(door)
				.argument("config-store.endpoint", "http://127.0.0.1:1")
				.initializer((registry) -> registry.register(DynamoDbClient.class, InstanceSupplier.of(client)));
			try (ConfigurableApplicationContext context = application.run()) {
				assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("here");
				assertThat(context.getBeansOfType(DynamoDbClient.class)).isEmpty();
			}
			assertThat(clients.open()).isOne();
			assertThat(clients.requests().operations()).containsExactly("Query");
			assertThat(application.clients().opened()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void makesOneClientWhenLocationsShareRegionAndEndpoint(Door door) {
		TestApplication application = new TestApplication(this.directory, this.table).through(door)
			.argument("spring.config.import", "config-store:prod?prefix=a,config-store:prod?prefix=b");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getEnvironment().getProperty("b.db.host")).isEqualTo("here");
			assertThat(application.clients().opened()).isOne();
		}
	}

	@Test
	void takesTheBeansOfABootstrapConfigurationWhenThatDoorIsOpen() {
		TestApplication application = new TestApplication(this.directory, this.table).through(Door.BOOTSTRAP)
			.withoutRecording()
			.argument("spring.cloud.bootstrap.sources", OwnCustomizer.class.getName());
		try (ConfigurableApplicationContext context = application.run()) {
			CountedClients clients = context.getBean(CountedClients.class);
			assertThat(clients.requests().operations()).containsExactly("Query");
			assertThat(clients.opened()).isOne();
		}
		TestApplication another = new TestApplication(this.directory, this.table).through(Door.BOOTSTRAP)
			.argument("spring.cloud.bootstrap.sources", OwnClient.class.getName());
		try (ConfigurableApplicationContext context = another.run()) {
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("here");
			assertThat(another.clients().opened()).isZero();
		}
	}

	private DynamoDbClient client(CountedClients clients) {
		DynamoDbClientBuilder builder = DynamoDbClient.builder()
			.endpointOverride(this.table.endpoint())
			.region(software.amazon.awssdk.regions.Region.of(this.table.region()));
		clients.customize(builder);
		return builder.build();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCustomizer {

		@Bean
		CountedClients countedClients() {
			return new CountedClients();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClient {

		@Bean
		DynamoDbClient ownClient(Environment environment) {
			EmbeddedTable any = dev.configstore.test.EmbeddedDynamoDb.shared().table("any");
			return DynamoDbClient.builder()
				.endpointOverride(any.endpoint())
				.region(software.amazon.awssdk.regions.Region.of(any.region()))
				.build();
		}

	}

}
