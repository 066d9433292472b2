package dev.configstore;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

import dev.configstore.dynamodb.Store;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.TableSettings;
import dev.configstore.model.UnitsListener;
import dev.configstore.reload.Generation;
import dev.configstore.reload.ReloadingStores;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Describes a store. Only {@link #open()} talks to DynamoDB.
 */
public final class ConfigStoreBuilder {

	/**
	 * How many versions a store's history keeps by default.
	 */
	public static final int DEFAULT_HISTORY_LIMIT = 50;

	private final StoreParts parts = new StoreParts();

	private final ClientSource clients = new ClientSource();

	private Mode mode = Mode.TIME_BASED;

	private Duration updateInterval = ReloadSchedule.DEFAULT_UPDATE_INTERVAL;

	private Duration pollInterval = ReloadSchedule.DEFAULT_POLL_INTERVAL;

	private int instances = ReloadSchedule.DEFAULT_INSTANCES;

	ConfigStoreBuilder() {
	}

	/**
	 * Set the table; {@code config} unless set.
	 * @param table the table's name
	 * @return this builder
	 */
	public ConfigStoreBuilder table(String table) {
		this.parts.table = table;
		return this;
	}

	/**
	 * Set the store; there is no default.
	 * @param store the store's name: not blank, without {@code #}
	 * @return this builder
	 */
	public ConfigStoreBuilder store(String store) {
		this.parts.store = store;
		return this;
	}

	/**
	 * Set the table's hash key; {@code _store} unless set.
	 * @param storeKey the attribute that holds the store's name
	 * @return this builder
	 */
	public ConfigStoreBuilder storeKey(String storeKey) {
		this.parts.storeKey = storeKey;
		return this;
	}

	/**
	 * Set the table's range key; {@code _option} unless set.
	 * @param optionKey the attribute that holds the option's name
	 * @return this builder
	 */
	public ConfigStoreBuilder optionKey(String optionKey) {
		this.parts.optionKey = optionKey;
		return this;
	}

	/**
	 * Set where reads are answered; {@link Mode#TIME_BASED} unless set.
	 * @param mode the mode
	 * @return this builder
	 */
	public ConfigStoreBuilder mode(Mode mode) {
		this.mode = mode;
		return this;
	}

	/**
	 * Set the longest time between two reads of everything, in time-based mode; five
	 * minutes unless set.
	 * @param updateInterval the interval, at least 10 ms
	 * @return this builder
	 */
	public ConfigStoreBuilder updateInterval(Duration updateInterval) {
		this.updateInterval = updateInterval;
		return this;
	}

	/**
	 * Set the longest time between two polls for changes, in time-based mode; 30 seconds
	 * unless set. A poll costs 0.5 RCU, for a store that is published to or has up to 4
	 * KB; a larger one that is only edited by hand is read every update interval.
	 * @param pollInterval the interval, at least 10 ms
	 * @return this builder
	 */
	public ConfigStoreBuilder pollInterval(Duration pollInterval) {
		this.pollInterval = pollInterval;
		return this;
	}

	/**
	 * Set how many instances read the store, roughly; 100 unless set.
	 * @param instances the number
	 * @return this builder
	 * @see ReloadSchedule
	 */
	public ConfigStoreBuilder instances(int instances) {
		this.instances = instances;
		return this;
	}

	/**
	 * Set whether polls are strongly consistent, which doubles their cost and sees a
	 * change about a second earlier; {@code false} unless set. What is applied is always
	 * read strongly consistent.
	 * @param consistentPolls whether polls are strongly consistent
	 * @return this builder
	 */
	public ConfigStoreBuilder consistentPolls(boolean consistentPolls) {
		this.parts.consistentPolls = consistentPolls;
		return this;
	}

	/**
	 * Set how many versions the history keeps; {@value #DEFAULT_HISTORY_LIMIT} unless
	 * set.
	 * @param historyLimit the number, at least 1
	 * @return this builder
	 */
	public ConfigStoreBuilder historyLimit(int historyLimit) {
		this.parts.historyLimit = historyLimit;
		return this;
	}

	/**
	 * Set the listener for the capacity units that each request consumes.
	 * @param unitsListener the listener
	 * @return this builder
	 */
	public ConfigStoreBuilder unitsListener(UnitsListener unitsListener) {
		this.parts.unitsListener = unitsListener;
		return this;
	}

	/**
	 * Set the receiver of notices for the operator, for example that a table was created.
	 * Logged as warnings unless set; a caller that opens a store before logging is
	 * configured can keep them until then. What it throws is logged.
	 * @param notices takes a sentence
	 * @return this builder
	 */
	public ConfigStoreBuilder notices(Consumer<String> notices) {
		this.parts.notices = notices;
		return this;
	}

	/**
	 * Set the receiver of hints, for example that polls would be cheaper if the version
	 * of the store could be read. Logged at {@code INFO} unless set; see
	 * {@link #notices(Consumer)} as well.
	 * @param hints takes a sentence
	 * @return this builder
	 */
	public ConfigStoreBuilder hints(Consumer<String> hints) {
		this.parts.hints = hints;
		return this;
	}

	/**
	 * Set how a missing table is created; {@link TableSettings#DEFAULT} unless set.
	 * @param tableSettings the settings
	 * @return this builder
	 */
	public ConfigStoreBuilder tableSettings(TableSettings tableSettings) {
		this.parts.tableSettings = tableSettings;
		return this;
	}

	/**
	 * Set the region; the SDK's own chain decides unless set.
	 * @param region the region's id, {@code eu-west-1}
	 * @return this builder
	 */
	public ConfigStoreBuilder region(String region) {
		this.clients.settings(this.clients.settings().withRegion(region));
		return this;
	}

	/**
	 * Set the endpoint; the region's own unless set.
	 * @param endpoint the endpoint, of DynamoDB Local for instance
	 * @return this builder
	 */
	public ConfigStoreBuilder endpoint(URI endpoint) {
		this.clients.settings(this.clients.settings().withEndpoint(endpoint));
		return this;
	}

	/**
	 * Set the client, which stays the caller's to close. Region and endpoint set here are
	 * not used then.
	 * @param client the client
	 * @return this builder
	 */
	public ConfigStoreBuilder client(DynamoDbClient client) {
		this.clients.given(client);
		return this;
	}

	/**
	 * Set the clock that gives the time of a snapshot; the system's clock unless set.
	 * @param clock the clock
	 * @return this builder
	 */
	public ConfigStoreBuilder clock(InstantSource clock) {
		this.parts.clock = clock;
		return this;
	}

	StoreParts parts() {
		return this.parts;
	}

	ClientSource clients() {
		return this.clients;
	}

	/**
	 * Open the store: read it once, create its table when it is missing, and in
	 * time-based mode start the reloading. Costs one strongly consistent Query a page,
	 * and two reads of the version.
	 * @return the store, which the caller closes
	 * @throws ConfigStoreException if it cannot be read: at once, not after a while
	 * @throws IllegalArgumentException if a setting cannot be used
	 */
	public ConfigStore open() {
		ReloadSchedule schedule = new ReloadSchedule(this.updateInterval, this.pollInterval, this.instances);
		// Before there is a client that would have to be closed.
		Place place = this.parts.check();
		return this.clients.use(place, (client, closeClient) -> open(this.parts.store(client), schedule, closeClient));
	}

	private ConfigStore open(Store source, ReloadSchedule schedule, Runnable closeClient) {
		if (this.mode == Mode.SIMPLE) {
			// Not for its content: a table that cannot be read is an error now.
			source.reader().readAll();
			return new SimpleConfigStore(source, closeClient);
		}
		ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of, this.parts.clock);
		stores.add(List.of(source));
		stores.start(schedule);
		return ConfigStores.timeBased(stores, 0, () -> {
			stores.close();
			closeClient.run();
		});
	}

	/**
	 * Return the store as something that can be reloaded together with others. No call is
	 * made. The client must have been set.
	 * @return the source
	 * @throws IllegalArgumentException if a setting cannot be used
	 * @throws IllegalStateException if no client was set
	 */
	public Store source() {
		return this.parts.store(this.clients.given());
	}

}
