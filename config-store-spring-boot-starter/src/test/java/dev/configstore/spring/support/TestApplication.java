package dev.configstore.spring.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedTable;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.bootstrap.BootstrapRegistry;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.bootstrap.BootstrapRegistryInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * A real application with files of its own, whose requests are recorded. Its
 * {@code application.yml} names the table and the store {@code prod}.
 */
public final class TestApplication {

	private final Path directory;

	private final Map<String, String> files = new LinkedHashMap<>();

	private final Map<String, Object> systemProperties = new HashMap<>();

	private final Map<String, Object> environmentVariables = new HashMap<>(System.getenv());

	private final Map<String, Object> defaultProperties = new HashMap<>();

	private final List<String> testProperties = new ArrayList<>();

	private final List<String> arguments = new ArrayList<>();

	private final List<BootstrapRegistryInitializer> initializers = new ArrayList<>();

	private final CountedClients clients = new CountedClients();

	private boolean recording = true;

	public TestApplication(Path directory, EmbeddedTable table) {
		this.directory = directory;
		StringBuilder settings = new StringBuilder();
		table.properties().forEach((name, value) -> settings.append(name).append(": ").append(value).append("\n"));
		file("application.yml", settings + "config-store.store: prod");
		argument("spring.config.location", directory.toUri().toString());
	}

	/**
	 * Add to a file.
	 */
	public TestApplication file(String name, String content) {
		this.files.merge(name, content + "\n", String::concat);
		return this;
	}

	public TestApplication systemProperty(String name, String value) {
		this.systemProperties.put(name, value);
		return this;
	}

	public TestApplication environmentVariable(String name, String value) {
		this.environmentVariables.put(name, value);
		return this;
	}

	public TestApplication defaultProperty(String name, String value) {
		this.defaultProperties.put(name, value);
		return this;
	}

	public TestApplication withoutStore() {
		this.files.computeIfPresent("application.yml",
				(name, content) -> content.replace("config-store.store: prod", ""));
		return this;
	}

	/**
	 * As {@code @SpringBootTest(properties = …)} does it.
	 */
	public TestApplication testProperty(String name, String value) {
		this.testProperties.add(name + "=" + value);
		return this;
	}

	public TestApplication argument(String name, String value) {
		this.arguments.add("--" + name + "=" + value);
		return this;
	}

	public TestApplication initializer(BootstrapRegistryInitializer initializer) {
		this.initializers.add(initializer);
		return this;
	}

	/**
	 * Leave the registry to the test.
	 */
	public TestApplication withoutRecording() {
		this.recording = false;
		return this;
	}

	public TestApplication through(Door door) {
		door.open(this);
		return this;
	}

	public CountedClients clients() {
		return this.clients;
	}

	public RequestRecorder requests() {
		return this.clients.requests();
	}

	public ConfigurableApplicationContext run(Class<?>... sources) {
		SpringApplication application = new SpringApplication(
				(sources.length > 0) ? sources : new Class<?>[] { Empty.class });
		prepare(application);
		return application.run(this.arguments.toArray(String[]::new));
	}

	void prepare(SpringApplication application) {
		writeFiles();
		application.setBannerMode(Banner.Mode.OFF);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		application
			.setEnvironment(new Environment(this.systemProperties, this.environmentVariables, this.testProperties));
		if (!this.defaultProperties.isEmpty()) {
			application.setDefaultProperties(this.defaultProperties);
		}
		if (this.recording) {
			application.addBootstrapRegistryInitializer(this::record);
		}
		this.initializers.forEach(application::addBootstrapRegistryInitializer);
	}

	private void record(BootstrapRegistry registry) {
		registry.register(ConfigStoreClientCustomizer.class, InstanceSupplier.of(this.clients));
	}

	private void writeFiles() {
		try {
			for (Map.Entry<String, String> file : this.files.entrySet()) {
				Files.writeString(this.directory.resolve(file.getKey()), file.getValue());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The doors.
	 */
	public enum Door {

		IMPORT {

			@Override
			public void open(TestApplication application) {
				application.file("application.yml", "spring.config.import: 'config-store:'");
			}

		},

		BOOTSTRAP {

			@Override
			public void open(TestApplication application) {
				application.argument("spring.cloud.bootstrap.enabled", "true");
			}

		};

		public abstract void open(TestApplication application);

	}

	@Configuration(proxyBeanMethods = false)
	public static class Empty {

	}

	private static final class Environment extends StandardEnvironment {

		Environment(Map<String, Object> properties, Map<String, Object> variables, List<String> testProperties) {
			getPropertySources().addBefore(SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
					new MapPropertySource("more " + SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, properties));
			getPropertySources().replace(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
			TestPropertySourceUtils.addInlinedPropertiesToEnvironment(this, testProperties.toArray(String[]::new));
		}

	}

}
