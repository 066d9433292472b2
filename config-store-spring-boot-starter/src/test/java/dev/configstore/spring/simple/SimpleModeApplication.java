package dev.configstore.spring.simple;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.support.RequestRecorder;
import dev.configstore.support.SettableClock;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Runs an application in simple mode on a table, through either door.
 */
final class SimpleModeApplication implements AutoCloseable {

	/**
	 * That of the application that starts: the bootstrap context has nothing of it.
	 */
	private static volatile @Nullable ConfigStoreClientCustomizer starting;

	private final RequestRecorder requests;

	private final SettableClock clock;

	private final ConfigurableApplicationContext context;

	private SimpleModeApplication(RequestRecorder requests, SettableClock clock,
			ConfigurableApplicationContext context) {
		this.requests = requests;
		this.clock = clock;
		this.context = context;
	}

	static SimpleModeApplication run(EmbeddedTable table, String... properties) {
		return run(table, Configuration.class, properties);
	}

	static SimpleModeApplication run(EmbeddedTable table, Class<?> configuration, String... properties) {
		RequestRecorder requests = new RequestRecorder();
		SettableClock clock = new SettableClock();
		SpringApplication application = new SpringApplication(configuration);
		application.setWebApplicationType(WebApplicationType.NONE);
		ConfigStoreClientCustomizer customizer = requests::addTo;
		starting = customizer;
		application.addBootstrapRegistryInitializer((registry) -> {
			registry.register(ConfigStoreClientCustomizer.class, InstanceSupplier.of(customizer));
			registry.register(InstantSource.class, InstanceSupplier.of(clock));
		});
		List<String> arguments = new ArrayList<>();
		table.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
		arguments.add("--config-store.mode=simple");
		arguments.add("--spring.main.banner-mode=off");
		List<String> given = List.of(properties);
		if (given.stream().noneMatch((property) -> property.startsWith("config-store.store="))) {
			arguments.add("--config-store.store=prod");
		}
		if (given.stream().noneMatch((property) -> property.startsWith("config-store.update-interval="))) {
			// The first poll comes at any time within the interval.
			arguments.add("--config-store.update-interval=1000h");
		}
		if (given.stream().noneMatch((property) -> property.contains("import=") || property.contains("bootstrap"))) {
			arguments.add("--spring.config.import=config-store:");
		}
		arguments.add("--spring.cloud.bootstrap.sources=" + BootstrapConfiguration.class.getName());
		given.forEach((property) -> arguments.add("--" + property));
		return new SimpleModeApplication(requests, clock, application.run(arguments.toArray(String[]::new)));
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	ConfigurableEnvironment environment() {
		return this.context.getEnvironment();
	}

	ConfigStoreRuntime runtime() {
		return this.context.getBean(ConfigStoreRuntime.class);
	}

	RequestRecorder requests() {
		return this.requests;
	}

	SettableClock clock() {
		return this.clock;
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Configuration {

	}

	/** Named by {@code spring.cloud.bootstrap.sources}. */
	@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
	static class BootstrapConfiguration {

		@Bean
		ConfigStoreClientCustomizer requests() {
			return Objects.requireNonNull(starting);
		}

	}

}
