package dev.configstore.benchmarks.refresh;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.configstore.benchmarks.Markdown;
import dev.configstore.benchmarks.Rounds;
import dev.configstore.benchmarks.SampleTable;
import dev.configstore.benchmarks.Target;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;

/**
 * Section 5: what it takes from a new snapshot to beans that are renewed.
 */
public final class Refresh {

	private static final List<Integer> SIZES = List.of(1_000, 10_000);

	private static final int KEYS = 4;

	private static final int ROUNDS = 40;

	private static final String NAIVE = "swap, event, refresh scope (the naive limit)";

	private static final String UNCHECKED = "Config Store, without dry run";

	private static final String CHECKED = "Config Store";

	private static final String REFRESHER = "`ContextRefresher.refresh()`";

	private Refresh() {
	}

	/**
	 * Run the section.
	 * @param arguments the file to write
	 */
	public static void main(String[] arguments) {
		Markdown section = Markdown.section("Refresh");
		section.paragraph(
				"One option of a store changes. From when the new snapshot is known (nothing remote is measured) "
						+ "to when all " + Beans.NUMBER + " `@ConfigurationProperties` beans and " + Beans.NUMBER
						+ " refresh-scoped beans are what they should be, each of the latter used once.");
		try (EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start()) {
			EmbeddedTable table = dynamoDb.createTable("config");
			for (int size : SIZES) {
				section.heading(String.format("%,d properties", size));
				report(section, measure(table, size / KEYS));
			}
		}
		section.writeTo(Path.of(arguments[0]));
	}

	private static Map<String, Double> measure(EmbeddedTable table, int options) {
		SampleTable.fill(table, "checked-" + options, options);
		SampleTable.fill(table, "unchecked-" + options, options);
		Map<String, Candidate> candidates = new LinkedHashMap<>();
		try {
			candidates.put(NAIVE, NaiveCandidate.start(options));
			candidates.put(UNCHECKED, ConfigStoreCandidate.start(table, "unchecked-" + options, false));
			candidates.put(CHECKED, ConfigStoreCandidate.start(table, "checked-" + options, true));
			candidates.put(REFRESHER, ContextRefresherCandidate.start(options));
			int rounds = Rounds.count(ROUNDS);
			Map<String, Candidate> all = candidates;
			List<String> names = List.copyOf(candidates.keySet());
			Rounds.inTurns(rounds, names, (name) -> Objects.requireNonNull(all.get(name)).measure());
			return Rounds.medians(rounds, names, (name) -> Objects.requireNonNull(all.get(name)).measure());
		}
		finally {
			candidates.values().forEach(Candidate::close);
		}
	}

	private static void report(Markdown section, Map<String, Double> medians) {
		section.table(List.of("way", "microseconds", "to the naive limit"), medians.entrySet()
			.stream()
			.map((way) -> List.of(way.getKey(), Markdown.figure(way.getValue() / TimeUnit.MICROSECONDS.toNanos(1)),
					Markdown.ratio(way.getValue() / figure(medians, NAIVE))))
			.toList());
		section.targets(
				new Target("without dry run, to the naive limit", 1,
						figure(medians, UNCHECKED) / figure(medians, NAIVE)),
				new Target("with dry run, to `ContextRefresher` (five times faster)", 0.2,
						figure(medians, CHECKED) / figure(medians, REFRESHER)));
	}

	private static double figure(Map<String, Double> medians, String way) {
		return Objects.requireNonNull(medians.get(way));
	}

}
