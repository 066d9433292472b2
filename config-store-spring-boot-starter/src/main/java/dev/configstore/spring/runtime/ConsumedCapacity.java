package dev.configstore.spring.runtime;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

import dev.configstore.model.Operation;
import dev.configstore.model.UnitsListener;

/**
 * What the requests of an application's stores have consumed since it started, its start
 * included. Safe for many threads.
 */
public final class ConsumedCapacity {

	private final Map<Purpose, Sum> sums = new ConcurrentHashMap<>();

	ConsumedCapacity() {
	}

	UnitsListener of(String table) {
		return (store, operation, units) -> sum(new Purpose(table, store, operation)).add(units);
	}

	private Sum sum(Purpose purpose) {
		return this.sums.computeIfAbsent(purpose, (key) -> new Sum());
	}

	/**
	 * Return how many requests were answered.
	 * @param purpose what they were for
	 * @return the number
	 */
	public long requests(Purpose purpose) {
		return sum(purpose).requests.sum();
	}

	/**
	 * Return the capacity units the requests have consumed, as DynamoDB reports them.
	 * @param purpose what they were for
	 * @return RCU for reads, WCU and the RCU before them for writes
	 */
	public double capacityUnits(Purpose purpose) {
		return sum(purpose).units.sum();
	}

	/**
	 * Return the purposes that anything was requested for.
	 * @return the purposes, by table, store and operation
	 */
	public List<Purpose> purposes() {
		return this.sums.keySet()
			.stream()
			.filter((purpose) -> requests(purpose) > 0)
			.sorted(Comparator.comparing(Purpose::table)
				.thenComparing(Purpose::store)
				.thenComparing(Purpose::operation))
			.toList();
	}

	/**
	 * What a request is for.
	 *
	 * @param table the table
	 * @param store the store
	 * @param operation the operation
	 */
	public record Purpose(String table, String store, Operation operation) {

	}

	private static final class Sum {

		private final LongAdder requests = new LongAdder();

		private final DoubleAdder units = new DoubleAdder();

		private void add(double units) {
			this.requests.increment();
			this.units.add(units);
		}

	}

}
