package dev.configstore.benchmarks.loading;

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

	String line() {
		return this.loader.name() + " " + this.latency + " " + this.millis + " " + this.cpuMillis;
	}

}
