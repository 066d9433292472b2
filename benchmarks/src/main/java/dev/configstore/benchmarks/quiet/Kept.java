package dev.configstore.benchmarks.quiet;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import dev.configstore.benchmarks.Samples;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;

/**
 * The bytes that a store keeps in memory.
 *
 * @param store a Config Store alone
 * @param application the same in a Spring application
 * @param applicationOfBoot an application with the same properties in a source of Boot's
 * @param plainMap the properties in a map
 */
record Kept(double store, double application, double applicationOfBoot, double plainMap) {

	static Kept by(URI endpoint, String table, int options) {
		// What is made by the first one, and stays, is not the store's.
		QuietRunning.open(endpoint, table).close();
		end(builder().run());
		return new Kept(Heap.keptBy(() -> QuietRunning.open(endpoint, table)),
				Heap.keptBy(() -> application(endpoint, table)), Heap.keptBy(() -> applicationOfBoot(options)),
				Heap.keptBy(() -> {
					Map<String, Object> map = properties(options);
					return map::clear;
				}));
	}

	private static AutoCloseable application(URI endpoint, String table) {
		ConfigurableApplicationContext application = builder().run("--spring.config.import=config-store:",
				"--config-store.endpoint=" + endpoint, "--config-store.region=eu-west-1",
				"--config-store.table=" + table, "--config-store.store=" + Samples.STORE);
		return () -> end(application);
	}

	/**
	 * Run one with the properties in the source that Boot makes of a file.
	 */
	private static AutoCloseable applicationOfBoot(int options) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addLast(new OriginTrackedMapPropertySource("file", properties(options), true));
		ConfigurableApplicationContext application = builder().environment(environment).run();
		return () -> end(application);
	}

	private static SpringApplicationBuilder builder() {
		return new SpringApplicationBuilder(Nothing.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("logging.level.root=error");
	}

	private static void end(ConfigurableApplicationContext application) {
		application.close();
		// The logging system keeps the environment until that of another application.
		builder().run().close();
	}

	private static Map<String, Object> properties(int options) {
		Map<String, Object> properties = new HashMap<>();
		Samples.options(options)
			.forEach((option, keys) -> keys
				.forEach((key, value) -> properties.put(option + "." + key, value.toString())));
		return properties;
	}

	/**
	 * No beans.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

}
