package dev.configstore.benchmarks.loading;

import java.util.List;

import dev.configstore.benchmarks.Rounds;

/**
 * What a load took, as a line from one JVM to the other.
 *
 * @param loader what loaded
 * @param latency the place of the latency among those that were asked for
 * @param millis the time; infinite if it could not load, because the stack overflowed
 * @param cpuMillis the processor time of the loading thread
 */
record Result(Loader loader, int latency, double millis, double cpuMillis) {

	static Result parse(String line) {
		String[] parts = line.split(" ");
		return new Result(Loader.valueOf(parts[0]), Integer.parseInt(parts[1]), Double.parseDouble(parts[2]),
				Double.parseDouble(parts[3]));
	}

	/**
	 * Return the same with the medians of several.
	 */
	Result median(List<Result> several) {
		return new Result(this.loader, this.latency, Rounds.median(several.stream().map(Result::millis).toList()),
				Rounds.median(several.stream().map(Result::cpuMillis).toList()));
	}

	String line() {
		return this.loader.name() + " " + this.latency + " " + this.millis + " " + this.cpuMillis;
	}

}
