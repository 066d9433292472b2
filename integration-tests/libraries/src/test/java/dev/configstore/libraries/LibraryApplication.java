package dev.configstore.libraries;

import java.util.ArrayList;
import java.util.List;

import dev.configstore.ConfigStore;
import dev.configstore.spring.notify.NotificationThread;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A real application that reads the store {@code prod} of a table, with the libraries
 * that a test wants. It polls once an hour, so that it reads when a test asks it to.
 */
final class LibraryApplication implements AutoCloseable {

	/** The property that says how often the application polls. */
	static final String POLL_INTERVAL = "config-store.poll-interval";

	private final ConfigurableApplicationContext context;

	private LibraryApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * @param libraries the beginnings of the names of their auto-configurations, with
	 * commas between
	 */
	static LibraryApplication start(EmbeddedTable table, String libraries, Class<?> source, String... properties) {
		return start(WebApplicationType.NONE, table, libraries, source, properties);
	}

	/**
	 * @param type whether it has a web server, whose auto-configurations are among the
	 * libraries then
	 */
	static LibraryApplication start(WebApplicationType type, EmbeddedTable table, String libraries, Class<?> source,
			String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("--config-store.store=prod", "--config-store.update-interval=1h", "--" + POLL_INTERVAL + "=1h",
						"--spring.config.import=config-store:", "--test.libraries=" + libraries,
						"--spring.cloud.nacos.config.import-check.enabled=false"));
		table.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return new LibraryApplication(new SpringApplicationBuilder(Minimal.class, source).bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.web(type)
			.run(arguments.toArray(String[]::new)));
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * Read the table now, and have others notified.
	 */
	boolean reload() {
		try {
			return bean(ConfigStore.class).reload();
		}
		finally {
			Awaitility.await("notifications").until(bean(NotificationThread.class)::isIdle);
		}
	}

	/**
	 * Read the table now, and have what was found applied.
	 */
	void reloadApplies() {
		assertThat(reload()).as("the change is applied").isTrue();
	}

	/**
	 * Read the table now, and have what was found rejected.
	 * @return why
	 */
	String reloadRejects() {
		List<String> reason = new ArrayList<>();
		assertThatThrownBy(this::reload).as("the candidate is rejected")
			.satisfies((ex) -> reason.add(String.valueOf(ex.getMessage())));
		return reason.get(0);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Minimal {

	}

}
