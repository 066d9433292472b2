package dev.configstore.benchmarks;

import java.util.ArrayList;
import java.util.List;

import dev.configstore.benchmarks.Meter.Read;

/**
 * The looks of some time, and the units of each.
 *
 * @param units the units of each look, in their order
 */
public record Looks(List<Double> units) {

	/**
	 * Divide reads into looks.
	 */
	public static Looks of(List<Read> reads) {
		List<Double> looks = new ArrayList<>();
		for (Read read : reads) {
			if (read.isLook() || looks.isEmpty()) {
				looks.add(read.units());
			}
			else {
				looks.set(looks.size() - 1, looks.get(looks.size() - 1) + read.units());
			}
		}
		return new Looks(looks);
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
