package dev.configstore.spring.docs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What {@code docs/operations.md} says of health, endpoint and origins is what an
 * application answers.
 */
@ExtendWith(OutputCaptureExtension.class)
class OperationsDocumentTests {

	private final Document document = Document.of("operations.md");

	private final DocumentedApplication application = DocumentedApplication.get();

	@Test
	void examplesHaveTheFormOfTheAnswers() {
		List<String> examples = this.document.blocks("json");
		assertThat(paths(json(examples.get(0)))).isEqualTo(paths(json(this.application.unhealthy())));
		assertThat(paths(json(examples.get(1)))).isEqualTo(paths(json(this.application.overview())));
		assertThat(paths(json(examples.get(2)))).isEqualTo(paths(json(this.application.store())));
		assertThat(json(examples.get(2)).at("/properties/db.host"))
			.isEqualTo(json(this.application.store()).at("/properties/db.host"));
		String bean = DocumentedApplication.Database.class.getName();
		assertThat(json(examples.get(3)))
			.isEqualTo(json(body(this.application.rejected()).replace(bean, "shop.Database")));
	}

	@Test
	void statusesAreThoseOfTheAnswers() {
		Map<String, String> documented = this.document.rows("status")
			.stream()
			.collect(Collectors.toMap((row) -> Document.withoutTicks(row.get(1)), (row) -> row.get(0)));
		assertThat(Map.of(outcome(this.application.changed()), status(this.application.changed()),
				outcome(this.application.unchanged()), status(this.application.unchanged()),
				outcome(this.application.rejected()), status(this.application.rejected()),
				outcome(this.application.failed()), status(this.application.failed())))
			.isEqualTo(documented);
		assertThat(this.document.text()).contains("status 404");
		assertThat(status(this.application.unknown())).isEqualTo("404");
	}

	@Test
	void everyDetailOfHealthIsExplained() {
		assertThat(this.document.rows("detail").stream().map((row) -> Document.withoutTicks(row.get(0))))
			.containsExactlyInAnyOrderElementsOf(json(this.application.unhealthy()).get("details").propertyNames());
		assertThat(json(this.application.healthy()).get("details").has("lastFailure")).isFalse();
		assertThat(json(this.application.healthy()).at("/details/stores/config~1prod").asString())
			.isEqualTo("unversioned");
	}

	@Test
	void originsAreShown(CapturedOutput output) {
		String origin = "DynamoDB table 'config', store 'prod', option 'db', key 'host'";
		assertThat(this.document.text()).contains(origin);
		assertThat(this.application.env()).contains("\"origin\":\"" + origin + "\"");
		assertThatException().isThrownBy(DocumentedApplication::startWithBadValue);
		assertThat(output.getOut()).contains(this.document.code("## Where a property comes from").lines().toList());
	}

	/** Where there is something; names of properties count as one. */
	private static Set<String> paths(JsonNode node) {
		Set<String> paths = new TreeSet<>();
		collect("", node, paths);
		return paths;
	}

	private static void collect(String path, JsonNode node, Set<String> paths) {
		paths.add(path);
		if (node.isArray()) {
			node.forEach((element) -> collect(path + "/0", element, paths));
		}
		node.propertyNames()
			.forEach((name) -> collect(path + "/" + (path.equals("/properties") ? "*" : name), node.get(name), paths));
	}

	private static String outcome(String answer) {
		return json(body(answer)).get("outcome").asString();
	}

	private static String status(String answer) {
		return answer.startsWith("{") ? "200" : answer.substring(0, 3);
	}

	private static String body(String answer) {
		return answer.substring(answer.indexOf('{'));
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
