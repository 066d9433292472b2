package dev.configstore.spring.simple;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.configstore.ConfigStores;
import dev.configstore.dynamodb.Store;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.spring.env.GenerationFactory;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.env.StoreLocations;
import dev.configstore.spring.env.ThreadGenerations;
import dev.configstore.spring.settings.ConfigStoreProperties;
import dev.configstore.spring.settings.StoreLocation;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Simple mode as the rest of an application sees it. Does nothing in time-based mode.
 */
public final class SimpleMode {

	private final ReloadingStores<PropertyGeneration> stores;

	private final GenerationFactory generations;

	private final OptionLookUps lookUps;

	private final InstantSource clock;

	private final Log logger;

	private volatile @Nullable ConfigStoreProperties settings;

	public SimpleMode(ReloadingStores<PropertyGeneration> stores, GenerationFactory generations,
			ThreadGenerations threads, InstantSource clock, Log logger) {
		this.stores = stores;
		this.generations = generations;
		this.lookUps = new OptionLookUps(stores, generations, threads);
		this.clock = clock;
		this.logger = logger;
	}

	/**
	 * Use this mode, before the first store is read.
	 */
	public void use(ConfigStoreProperties settings) {
		this.settings = settings;
		this.generations.live(this.lookUps::source);
	}

	/**
	 * Add the stores of a location that were read, unless this mode is not used.
	 * @param locations the locations, of which the last one is added
	 * @param sources its stores
	 */
	public void add(StoreLocations locations, List<Store> sources) {
		ConfigStoreProperties settings = this.settings;
		if (settings != null) {
			int place = locations.all().size() - 1;
			int first = locations.first(place);
			List<SimpleStore> added = new ArrayList<>();
			for (Store source : sources) {
				added.add(store(source, locations.all().get(place), first + added.size(), settings));
			}
			this.lookUps.add(first, added);
		}
	}

	private SimpleStore store(Store source, StoreLocation location, int index, ConfigStoreProperties settings) {
		SimpleStore store = new SimpleStore(ConfigStores.simple(source), settings.simple().maxAge(),
				settings.callTimeout(), this.clock, this.logger);
		UsableOptions options = new UsableOptions(store, location, this.generations,
				() -> this.stores.current().snapshots().get(index));
		source.usable(options::of);
		return store;
	}

	/**
	 * Return whether the application runs in this mode.
	 * @return {@code false} in time-based mode, and when no store was loaded
	 */
	public boolean isUsed() {
		return this.settings != null;
	}

	/**
	 * Begin, now that the application is started: look-ups are answered by DynamoDB from
	 * now on, and the stores are read for new options every update interval. No bean is
	 * updated. A second call does nothing.
	 * @throws IllegalStateException if this mode is not used
	 */
	public void begin() {
		ConfigStoreProperties settings = this.settings;
		Assert.state(settings != null, "Simple mode is not used");
		Duration interval = settings.updateInterval();
		this.stores.start(new ReloadSchedule(interval, interval, settings.instances()));
		this.lookUps.live(true);
	}

	/**
	 * Answer look-ups in memory from now on, until the next beginning.
	 */
	public void end() {
		this.lookUps.live(false);
	}

	/**
	 * Do some work on this thread that compares properties with what the beans were bound
	 * to. Look-ups are answered in memory meanwhile: from the generation of the last
	 * update, and as soon as the stores were read again from what was read.
	 * @param <T> the type of result
	 * @param work the work
	 * @return its result
	 */
	public <T extends @Nullable Object> T holding(Supplier<T> work) {
		return isUsed() ? this.lookUps.holding(work) : work.get();
	}

	/**
	 * Record that the beans are updated to the generation in use.
	 */
	public void updated() {
		if (isUsed()) {
			this.lookUps.updated();
		}
	}

	/**
	 * Return since when look-ups are answered with values that may be old.
	 * @return the time, or {@code null} if the last ones were answered as they should be
	 */
	public @Nullable Instant staleSince() {
		return this.lookUps.staleSince();
	}

}
