package dev.configstore.spring.runtime;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.test.EmbeddedTable;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Applications with short times and a {@link Fault} in their client.
 */
public final class FaultApplication {

	private FaultApplication() {
	}

	public static Map<String, Object> properties(EmbeddedTable table, String location, String... more) {
		Map<String, Object> properties = new LinkedHashMap<>(table.properties());
		properties.put("spring.config.import", location);
		properties.put("config-store.store", "prod");
		properties.put("config-store.startup-timeout", "300ms");
		properties.put("config-store.call-timeout", "1s");
		properties.put("config-store.attempt-timeout", "200ms");
		properties.put("config-store.update-interval", "100ms");
		properties.put("config-store.poll-interval", "20ms");
		for (String property : more) {
			int equals = property.indexOf('=');
			properties.put(property.substring(0, equals), property.substring(equals + 1));
		}
		return properties;
	}

	static SpringApplication application(Fault fault) {
		SpringApplication application = new SpringApplication(Configuration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.addBootstrapRegistryInitializer(
				(registry) -> registry.register(ConfigStoreClientCustomizer.class, InstanceSupplier.of(fault)));
		return application;
	}

	public static ConfigurableApplicationContext run(Fault fault, Map<String, Object> properties) {
		return application(fault).run(properties.entrySet()
			.stream()
			.map((entry) -> "--" + entry.getKey() + "=" + entry.getValue())
			.toArray(String[]::new));
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Configuration {

	}

}
