package dev.configstore.benchmarks;

import java.util.ArrayList;
import java.util.List;

import dev.configstore.benchmarks.Meter.Read;

/**
 * The polls of some time, and the units of each.
 *
 * @param units the units of each poll, in their order
 */
public record Polls(List<Double> units) {

	/**
	 * Divide reads into polls.
	 */
	public static Polls of(List<Read> reads) {
		List<Double> polls = new ArrayList<>();
		for (Read read : reads) {
			if (read.isPoll() || polls.isEmpty()) {
				polls.add(read.units());
			}
			else {
				polls.set(polls.size() - 1, polls.get(polls.size() - 1) + read.units());
			}
		}
		return new Polls(polls);
	}

	/**
	 * Return the units of all.
	 */
	public double sum() {
		return this.units.stream().mapToDouble(Double::doubleValue).sum();
	}

	/**
	 * Return the units of a quiet one, which most of them are.
	 */
	public double quiet() {
		return Rounds.median(this.units);
	}

	/**
	 * Return the units of one that reads everything.
	 */
	public double full() {
		return this.units.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
	}

	/**
	 * Return how many read everything, or all of them if that costs the same.
	 */
	public long fullReads() {
		return this.units.stream().filter((units) -> units == full()).count();
	}

}
