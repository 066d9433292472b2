package dev.configstore.benchmarks.lookup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import dev.configstore.benchmarks.Markdown;
import dev.configstore.benchmarks.Rounds;
import dev.configstore.benchmarks.SampleTable;
import dev.configstore.benchmarks.Target;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Section 4: what a look-up in the environment takes.
 */
public final class LookUps {

	private static final List<Integer> SIZES = List.of(100, 1_000, 10_000);

	private static final List<String> KINDS = List.of("hit", "miss");

	private static final double LIMIT = 1.1;

	private LookUps() {
	}

	/**
	 * Run the section.
	 * @param arguments the file to write
	 * @throws RunnerException if a benchmark fails
	 */
	public static void main(String[] arguments) throws RunnerException {
		try (EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start()) {
			EmbeddedTable table = dynamoDb.createTable("config");
			SIZES.forEach((size) -> SampleTable.fill(table, Source.store(size / LookUp.KEYS), size / LookUp.KEYS));
			report(new Runner(options(table).build()).run()).writeTo(Path.of(arguments[0]));
		}
	}

	private static ChainedOptionsBuilder options(EmbeddedTable table) {
		boolean quick = Rounds.isQuick();
		return new OptionsBuilder().include(LookUp.class.getName())
			.forks(quick ? 1 : 2)
			.warmupIterations(quick ? 1 : 4)
			.warmupTime(TimeValue.milliseconds(quick ? 100 : 500))
			.measurementIterations(quick ? 1 : 5)
			.measurementTime(TimeValue.milliseconds(quick ? 100 : 300))
			.shouldFailOnError(true)
			.jvmArgsAppend("-D" + LookUp.ENDPOINT + "=" + table.endpoint(), "-Daws.accessKeyId=test",
					"-Daws.secretAccessKey=test");
	}

	private static Markdown report(Collection<RunResult> results) {
		Markdown section = Markdown.section("Look-ups");
		section.paragraph("`Environment.getProperty` in a running application, in turns over 64 names, by JMH: "
				+ "nanoseconds a look-up, with JMH's error of 99.9 %. Ratios are to Boot's immutable source.");
		List<Target> targets = new ArrayList<>();
		for (String kind : KINDS) {
			section.heading(kind.equals("hit") ? "A name that is there" : "A name that is nowhere");
			List<String> headings = new ArrayList<>(List.of("properties in"));
			SIZES.forEach((size) -> headings.addAll(List.of(String.format("%,d, ns", size), "error", "ratio")));
			section.table(headings,
					Arrays.stream(Source.values()).map((source) -> row(results, kind, source)).toList());
			for (int size : SIZES) {
				Stream.of(Source.IMPORT, Source.BOOTSTRAP)
					.map((door) -> new Target(kind + ", " + String.format("%,d", size) + ", " + door.title(), LIMIT,
							ratio(results, kind, door, size)))
					.forEach(targets::add);
			}
		}
		return section.targets(targets.toArray(Target[]::new));
	}

	private static List<String> row(Collection<RunResult> results, String kind, Source source) {
		List<String> row = new ArrayList<>(List.of(source.title()));
		for (int size : SIZES) {
			Result<?> result = result(results, kind, source, size);
			row.add(Markdown.figure(result.getScore()));
			row.add("± " + Markdown.figure(result.getScoreError()));
			row.add(Markdown.ratio(ratio(results, kind, source, size)));
		}
		return row;
	}

	private static double ratio(Collection<RunResult> results, String kind, Source source, int size) {
		return result(results, kind, source, size).getScore()
				/ result(results, kind, Source.IMMUTABLE, size).getScore();
	}

	private static Result<?> result(Collection<RunResult> results, String kind, Source source, int size) {
		return results.stream()
			.filter((result) -> result.getParams().getBenchmark().endsWith("." + kind)
					&& result.getParams().getParam("source").equals(source.name())
					&& result.getParams().getParam("properties").equals(String.valueOf(size)))
			.findFirst()
			.orElseThrow()
			.getPrimaryResult();
	}

}
