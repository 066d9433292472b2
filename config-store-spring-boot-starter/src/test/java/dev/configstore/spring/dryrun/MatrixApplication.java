package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.List;

import dev.configstore.spring.autoconfigure.ConfigStoreAutoConfiguration;
import dev.configstore.spring.autoconfigure.ConfigStoreRefreshAutoConfiguration;
import dev.configstore.test.EmbeddedTable;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Starts applications with kinds of beans, and with little else, through one of the
 * doors.
 */
enum MatrixApplication {

	/** {@code spring.config.import}. */
	IMPORT("--spring.config.import=config-store:"),

	/** The bootstrap context. */
	BOOTSTRAP("--spring.cloud.bootstrap.enabled=true");

	private final String door;

	MatrixApplication(String door) {
		this.door = door;
	}

	ConfigurableApplicationContext run(EmbeddedTable table, Group group, List<Kind> kinds, String... more) {
		List<Class<?>> sources = new ArrayList<>(List.of(Common.class, group.configuration));
		kinds.forEach((kind) -> sources.add(kind.configuration()));
		List<String> arguments = new ArrayList<>(List.of(this.door, "--config-store.store=prod",
				"--config-store.update-interval=1h", "--config-store.poll-interval=1h",
				"--spring.cloud.refresh.never-refreshable=com.zaxxer.hikari.HikariDataSource,"
						+ BoundKinds.Never.class.getName()));
		table.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
		arguments.addAll(List.of(more));
		return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).bannerMode(Banner.Mode.OFF)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run(arguments.toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ PropertyPlaceholderAutoConfiguration.class,
			ConfigurationPropertiesAutoConfiguration.class, ConfigStoreAutoConfiguration.class,
			ConfigStoreRefreshAutoConfiguration.class, ConfigurationPropertiesRebinderAutoConfiguration.class,
			RefreshAutoConfiguration.class })
	static class Common {

		@Bean
		Group.Collaborator collaborator() {
			return new Group.Collaborator();
		}

	}

}
