package dev.configstore.benchmarks.loading;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import dev.configstore.benchmarks.Rounds;
import dev.configstore.benchmarks.loading.Loader.Load;
import dev.configstore.benchmarks.loading.Loader.Loaded;
import dev.configstore.benchmarks.loading.Loader.Servers;

/**
 * A loader at one latency, and what its loads took.
 */
final class Candidate {

	/** Milliseconds; what is shorter is repeated until it is not. */
	private static final double SHORTEST = 30;

	/** Milliseconds. */
	private static final double WARM_UP = Rounds.isQuick() ? 300 : 4_000;

	private final Loader loader;

	private final int latency;

	private final Load load;

	private final int options;

	private final List<Took> rounds = new ArrayList<>();

	Candidate(Loader loader, int latency, Servers servers, int options) {
		this.loader = loader;
		this.latency = latency;
		this.load = loader.prepare(servers);
		this.options = options;
	}

	/**
	 * Load once and measure it. All requests are made by the calling thread.
	 */
	private Took load() {
		long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		long start = System.nanoTime();
		Loaded loaded = this.load.load();
		Took took = new Took((System.nanoTime() - start) / 1e6,
				(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6);
		loaded.end().run();
		if (loaded.options() != this.options) {
			throw new IllegalStateException(this.loader + " loaded " + loaded.options() + " options");
		}
		return took;
	}

	/**
	 * Load until the code is warm.
	 * @return whether it can load at all
	 */
	boolean warmUp() {
		try {
			for (double spent = 0; spent < WARM_UP;) {
				spent += load().millis();
			}
			return true;
		}
		catch (StackOverflowError ex) {
			return false;
		}
	}

	/**
	 * Load, for long enough to be measured.
	 */
	void measure() {
		List<Took> loads = new ArrayList<>();
		for (double spent = 0; spent < SHORTEST;) {
			loads.add(load());
			spent += loads.get(loads.size() - 1).millis();
		}
		this.rounds.add(Took.median(loads));
	}

	/**
	 * Return the first load, in milliseconds since the JVM began to work for it.
	 * @param start when that was, in nanoseconds of {@link System#nanoTime()}
	 */
	Result first(long start) {
		try {
			load();
			// A thread's time begins with the thread, so the class loading of main is in
			// it.
			return result(new Took((System.nanoTime() - start) / 1e6,
					ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6));
		}
		catch (StackOverflowError ex) {
			return overflow();
		}
	}

	Result median() {
		return this.rounds.isEmpty() ? overflow() : result(Took.median(this.rounds));
	}

	private Result overflow() {
		return result(new Took(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
	}

	private Result result(Took took) {
		return new Result(this.loader, this.latency, took.millis(), took.cpuMillis());
	}

	private record Took(double millis, double cpuMillis) {

		static Took median(List<Took> all) {
			return new Took(Rounds.median(all.stream().map(Took::millis).toList()),
					Rounds.median(all.stream().map(Took::cpuMillis).toList()));
		}

	}

}
