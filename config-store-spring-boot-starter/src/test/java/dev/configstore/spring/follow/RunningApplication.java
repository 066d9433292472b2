package dev.configstore.spring.follow;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import dev.configstore.ConfigStore;
import dev.configstore.spring.support.Notified;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A real application that reads the store {@code prod} of a table, as a user starts one.
 * It polls once an hour, so that it reads when a test asks it to.
 */
final class RunningApplication implements AutoCloseable {

	/** The store. */
	static final String STORE = "prod";

	/** The property that says how often the application polls. */
	static final String POLL_INTERVAL = "config-store.poll-interval";

	private final ConfigurableApplicationContext context;

	private RunningApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static RunningApplication start(EmbeddedTable table, Class<?> source, String... properties) {
		return new RunningApplication(
				builder(source).web(WebApplicationType.NONE).run(arguments(table, Door.IMPORT, properties)));
	}

	/**
	 * Start one that can be asked over HTTP.
	 */
	static RunningApplication startWeb(EmbeddedTable table, Door door, Class<?> source, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("server.port=0");
		all.add("management.endpoints.web.exposure.include=*");
		all.add("management.endpoint.env.post.enabled=true");
		all.add("management.endpoint.env.post.valid-keys-regex=.*");
		all.add("management.endpoint.configstore.access=unrestricted");
		return new RunningApplication(builder(source).run(arguments(table, door, all.toArray(String[]::new))));
	}

	private static SpringApplicationBuilder builder(Class<?> source) {
		return new SpringApplicationBuilder(Minimal.class, source).bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false);
	}

	private static String[] arguments(EmbeddedTable table, Door door, String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("config-store.store=" + STORE, "config-store.update-interval=1h", POLL_INTERVAL + "=1h",
						"spring.config.import=" + ((door == Door.IMPORT) ? "config-store:" : ""),
						"spring.cloud.bootstrap.enabled=" + (door == Door.BOOTSTRAP)));
		table.properties().forEach((name, value) -> arguments.add(name + "=" + value));
		for (String argument : more) {
			String name = argument.substring(0, argument.indexOf('=') + 1);
			arguments.removeIf((other) -> other.startsWith(name));
		}
		arguments.addAll(List.of(more));
		return arguments.stream().map((argument) -> "--" + argument).toArray(String[]::new);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	ConfigStore store() {
		return this.context.getBean(ConfigStore.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	<T> T bean(String name, Class<T> type) {
		return this.context.getBean(name, type);
	}

	Heard heard() {
		return bean(Heard.class);
	}

	@Nullable String property(String name) {
		return this.context.getEnvironment().getProperty(name);
	}

	/**
	 * Read the table now, and have others notified.
	 * @return whether anything has changed
	 */
	boolean reload() {
		try {
			return store().reload();
		}
		finally {
			Notified.await(this.context);
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
			.satisfies((ex) -> reason.add(ex.getClass().getSimpleName() + ": " + ex.getMessage()));
		return reason.get(0);
	}

	Answer get(String path) {
		return request(HttpMethod.GET, path, null);
	}

	Answer post(String path) {
		return request(HttpMethod.POST, path, null);
	}

	Answer post(String path, @Nullable String body) {
		return request(HttpMethod.POST, path, body);
	}

	Answer delete(String path) {
		return request(HttpMethod.DELETE, path, null);
	}

	private Answer request(HttpMethod method, String path, @Nullable String body) {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		RestClient.RequestBodySpec request = RestClient.create()
			.method(method)
			.uri(URI.create("http://127.0.0.1:" + port + "/actuator/" + path));
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).body(body);
		}
		return request.exchange((sent, response) -> new Answer(response.getStatusCode(),
				String.valueOf(response.bodyTo(String.class))));
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * The ways into Spring.
	 */
	enum Door {

		IMPORT, BOOTSTRAP

	}

	/**
	 * What an endpoint answers.
	 */
	record Answer(HttpStatusCode status, String body) {

		JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Minimal {

		@Bean
		Heard heard() {
			return new Heard();
		}

	}

}
