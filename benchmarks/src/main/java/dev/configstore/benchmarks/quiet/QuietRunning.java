package dev.configstore.benchmarks.quiet;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import dev.configstore.ConfigStore;
import dev.configstore.benchmarks.Markdown;
import dev.configstore.benchmarks.RecordedTable;
import dev.configstore.benchmarks.Rounds;
import dev.configstore.benchmarks.SampleTable;
import dev.configstore.benchmarks.Samples;
import dev.configstore.benchmarks.SlowServer;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;

/**
 * The section on quiet running.
 */
public final class QuietRunning {

	private static final List<Integer> SIZES = Rounds.isQuick() ? List.of(100, 1_000) : List.of(1_000, 10_000);

	private static final List<QuietHour> HOURS = List.of(new QuietHour(Duration.ofSeconds(30), Duration.ofMinutes(5)),
			new QuietHour(Duration.ofSeconds(5), Duration.ofHours(1)));

	private QuietRunning() {
	}

	/**
	 * Measure and write.
	 * @param arguments the file
	 */
	public static void main(String[] arguments) {
		List<List<String>> hours = new ArrayList<>();
		Map<Integer, Kept> kept = new TreeMap<>();
		Map<String, Long> threads = Map.of();
		try (EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start()) {
			for (int options : SIZES) {
				try (EmbeddedTable table = dynamoDb.createTable();
						SlowServer server = SlowServer.start(Duration.ZERO, new RecordedTable(dynamoDb.endpoint()))) {
					SampleTable.fill(table, Samples.STORE, options);
					HOURS.forEach(
							(hour) -> hours.add(row(options, hour, hour.measure(server.endpoint(), table.name()))));
					kept.put(options, Kept.by(server.endpoint(), table.name(), options));
					threads = threads(server.endpoint(), table.name());
				}
			}
		}
		write(hours, kept, threads).writeTo(Path.of(arguments[0]));
		System.exit(0);
	}

	private static List<String> row(int options, QuietHour hour, QuietHour.Result result) {
		return List.of(count(options), hour.pollInterval().toSeconds() + " s",
				hour.updateInterval().toMinutes() + " min",
				Markdown.ratio(result.store().cpuMillis() / result.sdk().cpuMillis()),
				Markdown.ratio(result.store().bytes() / result.sdk().bytes()), count(result.polls().units().size()),
				count((int) result.polls().fullReads()), Markdown.figure(result.store().cpuMillis()),
				Markdown.figure(result.sdk().cpuMillis()), Markdown.figure(result.store().bytes() / 1e6),
				Markdown.figure(result.sdk().bytes() / 1e6),
				String.format(Locale.ROOT, "%.4f %%", result.store().cpuMillis() / 3.6e6 * 100));
	}

	static ConfigStore open(URI endpoint, String table) {
		return ConfigStore.builder()
			.endpoint(endpoint)
			.region("eu-west-1")
			.table(table)
			.store(Samples.STORE)
			.pollInterval(Duration.ofHours(1))
			.updateInterval(Duration.ofHours(1))
			.open();
	}

	/**
	 * Return the threads that are there because of a store, by name without its numbers.
	 */
	private static Map<String, Long> threads(URI endpoint, String table) {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (ConfigStore store = open(endpoint, table)) {
			store.reload();
			return Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> !before.contains(thread) && !thread.getName().startsWith("pool-"))
				.collect(Collectors.groupingBy((thread) -> thread.getName().replaceAll("-\\d+", ""), TreeMap::new,
						Collectors.counting()));
		}
	}

	private static Markdown write(List<List<String>> hours, Map<Integer, Kept> kept, Map<String, Long> threads) {
		int small = SIZES.get(0);
		int large = SIZES.get(SIZES.size() - 1);
		return Markdown.section("Quiet running")
			.paragraph("What an instance takes while nothing changes.")
			.heading("An hour of polls")
			.paragraph(
					"With a clock that goes on by an interval at each poll. Processor time and allocation of the thread "
							+ "that polls, beside those of the same requests made by the SDK alone. Answers are replayed from another "
							+ "thread of the process.")
			.table(List.of("options", "poll every", "full read every", "processor, Config Store / SDK",
					"allocated, Config Store / SDK", "polls", "full reads", "Config Store processor ms",
					"SDK processor ms", "Config Store allocated MB", "SDK allocated MB", "of one core"), hours)
			.heading("Bytes kept for each option of 200 bytes")
			.paragraph("Heap after a garbage collection with a store of " + count(large)
					+ " options, less that with one of " + count(small)
					+ ", for each option more. In an application: the store and everything the environment "
					+ "needs of it, beside what Boot keeps of a file with the same properties. The plain map holds the same properties, and nothing else: no options, no origins.")
			.table(List.of("Config Store", "in a Spring application", "an immutable source of Boot's in one",
					"plain `HashMap` of the properties"),
					List.of(List.of(perOption(kept, small, large, Kept::store),
							perOption(kept, small, large, Kept::application),
							perOption(kept, small, large, Kept::applicationOfBoot),
							perOption(kept, small, large, Kept::plainMap))))
			.heading("Threads of one store")
			.table(List.of("name", "number"),
					threads.entrySet()
						.stream()
						.map((entry) -> List.of("`" + entry.getKey() + "`", "" + entry.getValue()))
						.toList())
			.paragraph(
					"`config-store-reload` is Config Store's own; the others belong to the SDK's client and to the JDK's HTTP "
							+ "client behind it, and would be there for any use of them.");
	}

	private static String perOption(Map<Integer, Kept> kept, int small, int large, ToDoubleFunction<Kept> what) {
		return Markdown
			.figure((what.applyAsDouble(kept.get(large)) - what.applyAsDouble(kept.get(small))) / (large - small));
	}

	private static String count(int number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

}
