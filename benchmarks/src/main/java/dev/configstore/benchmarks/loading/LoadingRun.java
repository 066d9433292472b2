package dev.configstore.benchmarks.loading;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.configstore.benchmarks.Rounds;
import dev.configstore.benchmarks.loading.Loader.Servers;

/**
 * The JVM that loads; the servers are in another one. Prints a {@link Result} a line.
 * <p>
 * With no rounds it measures the first load of the JVM, from {@code main} on and with the
 * making of the client; else loads by warm clients in warm code, in turns.
 */
final class LoadingRun {

	private LoadingRun() {
	}

	/**
	 * Load.
	 * @param arguments the number of options, the table, the rounds, the loaders with
	 * commas between, and for each latency DynamoDB's and Parameter Store's endpoint
	 */
	public static void main(String[] arguments) {
		long start = System.nanoTime();
		int options = Integer.parseInt(arguments[0]);
		int rounds = Integer.parseInt(arguments[2]);
		List<Loader> loaders = Arrays.stream(arguments[3].split(",")).map(Loader::valueOf).toList();
		List<Candidate> candidates = new ArrayList<>();
		for (int i = 4; i < arguments.length; i += 2) {
			Servers servers = new Servers(URI.create(arguments[i]), URI.create(arguments[i + 1]), arguments[1]);
			int latency = (i - 4) / 2;
			loaders.forEach((loader) -> candidates.add(new Candidate(loader, latency, servers, options)));
		}
		results(candidates, rounds, start).map(Result::line).forEach(System.out::println);
		// Idle connections and the threads of clients would keep it for a while.
		System.exit(0);
	}

	private static Stream<Result> results(List<Candidate> candidates, int rounds, long start) {
		if (rounds == 0) {
			return candidates.stream().map((candidate) -> candidate.first(start));
		}
		Rounds.inTurns(rounds, candidates.stream().filter(Candidate::warmUp).toList(), Candidate::measure);
		return candidates.stream().map(Candidate::median);
	}

}
