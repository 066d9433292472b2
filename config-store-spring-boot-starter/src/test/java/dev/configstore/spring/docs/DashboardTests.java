package dev.configstore.spring.docs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.reload.ReloadOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard and the alerts ask Prometheus for what it reads from an application.
 */
class DashboardTests {

	private static final String DASHBOARD = "grafana-dashboard.json";

	private static final String ALERTS = "alerts.yml";

	private static final Pattern METRIC = Pattern.compile("\\bconfig_store_[a-z_]+");

	private static final Pattern SELECTOR = Pattern.compile("(config_store_[a-z_]+)\\{([^}]*)}");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)(?:=~|!~|!=|=)\"([^\"]*)\"");

	private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");

	private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

	/** What Prometheus adds to each metric, and what its histograms have. */
	private static final Set<String> ADDED = Set.of("job", "instance", "le");

	/** What a query makes itself. */
	private static final String MADE = "version";

	private final Map<String, Set<String>> scraped = scraped();

	private final Set<String> labels = Stream
		.of(this.scraped.values().stream().flatMap(Set::stream), ADDED.stream(), Stream.of(MADE))
		.flatMap((each) -> each)
		.collect(Collectors.toSet());

	@ParameterizedTest
	@ValueSource(strings = { DASHBOARD, ALERTS })
	void asksForWhatAnApplicationHas(String file) {
		assertThat(queries(file)).isNotEmpty().allSatisfy((query) -> {
			assertThat(results(METRIC, query).map(MatchResult::group)).isNotEmpty().isSubsetOf(this.scraped.keySet());
			assertThat(results(GROUPING, query).flatMap((group) -> Stream.of(group.group(1).split(",\\s*"))))
				.isSubsetOf(this.labels);
			results(SELECTOR, query).forEach((selector) -> results(MATCHER, selector.group(2))
				.forEach((matcher) -> assertMatches(selector.group(1), matcher.group(1), matcher.group(2))));
		});
		assertThat(results(SHOWN, Document.of(file).text()).map((label) -> label.group(1))).isSubsetOf(this.labels);
	}

	private void assertMatches(String metric, String label, String value) {
		assertThat(ADDED.contains(label) || this.scraped.get(metric).contains(label)).as(metric + " " + label).isTrue();
		if (label.equals("outcome")) {
			assertThat(value.split("\\|")).isSubsetOf(MetersDocumentTests.words(ReloadOutcome.Kind.values()));
		}
		if (label.equals("error")) {
			String type = ConfigStoreException.class.getPackageName() + "." + value;
			assertThat(ClassUtils.isPresent(type, null)).as(type).isTrue();
			assertThat(DocumentedApplication.get().scrape()).contains("error=\"" + value + "\"");
		}
	}

	@Test
	void everyMeterIsOnTheDashboard() {
		String queries = String.join("\n", queries(DASHBOARD));
		assertThat(DocumentedApplication.get().meters().keySet().stream().filter((meter) -> !meter.endsWith(".active")))
			.allSatisfy((meter) -> assertThat(queries).contains(meter.replace('.', '_')));
	}

	@Test
	void dashboardCanBeImportedAnywhere() {
		JsonNode dashboard = JsonMapper.shared().readTree(Document.of(DASHBOARD).text());
		assertThat(dashboard.at("/templating/list/0/type").asString()).isEqualTo("datasource");
		assertThat(dashboard.findValues("datasource").stream().map((datasource) -> datasource.get("uid").asString()))
			.isNotEmpty()
			.containsOnly("${datasource}");
		assertThat(dashboard.get("panels")).allSatisfy((panel) -> {
			assertThat(panel.get("title").asString()).isNotBlank();
			assertThat(panel.get("description").asString()).isNotBlank();
			assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt()).isLessThanOrEqualTo(24);
		});
	}

	@Test
	void everyAlertIsExplainedAndSaysWhatToDo() {
		List<Map<String, Object>> rules = rules();
		assertThat(rules.stream().map((rule) -> String.valueOf(rule.get("alert"))))
			.containsExactlyElementsOf(Document.of("operations.md")
				.rows("alert")
				.stream()
				.map((row) -> Document.withoutTicks(row.get(0)))
				.toList());
		assertThat(rules).allSatisfy((rule) -> {
			assertThat(rule).containsKeys("expr", "for");
			assertThat(String.valueOf(rule.get("labels"))).contains("severity");
			assertThat(String.valueOf(rule.get("annotations"))).contains("summary", "description");
		});
	}

	private static List<String> queries(String file) {
		if (file.equals(ALERTS)) {
			return rules().stream().map((rule) -> String.valueOf(rule.get("expr"))).toList();
		}
		JsonNode dashboard = JsonMapper.shared().readTree(Document.of(file).text());
		return Stream.concat(dashboard.findValues("expr").stream(), dashboard.findValues("definition").stream())
			.map(JsonNode::asString)
			.toList();
	}

	private static List<Map<String, Object>> rules() {
		Map<String, List<Map<String, List<Map<String, Object>>>>> alerts = new Yaml().load(Document.of(ALERTS).text());
		return Objects.requireNonNull(alerts.get("groups"))
			.stream()
			.flatMap((group) -> group.get("rules").stream())
			.toList();
	}

	/** The labels of each metric. */
	private static Map<String, Set<String>> scraped() {
		Map<String, Set<String>> scraped = new TreeMap<>();
		DocumentedApplication.get()
			.scrape()
			.lines()
			.filter((line) -> line.startsWith("config_store_"))
			.forEach((line) -> {
				Set<String> labels = scraped.computeIfAbsent(line.split("[{ ]", 2)[0], (metric) -> new TreeSet<>());
				results(MATCHER, line).forEach((label) -> labels.add(label.group(1)));
			});
		return scraped;
	}

	private static Stream<MatchResult> results(Pattern pattern, String text) {
		return pattern.matcher(text).results();
	}

}
