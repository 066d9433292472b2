package dev.configstore.spring.autoconfigure;

import java.util.List;
import java.util.Map;

import dev.configstore.ConfigStore;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class StoreBeansTests {

	@ParameterizedTest
	@ValueSource(strings = { "time-based", "simple" })
	void injectsStoresByTypeAndByNameWhenThereAreSeveral(String mode, EmbeddedTable table) {
		table.put("base", "db", Map.of("host", "base"));
		table.put("prod", "db", Map.of("host", "prod"));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Application.class,
				"--config-store.store=base,prod", "--config-store.mode=" + mode)) {
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.winning().store()).isEqualTo("prod");
			assertThat(injected.winning().get("db").get("host")).isEqualTo("prod");
			assertThat(injected.base().get("db").get("host")).isEqualTo("base");
			assertThat(injected.all()).extracting(ConfigStore::store).containsExactly("base", "prod");
			assertThat(context.getBeanNamesForType(ConfigStore.class)).containsExactly("configStore.base",
					"configStore.prod");
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("prod");
		}
	}

	@Test
	void givesTheQualifierToTheWinningStoreWhenTwoHaveOneName(EmbeddedTable table) {
		table.put("prod", "db", Map.of("host", "here"));
		try (EmbeddedTable other = EmbeddedDynamoDb.shared().createTable()) {
			other.put("prod", "db", Map.of("host", "there"));
			try (ConfigurableApplicationContext context = StoreApplication.run(table, Plain.class,
					"--spring.config.import=config-store:,config-store:prod?table=" + other.name())) {
				assertThat(context.getBeanNamesForType(ConfigStore.class))
					.containsExactlyInAnyOrder("configStore." + table.name() + ".prod", "configStore.prod");
				assertThat(context.getBean(ConfigStore.class).table()).isEqualTo(other.name());
			}
		}
	}

	@Test
	void keepsReloadingWhenAStoreBeanIsClosed(EmbeddedTable table) {
		table.put("prod", "db", Map.of("host", "one"));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Plain.class)) {
			ConfigStore store = context.getBean(ConfigStore.class);
			store.close();
			table.putKey("prod", "db", "host", "two");
			assertThat(store.reload()).isTrue();
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("two");
		}
	}

	@Test
	void leavesTheClientOfTheApplicationAloneWhenItHasOne(EmbeddedTable table) {
		table.put("prod", "db", Map.of("host", "one"));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, WithClient.class)) {
			assertThat(context.getBeanNamesForType(DynamoDbClient.class)).containsExactly("ownClient");
		}
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Plain.class)) {
			assertThat(context.getBeanNamesForType(DynamoDbClient.class)).isEmpty();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	static class WithClient {

		@Bean
		DynamoDbClient ownClient() {
			return DynamoDbClient.builder().region(Region.EU_WEST_1).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Injected injected(ConfigStore winning, @Qualifier("base") ConfigStore base, List<ConfigStore> all) {
			return new Injected(winning, base, all);
		}

	}

	record Injected(ConfigStore winning, ConfigStore base, List<ConfigStore> all) {

	}

}
