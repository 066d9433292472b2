package dev.configstore.samples.quickstart;

import dev.configstore.ConfigStore;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How an application of yours tests what it does when DynamoDB is away.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class OutageTests {

	private final Outage outage = new Outage();

	@Test
	void goesOnWithItsLastValues(EmbeddedTable table) {
		table.fill("classpath:example-table.yml");
		SpringApplication application = new SpringApplication(QuickstartApplication.class);
		application.setDefaultProperties(table.properties());
		application.addBootstrapRegistryInitializer(
				(registry) -> registry.register(ConfigStoreClientCustomizer.class, InstanceSupplier.of(this.outage)));
		try (ConfigurableApplicationContext context = application.run("--server.port=0")) {
			this.outage.begin();
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(context.getBean(ConfigStore.class)::reload);
			assertThat(context.getBean(DatabaseProperties.class).getHost()).isEqualTo("db-cluster.com");
		}
	}

	/**
	 * Lets requests fail.
	 */
	static class Outage implements ConfigStoreClientCustomizer, ExecutionInterceptor {

		private volatile boolean on;

		void begin() {
			this.on = true;
		}

		@Override
		public void customize(DynamoDbClientBuilder builder) {
			builder.overrideConfiguration(
					builder.overrideConfiguration().toBuilder().addExecutionInterceptor(this).build());
		}

		@Override
		public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
			if (this.on) {
				throw SdkClientException.create("No way to DynamoDB");
			}
		}

	}

}
