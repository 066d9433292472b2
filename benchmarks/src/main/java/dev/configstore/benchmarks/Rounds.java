package dev.configstore.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Rounds of several candidates. Each round measures every candidate once, so that what
 * the machine does beside it meets all of them; every other round goes backwards.
 */
public final class Rounds {

	private static final String PROPERTY = "config-store.benchmarks.rounds";

	private static final String QUICK = "config-store.benchmarks.quick";

	private static final int FEW = 2;

	private Rounds() {
	}

	/**
	 * Return how many rounds to run: what {@code config-store.benchmarks.rounds} says, a
	 * few with {@code config-store.benchmarks.quick=true}.
	 * @param usual as many as the section wants
	 */
	public static int count(int usual) {
		String wanted = System.getProperty(PROPERTY, "");
		return (!wanted.isBlank()) ? Integer.parseInt(wanted.strip()) : isQuick() ? FEW : usual;
	}

	/**
	 * Return whether the benchmarks are only tried out: figures need not be good.
	 */
	public static boolean isQuick() {
		return Boolean.getBoolean(QUICK);
	}

	/**
	 * Measure candidates in turns.
	 * @param rounds how often
	 * @param candidates the candidates; the result is in their order
	 * @param measurement what is measured of one
	 * @return the median of each
	 */
	public static <C> Map<C, Double> medians(int rounds, List<C> candidates, ToDoubleFunction<C> measurement) {
		Map<C, List<Double>> figures = new LinkedHashMap<>();
		inTurns(rounds, candidates, (candidate) -> figures.computeIfAbsent(candidate, (first) -> new ArrayList<>())
			.add(measurement.applyAsDouble(candidate)));
		Map<C, Double> medians = new LinkedHashMap<>();
		figures.forEach((candidate, values) -> medians.put(candidate, median(values)));
		return medians;
	}

	/**
	 * Run candidates in turns.
	 * @param rounds how often
	 * @param candidates the candidates
	 * @param measurement measures one, and keeps the figure
	 */
	public static <C> void inTurns(int rounds, List<C> candidates, Consumer<C> measurement) {
		List<C> order = new ArrayList<>(candidates);
		for (int i = 0; i < rounds; i++) {
			order.forEach(measurement);
			Collections.reverse(order);
		}
	}

	/**
	 * Return the median; not a number when there are no figures.
	 */
	public static double median(Collection<Double> figures) {
		return median(figures.stream().mapToDouble(Double::doubleValue).toArray());
	}

	/**
	 * Return the median; not a number when there are no figures.
	 */
	public static double median(double... figures) {
		double[] sorted = figures.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		if (sorted.length == 0) {
			return Double.NaN;
		}
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

}
