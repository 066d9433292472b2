package dev.configstore.spring.docs;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.configstore.model.Operation;
import dev.configstore.reload.ReloadOutcome;
import dev.configstore.reload.ReloadTrigger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The meters of {@code docs/operations.md} are those of the Javadoc, and those that an
 * application registers.
 */
class MetersDocumentTests {

	private static final Path SOURCES = Document.root()
		.resolve("config-store-spring-boot-starter/src/main/java/dev/configstore/spring/actuate");

	private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL);

	private static final Pattern CELL = Pattern.compile("<td>(.*?)</td>", Pattern.DOTALL);

	private static final Pattern CONSTANT = Pattern.compile("String ([A-Z]+) = \"([^\"]+)\"");

	private static final Pattern REFERENCE = Pattern.compile("\\{@value \\w*#([A-Z]+)}");

	private final Document document = Document.of("operations.md");

	@Test
	void metersAreThoseOfTheJavadoc() {
		assertThat(this.document.rows("meter").stream().map((row) -> row.stream().map(Document::withoutTicks).toList()))
			.containsExactlyElementsOf(javadoc());
	}

	@Test
	void metersAreThoseOfAnApplication() {
		Map<String, Set<String>> documented = new TreeMap<>();
		this.document.rows("meter")
			.forEach((row) -> documented.put(Document.withoutTicks(row.get(0)),
					new TreeSet<>(Document.ticked(row.get(2)))));
		// While a reload runs.
		documented.put("config.store.reload.active", Set.of("trigger"));
		assertThat(DocumentedApplication.get().meters()).isEqualTo(documented);
		assertThat(this.document.text()).contains("`config.store.reload.active`");
	}

	@Test
	void valuesOfTagsAreAllNamed() {
		assertThat(valuesOf("operation")).containsExactly(words(Operation.values()));
		assertThat(valuesOf("trigger")).containsExactly(words(ReloadTrigger.values()));
		assertThat(valuesOf("outcome")).containsExactly(words(ReloadOutcome.Kind.values()));
	}

	private List<String> valuesOf(String tag) {
		String line = this.document.text()
			.lines()
			.filter((each) -> each.startsWith("- `" + tag + "`:"))
			.findFirst()
			.orElseThrow();
		return Document.ticked(line).stream().skip(1).toList();
	}

	static String[] words(Enum<?>[] constants) {
		return Arrays.stream(constants)
			.map((constant) -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toArray(String[]::new);
	}

	private static List<List<String>> javadoc() {
		String meters = Document.text(SOURCES.resolve("ConfigStoreMetrics.java"));
		String observation = Document.text(SOURCES.resolve("ReloadObservation.java"));
		Map<String, String> constants = results(CONSTANT, meters + observation)
			.collect(Collectors.toMap((constant) -> constant.group(1), (constant) -> constant.group(2)));
		String table = meters.substring(meters.indexOf("<tbody>"), meters.indexOf("</tbody>"));
		return results(ROW, table)
			.map((row) -> results(CELL, row.group(1)).map((cell) -> plain(cell.group(1), constants)).toList())
			.toList();
	}

	private static String plain(String cell, Map<String, String> constants) {
		String text = cell.replaceAll("\\s*\\n\\s*\\*\\s*", " ").replaceAll("\\{@code (.*?)}", "$1").trim();
		return REFERENCE.matcher(text)
			.replaceAll((reference) -> Objects.requireNonNull(constants.get(reference.group(1))));
	}

	private static Stream<MatchResult> results(Pattern pattern, String text) {
		return pattern.matcher(text).results();
	}

}
