package dev.configstore.test;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.util.ClassUtils;

/**
 * Adds the properties of an {@link EmbeddedConfigStore} before configuration files are
 * processed: the test's own property sources come too late, or (when Spring Cloud
 * refreshes a fresh copy of the environment) not at all. Beside that it only quietens
 * DynamoDB Local, in every application that has this module.
 */
final class EmbeddedConfigStoreEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	static final String SOURCE_NAME = "embeddedConfigStore";

	private static final String BOOTSTRAP_SOURCE_NAME = "bootstrap";

	/** DynamoDB Local has two lines at INFO for every request. */
	private static final String QUIET = "logging.level.software.amazon.dynamodb.services.local";

	private static final String RETAIN = "spring.cloud.refresh.additional-property-sources-to-retain";

	private static final boolean SPRING_TEST_PRESENT = ClassUtils.isPresent(
			"org.springframework.test.context.TestContextAnnotationUtils",
			EmbeddedConfigStoreEnvironmentPostProcessor.class.getClassLoader());

	@Override
	public int getOrder() {
		return ConfigDataEnvironmentPostProcessor.ORDER - 1;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, @Nullable SpringApplication application) {
		MutablePropertySources sources = environment.getPropertySources();
		// Spring Cloud's bootstrap context is started for the application, which gets
		// the table: two would be one too many.
		if (sources.contains(BOOTSTRAP_SOURCE_NAME)) {
			return;
		}
		defaultsTo(environment, QUIET, "warn");
		PropertySource<?> retained = sources.remove(SOURCE_NAME);
		if (retained != null) {
			sources.addFirst(retained);
			return;
		}
		EmbeddedTableInitializer embedded = (application != null) ? embedded(application) : null;
		if (embedded != null) {
			sources.addFirst(new MapPropertySource(SOURCE_NAME, embedded.properties()));
			// A refresh through the bootstrap context does not call this.
			defaultsTo(environment, RETAIN, SOURCE_NAME);
		}
	}

	/**
	 * Below everything the application sets itself, its own default properties included.
	 */
	private static void defaultsTo(ConfigurableEnvironment environment, String name, String value) {
		if (!environment.containsProperty(name)) {
			DefaultPropertiesPropertySource.addOrMerge(Map.of(name, value), environment.getPropertySources());
		}
	}

	private static @Nullable EmbeddedTableInitializer embedded(SpringApplication application) {
		for (Object initializer : application.getInitializers()) {
			if (initializer instanceof EmbeddedTableInitializer embedded) {
				return embedded;
			}
		}
		// Boot's loader of test contexts sets it; elsewhere it is the application's own.
		Class<?> testClass = application.getMainApplicationClass();
		EmbeddedConfigStoreCustomizer wanted = (SPRING_TEST_PRESENT && testClass != null)
				? EmbeddedConfigStoreCustomizer.of(testClass) : null;
		if (wanted == null) {
			return null;
		}
		EmbeddedTableInitializer opened = wanted.open();
		application.addInitializers(opened);
		return opened;
	}

}
