package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.List;

import dev.configstore.spring.autoconfigure.ConfigStoreAutoConfiguration;
import dev.configstore.spring.autoconfigure.ConfigStoreRefreshAutoConfiguration;
import dev.configstore.spring.support.Wrapping;
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
 * Starts applications with kinds of beans, and with little else.
 *
 * @param name tells failures apart
 * @param store the store it reads
 * @param source what it has beside the beans
 * @param arguments what it is started with, the door for one
 */
record MatrixApplication(String name, String store, Class<?> source, List<String> arguments) {

	/** Has plain values. */
	static final String PLAIN_STORE = "prod";

	/** Has the same values {@linkplain Wrapping#sealed sealed}. */
	static final String SEALED_STORE = "sealed";

	static final String IMPORT_DOOR = "--spring.config.import=config-store:";

	static final String BOOTSTRAP_DOOR = "--spring.cloud.bootstrap.enabled=true";

	static final MatrixApplication IMPORT = new MatrixApplication("import", PLAIN_STORE, Common.class,
			List.of(IMPORT_DOOR));

	static final MatrixApplication BOOTSTRAP = new MatrixApplication("bootstrap", PLAIN_STORE, Common.class,
			List.of(BOOTSTRAP_DOOR));

	static final MatrixApplication WRAPPED_IMPORT = new MatrixApplication("import, wrapped", SEALED_STORE,
			Wrapping.Plain.class, List.of(IMPORT_DOOR));

	static final MatrixApplication WRAPPED_BOOTSTRAP = new MatrixApplication("bootstrap, wrapped", SEALED_STORE,
			Wrapping.Plain.class, List.of(BOOTSTRAP_DOOR));

	/**
	 * Return this door of another application.
	 */
	MatrixApplication reading(String store, Class<?> source, List<String> more) {
		List<String> arguments = new ArrayList<>(this.arguments);
		arguments.addAll(more);
		return new MatrixApplication(this.name, store, source, arguments);
	}

	ConfigurableApplicationContext run(EmbeddedTable table, Group group, List<Kind> kinds, String... more) {
		List<Class<?>> sources = new ArrayList<>(List.of(Common.class, this.source, group.configuration));
		kinds.forEach((kind) -> sources.add(kind.configuration()));
		List<String> arguments = new ArrayList<>(List.of("--config-store.store=" + this.store,
				"--config-store.update-interval=1h", "--config-store.poll-interval=1h",
				"--spring.cloud.refresh.never-refreshable=com.zaxxer.hikari.HikariDataSource,"
						+ BoundKinds.Never.class.getName()));
		table.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
		arguments.addAll(this.arguments);
		arguments.addAll(List.of(more));
		return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).bannerMode(Banner.Mode.OFF)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run(arguments.toArray(String[]::new));
	}

	@Override
	public String toString() {
		return this.name;
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
