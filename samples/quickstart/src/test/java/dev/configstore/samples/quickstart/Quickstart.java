package dev.configstore.samples.quickstart;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/**
 * The application as {@code main} starts it, on a free port.
 */
final class Quickstart implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final RestClient client;

	private Quickstart(ConfigurableApplicationContext context) {
		this.context = context;
		this.client = RestClient.create(url());
	}

	static Quickstart start(String... arguments) {
		return new Quickstart(QuickstartApplication
			.start(Stream.concat(Stream.of("--server.port=0"), Arrays.stream(arguments)).toArray(String[]::new)));
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	String url() {
		return "http://127.0.0.1:" + this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	JsonNode get(String path) {
		return answered(path, this.client.get().uri(path).retrieve().body(JsonNode.class));
	}

	JsonNode state() {
		return get("/api/state");
	}

	JsonNode readAgain() {
		String path = "/actuator/configstore";
		return answered(path, this.client.post().uri(path).retrieve().body(JsonNode.class));
	}

	private static JsonNode answered(String path, @Nullable JsonNode body) {
		if (body == null) {
			throw new AssertionError("No answer from " + path);
		}
		return body;
	}

	/** What the table holds. */
	String inTable(String store, String option, String key) {
		for (JsonNode candidate : state().get("stores")) {
			if (candidate.get("name").asString().equals(store)) {
				for (JsonNode held : candidate.at("/options/" + option)) {
					if (held.get("name").asString().equals(key)) {
						return held.get("value").asString();
					}
				}
			}
		}
		return "nothing";
	}

	/** What the environment answers. */
	String inEnvironment(String name) {
		for (JsonNode property : state().get("environment")) {
			if (property.get("name").asString().equals(name)) {
				return property.get("value").asString();
			}
		}
		return "nothing";
	}

	String inBean(String field) {
		return state().get("beans").get(field).asString();
	}

	void set(String store, String option, String key, String value) {
		this.client.put()
			.uri("/api/keys")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("store", store, "option", option, "key", key, "value", value))
			.retrieve()
			.toBodilessEntity();
	}

	void refresh() {
		this.client.post()
			.uri("/actuator/refresh")
			.contentType(MediaType.APPLICATION_JSON)
			.retrieve()
			.toBodilessEntity();
	}

	RestClient client() {
		return this.client;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
