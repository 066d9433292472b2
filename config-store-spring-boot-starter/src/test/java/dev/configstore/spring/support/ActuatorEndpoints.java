package dev.configstore.spring.support;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;

/**
 * Asks every endpoint that an application has, over HTTP, whichever there are.
 */
public final class ActuatorEndpoints {

	/** Holds every value, whatever anybody does. */
	private static final String HEAP = "heapdump";

	private final RestClient http = RestClient.create();

	private final String base;

	private final Map<String, String> answers = new TreeMap<>();

	public ActuatorEndpoints(ApplicationContext context) {
		this.base = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port")
				+ "/actuator";
	}

	/**
	 * Follow all links.
	 * @return the answers, by the address that was asked
	 */
	public Map<String, String> getAll() {
		this.answers.clear();
		for (Map.Entry<String, JsonNode> link : json(get(this.base)).get("_links").properties()) {
			String href = link.getValue().get("href").asString();
			if (link.getKey().startsWith("metrics-")) {
				metersOfOurs().forEach((name) -> get(this.base + "/metrics/" + name));
			}
			else if (!link.getKey().equals(HEAP)) {
				get(href.replace("{toMatch}", "db.password")
					.replace("{prefix}", "db")
					.replace("{*path}", "refreshScope")
					.replaceAll("\\{[^}]*}", "prod"));
			}
		}
		return Map.copyOf(this.answers);
	}

	public String post(String endpoint) {
		return this.http.post()
			.uri(URI.create(this.base + "/" + endpoint))
			.exchange((request, response) -> response.getStatusCode() + " " + response.bodyTo(String.class));
	}

	private String get(String address) {
		String body = this.http.get()
			.uri(URI.create(address))
			.exchange((request, response) -> String.valueOf(response.bodyTo(String.class)));
		this.answers.put(address, body);
		return body;
	}

	private Set<String> metersOfOurs() {
		Set<String> names = new TreeSet<>();
		json(get(this.base + "/metrics")).get("names").forEach((name) -> names.add(name.asString()));
		names.removeIf((name) -> !name.startsWith("config"));
		return names;
	}

	private static JsonNode json(String body) {
		return JsonMapper.shared().readTree(body);
	}

}
