package dev.configstore.spring.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import dev.configstore.ConfigStore;
import dev.configstore.ConfigStores;
import dev.configstore.Mode;
import dev.configstore.dynamodb.Store;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.spring.env.ConfigStorePropertySource;
import dev.configstore.spring.env.GenerationFactory;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.env.StoreLocations;
import dev.configstore.spring.env.ThreadGenerations;
import dev.configstore.spring.env.ValueDecryption;
import dev.configstore.spring.settings.ConfigStoreProperties;
import dev.configstore.spring.settings.StoreLocation;
import dev.configstore.spring.simple.SimpleMode;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.Assert;

/**
 * Everything of Config Store that an application has once: the clients, the stores, and
 * the one reference to the generation in use. Made before the environment is, shared by
 * both doors, handed to the application context, closed with it or with the start that
 * failed.
 */
public final class ConfigStoreRuntime implements AutoCloseable {

	private final Log logger;

	private final InstantSource clock;

	private final ReentrantLock loading = new ReentrantLock();

	private final Clients clients = new Clients();

	private final BootstrapStart bootstrap = new BootstrapStart(this.clients);

	private final GenerationFactory generations;

	private final ReloadingStores<PropertyGeneration> stores;

	private final ThreadGenerations threads;

	private final SimpleMode simpleMode;

	private volatile StoreLocations locations = StoreLocations.NONE;

	private final StoreLoader start;

	private final ConsumedCapacity consumed = new ConsumedCapacity();

	private final StoreFactory factory;

	private final List<Store> sources = new ArrayList<>();

	/** One for each location, for good: others may have wrapped it. */
	private final List<ConfigStorePropertySource> loaded = new ArrayList<>();

	private volatile @Nullable ConfigStoreProperties settings;

	private final RefreshReload refresh;

	private volatile boolean running;

	private volatile boolean closed;

	/**
	 * @param logs where to log before the logging system is ready
	 * @param clock tells all times and ages of the application's stores
	 */
	public ConfigStoreRuntime(DeferredLogFactory logs, InstantSource clock) {
		this.logger = logs.getLog(ConfigStoreRuntime.class);
		this.clock = clock;
		this.factory = new StoreFactory(this.clients, this.consumed, clock, this.logger);
		this.generations = new GenerationFactory(this.logger);
		this.stores = new ReloadingStores<>(this.generations::create, clock);
		this.start = new StoreLoader(this.stores, () -> this.locations, clock, this.logger);
		this.threads = new ThreadGenerations(this.stores::current);
		this.simpleMode = new SimpleMode(this.stores, this.generations, this.threads, clock, this.logger);
		this.refresh = new RefreshReload(this.stores, this.simpleMode, this::settings, this.logger);
	}

	/**
	 * Return the runtime of a context that has none: without stores, and without anything
	 * to close.
	 * @return the runtime
	 */
	public static ConfigStoreRuntime withoutStores() {
		return new ConfigStoreRuntime(Supplier::get, InstantSource.system());
	}

	/**
	 * Return the clock that tells all times and ages.
	 */
	public InstantSource clock() {
		return this.clock;
	}

	/**
	 * Return the stores, in the order in which their locations were loaded.
	 * @return the stores
	 */
	public ReloadingStores<PropertyGeneration> stores() {
		return this.stores;
	}

	/**
	 * Return which generation each thread is answered from.
	 * @return the generations of threads
	 */
	public ThreadGenerations threads() {
		return this.threads;
	}

	/**
	 * Return the settings of the first location that was loaded.
	 * @return the settings
	 * @throws IllegalStateException if none was loaded
	 */
	public ConfigStoreProperties settings() {
		ConfigStoreProperties settings = this.settings;
		Assert.state(settings != null, "No store was loaded");
		return settings;
	}

	/**
	 * Return whether no location was loaded.
	 * @return {@code true} if there is nothing to read, reload or show
	 */
	public boolean isEmpty() {
		return this.settings == null;
	}

	/**
	 * Return the stores as the mode has it, in the order in which they were loaded.
	 * @return the stores
	 */
	public List<ConfigStore> configStores() {
		return this.simpleMode.isUsed() ? this.sources.stream().map(ConfigStores::simple).toList()
				: ConfigStores.timeBased(this.stores);
	}

	/**
	 * Return which of the stores wins.
	 * @param environment the environment of the application
	 * @return the index of the store
	 */
	public int winner(ConfigurableEnvironment environment) {
		return this.locations.winner(environment);
	}

	/**
	 * Return simple mode, which does nothing unless it is used.
	 * @return the mode
	 */
	public SimpleMode simpleMode() {
		return this.simpleMode;
	}

	/**
	 * Return whether values may be old: the last attempt to read DynamoDB failed.
	 * @return {@code true} if what is in use may not be the newest
	 */
	public boolean isStale() {
		return this.stores.status().isStale() || this.simpleMode.staleSince() != null;
	}

	/**
	 * Return how old values may be. In simple mode look-ups are answered by DynamoDB, so
	 * values are old only while it fails, or while the index could not be read.
	 * @param now the present
	 * @return the time since they were known to be the newest, not negative
	 */
	public Duration age(Instant now) {
		Duration age = this.stores.status().age(now);
		if (!this.simpleMode.isUsed()) {
			return age;
		}
		Instant since = this.simpleMode.staleSince();
		Duration failing = (since == null || now.isBefore(since)) ? Duration.ZERO : Duration.between(since, now);
		return (this.stores.status().isStale() && age.compareTo(failing) > 0) ? age : failing;
	}

	/**
	 * Return what the requests of all stores have consumed.
	 * @return the sums, as they grow
	 */
	public ConsumedCapacity consumed() {
		return this.consumed;
	}

	public Clients clients() {
		return this.clients;
	}

	/**
	 * Return what the bootstrap context found.
	 */
	public BootstrapStart bootstrap() {
		return this.bootstrap;
	}

	/**
	 * Set how encrypted values are read, unless that was set before.
	 */
	public void decryption(ValueDecryption decryption) {
		this.generations.decryption(decryption);
	}

	/**
	 * Record that an application context has taken over: from now on a load is a refresh.
	 */
	public void running() {
		this.running = true;
		this.start.end();
	}

	public boolean isRunning() {
		return this.running;
	}

	public boolean isClosed() {
		return this.closed;
	}

	/**
	 * Return the property source of a location, whose stores are read unless they were
	 * before.
	 * @param optional whether to start with empty stores when they cannot be read
	 * @throws ConfigStoreException if they cannot be read
	 */
	public ConfigStorePropertySource load(StoreLocation location, ConfigStoreProperties settings, boolean optional) {
		this.loading.lock();
		try {
			int index = this.locations.all().indexOf(location);
			if (index < 0) {
				index = this.locations.all().size();
				add(location, settings, optional);
			}
			return this.loaded.get(index);
		}
		finally {
			this.loading.unlock();
		}
	}

	private void add(StoreLocation location, ConfigStoreProperties settings, boolean optional) {
		if (this.settings == null) {
			prepare(settings);
		}
		List<Store> added = new ArrayList<>();
		for (String store : location.stores()) {
			added.add(this.factory.create(location, store, settings));
		}
		StoreLocations before = this.locations;
		use(before.with(location));
		try {
			read(added, location, settings, optional);
		}
		catch (RuntimeException ex) {
			use(before);
			throw ex;
		}
		this.sources.addAll(added);
		this.simpleMode.add(before.with(location), added);
		this.settings = (this.settings != null) ? this.settings : settings;
		this.loaded.add(new ConfigStorePropertySource(location.sourceName(), this.loaded.size(), this.threads));
	}

	private void use(StoreLocations locations) {
		this.locations = locations;
		this.generations.locations(locations);
	}

	private void prepare(ConfigStoreProperties settings) {
		if (settings.mode() == Mode.SIMPLE) {
			this.simpleMode.use(settings);
		}
		// In simple mode look-ups show a loss at once: an index that was held back would
		// only hide what is new.
		this.stores.setMaxLoss((settings.mode() == Mode.SIMPLE) ? 1 : settings.guard().share());
		this.start.begin(settings);
	}

	private void read(List<Store> added, StoreLocation location, ConfigStoreProperties settings, boolean optional) {
		if (isBuildTime()) {
			// At build time nothing is read: the values are those of the run.
			this.stores.addEmpty(added, null);
			return;
		}
		this.start.load(added, location, settings, optional);
	}

	public static boolean isBuildTime() {
		return Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING);
	}

	/**
	 * Read everything again for a refresh of Spring Cloud's. When that fails, the
	 * generation in use stays.
	 */
	public void reloadForRefresh() {
		this.refresh.reload();
	}

	/**
	 * End the reloading and close the clients. What was read stays readable for as long
	 * as the application context, or something else, holds this.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.simpleMode.end();
		this.stores.close();
		this.clients.close();
		this.loaded.forEach(ConfigStorePropertySource::release);
	}

}
