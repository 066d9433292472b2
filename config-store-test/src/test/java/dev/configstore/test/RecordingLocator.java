package dev.configstore.test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.cloud.bootstrap.config.PropertySourceLocator;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Stands in for the starter's locator in Spring Cloud's bootstrap context.
 */
final class RecordingLocator implements PropertySourceLocator {

	static final List<String> SEEN = new CopyOnWriteArrayList<>();

	@Override
	public PropertySource<?> locate(Environment environment) {
		SEEN.add(environment.getProperty("config-store.table", "none"));
		return new MapPropertySource("located", Map.of());
	}

}
