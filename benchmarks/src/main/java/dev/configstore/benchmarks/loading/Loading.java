package dev.configstore.benchmarks.loading;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.configstore.benchmarks.ForkedJvm;
import dev.configstore.benchmarks.Markdown;
import dev.configstore.benchmarks.RecordedTable;
import dev.configstore.benchmarks.Rounds;
import dev.configstore.benchmarks.SampleTable;
import dev.configstore.benchmarks.Samples;
import dev.configstore.benchmarks.SlowServer;
import dev.configstore.benchmarks.Target;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;

/**
 * The section on loading.
 */
public final class Loading {

	private static final List<Integer> SIZES = Rounds.isQuick() ? List.of(100) : List.of(100, 1_000, 10_000);

	/** The first is none, for what is added to the network. */
	private static final List<Duration> LATENCIES = List.of(Duration.ZERO, Duration.ofMillis(5));

	private static final double LIMIT = 1.2;

	private Loading() {
	}

	/**
	 * Measure and write.
	 * @param arguments the file
	 */
	public static void main(String[] arguments) {
		List<Sized> warm = new ArrayList<>();
		List<Sized> cold = new ArrayList<>();
		try (EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start()) {
			for (int options : SIZES) {
				try (EmbeddedTable table = dynamoDb.createTable()) {
					SampleTable.fill(table, Samples.STORE, options);
					measure(table, options, warm, cold);
				}
			}
		}
		write(warm, cold).writeTo(Path.of(arguments[0]));
		System.exit(0);
	}

	private static void measure(EmbeddedTable table, int options, List<Sized> warm, List<Sized> cold) {
		FakeParameterStore parameters = new FakeParameterStore();
		parameters.addJson(Loader.JSON_PATH, options);
		parameters.addKeys(Loader.KEYS_PATH, options);
		RecordedTable recorded = new RecordedTable(table.endpoint());
		List<SlowServer> servers = LATENCIES.stream()
			.flatMap((latency) -> Stream.of(SlowServer.start(latency, recorded), SlowServer.start(latency, parameters)))
			.toList();
		List<String> endpoints = servers.stream().map((server) -> server.endpoint().toString()).toList();
		List<Loader> all = List.of(Loader.values());
		run(options, table.name(), Rounds.count(11), all, endpoints)
			.forEach((result) -> warm.add(new Sized(options, result)));
		cold.addAll(coldLoads(options, table.name(), endpoints));
		servers.forEach(SlowServer::close);
	}

	private static List<Sized> coldLoads(int options, String table, List<String> endpoints) {
		List<Result> candidates = IntStream.range(0, LATENCIES.size())
			.boxed()
			.flatMap((latency) -> Stream.of(Loader.values())
				.map((loader) -> new Result(loader, latency, Double.NaN, Double.NaN)))
			.toList();
		Map<Result, List<Result>> loads = new LinkedHashMap<>();
		Rounds.inTurns(Rounds.count(5), candidates, (candidate) -> {
			int first = 2 * candidate.latency();
			loads.computeIfAbsent(candidate, (key) -> new ArrayList<>())
				.addAll(run(options, table, 0, List.of(candidate.loader()), endpoints.subList(first, first + 2)));
		});
		return loads.entrySet()
			.stream()
			.map((entry) -> new Sized(options, entry.getKey().median(entry.getValue())))
			.toList();
	}

	private static List<Result> run(int options, String table, int rounds, List<Loader> loaders,
			List<String> endpoints) {
		List<String> arguments = new ArrayList<>(List.of(Integer.toString(options), table, Integer.toString(rounds),
				loaders.stream().map(Loader::name).collect(Collectors.joining(","))));
		arguments.addAll(endpoints);
		return ForkedJvm.of(LoadingRun.class).lines(arguments).stream().map(Result::parse).toList();
	}

	private static Markdown write(List<Sized> warm, List<Sized> cold) {
		return Markdown.section("Loading")
			.paragraph("From the first request to a complete store in memory. A consistent read of a store is three "
					+ "requests: a read of the version, the Query, and the read of the version again; \"SDK\" makes the same requests and "
					+ "does nothing with the answers. The Query alone is less than a consistent read can do with. "
					+ "Parameter Store is read by Spring Cloud AWS's property source, ten parameters a page as the service "
					+ "gives them. All use the SDK's `url-connection-client`. DynamoDB's answers were recorded from DynamoDB "
					+ "Local and are replayed byte for byte by an HTTP server in another process, so no time of a database is "
					+ "in the figures; latency passes in that server, before each answer.")
			.heading("Warm: warm code, an open connection")
			.table(headings(), rows(warm))
			.targets(targets(warm))
			.heading("Cold: the first load of a JVM, from `main` on, with the making of the client")
			.table(headings(), rows(cold));
	}

	private static List<String> headings() {
		return List.of("options", "latency", "Config Store / SDK", "Config Store / Query alone",
				"Parameter Store, JSON / Config Store", "Parameter Store, keys / Config Store", "Config Store ms",
				"of it processor", "SDK ms", "of it processor", "Query alone ms", "Parameter Store, JSON ms",
				"Parameter Store, keys ms");
	}

	private static List<List<String>> rows(List<Sized> results) {
		return SIZES.stream()
			.flatMap((options) -> IntStream.range(0, LATENCIES.size())
				.mapToObj((latency) -> row(options, latency, results)))
			.toList();
	}

	private static List<String> row(int options, int latency, List<Sized> results) {
		Result store = find(Loader.CONFIG_STORE, options, latency, results);
		Result sdk = find(Loader.SDK, options, latency, results);
		Result query = find(Loader.SDK_QUERY, options, latency, results);
		Result json = find(Loader.PARAMETER_STORE_JSON, options, latency, results);
		Result keys = find(Loader.PARAMETER_STORE_KEYS, options, latency, results);
		return List.of(String.format("%,d", options), LATENCIES.get(latency).toMillis() + " ms",
				Markdown.ratio(store.millis() / sdk.millis()), Markdown.ratio(store.millis() / query.millis()),
				ratio(json, store), ratio(keys, store), millis(store.millis()), millis(store.cpuMillis()),
				millis(sdk.millis()), millis(sdk.cpuMillis()), millis(query.millis()), millis(json.millis()),
				millis(keys.millis()));
	}

	private static String ratio(Result peer, Result store) {
		return Double.isInfinite(peer.millis()) ? "–" : Markdown.ratio(peer.millis() / store.millis());
	}

	private static String millis(double millis) {
		return Double.isInfinite(millis) ? "stack overflow" : Markdown.figure(millis);
	}

	private static Result find(Loader loader, int options, int latency, List<Sized> results) {
		return results.stream()
			.filter((sized) -> sized.options() == options)
			.map(Sized::result)
			.filter((result) -> result.loader() == loader && result.latency() == latency)
			.findFirst()
			.orElseThrow();
	}

	private static Target[] targets(List<Sized> warm) {
		return warm.stream().filter((sized) -> sized.result().loader() == Loader.CONFIG_STORE).map((sized) -> {
			int latency = sized.result().latency();
			Result sdk = find(Loader.SDK, sized.options(), latency, warm);
			return new Target("Config Store / SDK, warm, " + String.format("%,d", sized.options()) + " options, "
					+ LATENCIES.get(latency).toMillis() + " ms", LIMIT, sized.result().millis() / sdk.millis());
		}).toArray(Target[]::new);
	}

	/**
	 * A result for a store of some size.
	 */
	private record Sized(int options, Result result) {

	}

}
