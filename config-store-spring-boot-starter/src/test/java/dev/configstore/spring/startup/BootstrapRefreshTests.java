package dev.configstore.spring.startup;

import java.nio.file.Path;
import java.util.Map;

import dev.configstore.spring.autoconfigure.ConfigStoreAutoConfiguration;
import dev.configstore.spring.autoconfigure.ConfigStoreContextRefresherAutoConfiguration;
import dev.configstore.spring.autoconfigure.ConfigStoreRefreshAutoConfiguration;
import dev.configstore.spring.support.TestApplication;
import dev.configstore.spring.support.TestApplication.Door;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud's refresh behind the second door runs in an environment that has no
 * {@code application.yml}.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
public class BootstrapRefreshTests {

	@TempDir
	private Path directory;

	@Test
	void readsTheStoresAgainWhenTheirSettingsStandInAFile(EmbeddedTable table) {
		table.put("prod", "db", Map.of("host", "one"));
		TestApplication application = new TestApplication(this.directory, table).through(Door.BOOTSTRAP)
			.argument("config-store.poll-interval", "1h")
			.argument("config-store.update-interval", "1h");
		try (ConfigurableApplicationContext context = application.run(Application.class)) {
			table.putKey("prod", "db", "host", "two");
			assertThat(context.getBean(ContextRefresher.class).refresh()).contains("db.host");
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("two");
			table.delete("prod", "db");
			table.put("prod", "mail", Map.of("host", "three"));
			assertThat(context.getBean(ContextRefresher.class).refresh()).containsExactlyInAnyOrder("db.host",
					"mail.host");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ConfigStoreAutoConfiguration.class, ConfigStoreRefreshAutoConfiguration.class,
			ConfigStoreContextRefresherAutoConfiguration.class, ConfigurationPropertiesAutoConfiguration.class,
			ConfigurationPropertiesRebinderAutoConfiguration.class, RefreshAutoConfiguration.class })
	public static class Application {

	}

}
