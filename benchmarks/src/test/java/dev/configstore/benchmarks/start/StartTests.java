package dev.configstore.benchmarks.start;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the applications are given.
 */
class StartTests {

	@Test
	void hasTheSamePropertiesAsOptionsAndAsText() {
		Map<String, String> properties = Start.properties();
		assertThat(properties).hasSize(100);
		assertThat(Start.options(properties))
			.containsEntry("database", Map.of("host", "db.example.org", "port", "5433"))
			.containsEntry("database.pool", Map.of("max", "20"));
		assertThat(Start.yaml(properties).lines()).hasSize(100).contains("database.host: \"db.example.org\"");
	}

	@Test
	void answersTenParametersAPageWhenItPlaysParameterStore() throws Exception {
		try (ParameterStoreServer server = new ParameterStoreServer("/config/application/", Start.properties())) {
			String first = ask(server.endpoint(), "{}");
			assertThat(first).contains("\"NextToken\":\"10\"", "\"/config/application/database/pool/max\"");
			assertThat(first.split("\"Name\"")).hasSize(11);
			assertThat(ask(server.endpoint(), "{\"NextToken\":\"90\"}")).doesNotContain("NextToken");
		}
	}

	private static String ask(URI endpoint, String question) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(endpoint)
			.POST(HttpRequest.BodyPublishers.ofString(question))
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
	}

}
