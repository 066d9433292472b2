package dev.configstore.spring.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.test.EmbeddedTable;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Starts applications that read the store {@code prod} of a table, and poll by themselves
 * only when a test wants them to.
 */
public final class StoreApplication {

	private StoreApplication() {
	}

	public static ConfigurableApplicationContext run(EmbeddedTable table, Class<?> source, String... arguments) {
		return builder(source).web(WebApplicationType.NONE).run(arguments(table, arguments));
	}

	public static SpringApplicationBuilder builder(Class<?> source) {
		return new SpringApplicationBuilder(Minimal.class, source).bannerMode(Banner.Mode.OFF);
	}

	public static String[] arguments(EmbeddedTable table, String... more) {
		List<String> arguments = new ArrayList<>(List.of("--spring.config.import=config-store:",
				"--config-store.store=prod", "--config-store.update-interval=1h", "--config-store.poll-interval=1h"));
		table.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
		// The later of two arguments of one name would be added to the first.
		arguments.removeIf((argument) -> Arrays.stream(more).anyMatch((other) -> name(other).equals(name(argument))));
		arguments.addAll(List.of(more));
		return arguments.toArray(String[]::new);
	}

	private static String name(String argument) {
		return argument.substring(0, argument.indexOf('='));
	}

	/**
	 * Read the table now, and have others notified.
	 */
	public static boolean reload(ConfigurableApplicationContext context) {
		try {
			return context.getBean(ConfigStoreRuntime.class).stores().reload();
		}
		finally {
			Notified.await(context);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Minimal {

	}

}
