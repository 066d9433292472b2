package dev.configstore.spring.actuate;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import dev.configstore.model.Operation;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.runtime.ConsumedCapacity;
import dev.configstore.spring.settings.KebabCase;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The meters of Config Store. All tags have few values: names of tables and stores, and
 * fixed words.
 *
 * <table>
 * <caption>Meters</caption> <thead>
 * <tr>
 * <th>name</th>
 * <th>type</th>
 * <th>tags</th>
 * <th>meaning</th>
 * </tr>
 * </thead> <tbody>
 * <tr>
 * <td>{@value #AGE}</td>
 * <td>gauge, seconds</td>
 * <td></td>
 * <td>how long ago the values in use were known to be the newest</td>
 * </tr>
 * <tr>
 * <td>{@value #STALE}</td>
 * <td>gauge, 0 or 1</td>
 * <td></td>
 * <td>whether the last attempt to read DynamoDB failed</td>
 * </tr>
 * <tr>
 * <td>{@value #REJECTING}</td>
 * <td>gauge, 0 or 1</td>
 * <td></td>
 * <td>whether the newest candidate was rejected, so that an older generation is in
 * use</td>
 * </tr>
 * <tr>
 * <td>{@value #REJECTED}</td>
 * <td>counter</td>
 * <td></td>
 * <td>candidates that were rejected, each different one once</td>
 * </tr>
 * <tr>
 * <td>{@value #OPTIONS}</td>
 * <td>gauge</td>
 * <td>{@code table}, {@code store}</td>
 * <td>options in use</td>
 * </tr>
 * <tr>
 * <td>{@value #VERSION}</td>
 * <td>gauge</td>
 * <td>{@code table}, {@code store}</td>
 * <td>number of the version in use; not a number for a store without versions</td>
 * </tr>
 * <tr>
 * <td>{@value #REQUESTS}</td>
 * <td>counter</td>
 * <td>{@code table}, {@code store}, {@code operation}</td>
 * <td>requests that DynamoDB answered, those of the start included</td>
 * </tr>
 * <tr>
 * <td>{@value #CAPACITY}</td>
 * <td>counter</td>
 * <td>{@code table}, {@code store}, {@code operation}</td>
 * <td>capacity units these requests have consumed</td>
 * </tr>
 * <tr>
 * <td>{@value ReloadObservation#NAME}</td>
 * <td>observation: timer, and spans</td>
 * <td>{@code trigger}, {@code outcome}, {@code error}</td>
 * <td>polls and reloads with their duration, updates included; not recorded at start</td>
 * </tr>
 * </tbody>
 * </table>
 *
 * The {@code operation} is {@code poll}, {@code read-all}, {@code read-option},
 * {@code write} or {@code history}; the {@code trigger} {@code poll} (the schedule) or
 * {@code request}; the {@code outcome} {@code unchanged}, {@code changed},
 * {@code rejected} or {@code failed}; the {@code error} the simple name of a
 * {@link dev.configstore.exception.ConfigStoreException}, or {@code none}.
 */
public final class ConfigStoreMetrics implements MeterBinder {

	/** Age of the values, in seconds. */
	static final String AGE = "config.store.age";

	static final String STALE = "config.store.stale";

	static final String REJECTING = "config.store.rejecting";

	static final String REJECTED = "config.store.rejected";

	static final String OPTIONS = "config.store.options";

	static final String VERSION = "config.store.version";

	static final String REQUESTS = "config.store.requests";

	static final String CAPACITY = "config.store.consumed.capacity";

	private final ConfigStoreRuntime runtime;

	private final ReloadJournal journal;

	private final InstantSource clock;

	/**
	 * Create the meters.
	 * @param runtime the stores
	 * @param journal counts what was rejected
	 * @param clock the clock
	 */
	public ConfigStoreMetrics(ConfigStoreRuntime runtime, ReloadJournal journal, InstantSource clock) {
		this.runtime = runtime;
		this.journal = journal;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		// A registry holds what it measures weakly, and its functions strongly: a closed
		// application is let go only if none of them holds this.
		InstantSource clock = this.clock;
		TimeGauge
			.builder(AGE, this.runtime, TimeUnit.SECONDS,
					(runtime) -> runtime.age(clock.instant()).toMillis() / 1_000.0)
			.description("How long ago the values in use were known to be the newest")
			.register(registry);
		gauge(STALE, (runtime) -> runtime.isStale() ? 1 : 0)
			.description("Whether the last attempt to read DynamoDB failed")
			.register(registry);
		gauge(REJECTING, (runtime) -> (runtime.stores().status().rejected() != null) ? 1 : 0)
			.description("Whether the newest candidate was rejected, so that an older generation is in use")
			.register(registry);
		FunctionCounter.builder(REJECTED, this.journal, ReloadJournal::rejectionCount)
			.description("Candidates that were rejected")
			.register(registry);
		for (int i = 0; i < this.runtime.stores().current().snapshots().size(); i++) {
			bindStore(registry, i);
		}
	}

	private void bindStore(MeterRegistry registry, int index) {
		Function<ConfigStoreRuntime, StoreSnapshot> store = (
				runtime) -> runtime.stores().current().snapshots().get(index);
		StoreSnapshot now = store.apply(this.runtime);
		Tags tags = Tags.of("table", now.table(), "store", now.store());
		gauge(OPTIONS, (runtime) -> store.apply(runtime).options().size()).description("Options in use")
			.tags(tags)
			.register(registry);
		gauge(VERSION, (runtime) -> number(store.apply(runtime))).description("Number of the version in use")
			.tags(tags)
			.register(registry);
		for (Operation operation : Operation.values()) {
			ConsumedCapacity.Purpose purpose = new ConsumedCapacity.Purpose(now.table(), now.store(), operation);
			Tags of = tags.and("operation", KebabCase.of(operation));
			FunctionCounter.builder(REQUESTS, this.runtime.consumed(), (consumed) -> consumed.requests(purpose))
				.description("Requests that DynamoDB answered")
				.tags(of)
				.register(registry);
			FunctionCounter.builder(CAPACITY, this.runtime.consumed(), (consumed) -> consumed.capacityUnits(purpose))
				.description("Capacity units consumed")
				.baseUnit("units")
				.tags(of)
				.register(registry);
		}
	}

	private Gauge.Builder<ConfigStoreRuntime> gauge(String name, ToDoubleFunction<ConfigStoreRuntime> value) {
		return Gauge.builder(name, this.runtime, value);
	}

	private static double number(StoreSnapshot snapshot) {
		return (snapshot.version() != null) ? snapshot.version().number() : Double.NaN;
	}

}
