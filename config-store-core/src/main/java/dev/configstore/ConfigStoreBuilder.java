package dev.configstore;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.function.Consumer;

import dev.configstore.dynamodb.Deadline;
import dev.configstore.dynamodb.Store;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.UnexpectedFailureException;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.TableSettings;
import dev.configstore.model.UnitsListener;
import dev.configstore.reload.Generation;
import dev.configstore.reload.ReloadListener;
import dev.configstore.reload.ReloadingStores;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
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

	private Duration startupTimeout = Duration.ZERO;

	private double maxLoss = ReloadingStores.DEFAULT_MAX_LOSS;

	private final List<ReloadListener> listeners = new ArrayList<>();

	ConfigStoreBuilder() {
	}

	/**
	 * Set the table; {@code config} unless set.
	 * @param table the table's name
	 * @return this builder
	 */
	public ConfigStoreBuilder table(String table) {
		this.parts.table = Objects.requireNonNull(table, "'table' must not be null");
		return this;
	}

	/**
	 * Set the store; there is no default.
	 * @param store the store's name: not blank, without {@code #}
	 * @return this builder
	 */
	public ConfigStoreBuilder store(String store) {
		this.parts.store = Objects.requireNonNull(store, "'store' must not be null");
		return this;
	}

	/**
	 * Set the table's hash key; {@code _store} unless set.
	 * @param storeKey the attribute that holds the store's name
	 * @return this builder
	 */
	public ConfigStoreBuilder storeKey(String storeKey) {
		this.parts.storeKey = Objects.requireNonNull(storeKey, "'storeKey' must not be null");
		return this;
	}

	/**
	 * Set the table's range key; {@code _option} unless set.
	 * @param optionKey the attribute that holds the option's name
	 * @return this builder
	 */
	public ConfigStoreBuilder optionKey(String optionKey) {
		this.parts.optionKey = Objects.requireNonNull(optionKey, "'optionKey' must not be null");
		return this;
	}

	/**
	 * Set where reads are answered; {@link Mode#TIME_BASED} unless set.
	 * @param mode the mode
	 * @return this builder
	 */
	public ConfigStoreBuilder mode(Mode mode) {
		this.mode = Objects.requireNonNull(mode, "'mode' must not be null");
		return this;
	}

	/**
	 * Set the longest time between two reads of everything, in time-based mode; five
	 * minutes unless set.
	 * @param updateInterval the interval, at least 10 ms
	 * @return this builder
	 */
	public ConfigStoreBuilder updateInterval(Duration updateInterval) {
		this.updateInterval = Objects.requireNonNull(updateInterval, "'updateInterval' must not be null");
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
		this.pollInterval = Objects.requireNonNull(pollInterval, "'pollInterval' must not be null");
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
	 * Set how long {@link #open()} tries again, with jitter, what failed and may get
	 * better; it fails at once unless set. Creating a missing table has its own time.
	 * @param startupTimeout the time, not negative; {@code open()} ends within it and two
	 * seconds
	 * @return this builder
	 * @throws IllegalArgumentException if it is negative
	 */
	public ConfigStoreBuilder startupTimeout(Duration startupTimeout) {
		Objects.requireNonNull(startupTimeout, "'startupTimeout' must not be null");
		if (startupTimeout.isNegative()) {
			throw new IllegalArgumentException("'startupTimeout' must not be negative, and is " + startupTimeout);
		}
		this.startupTimeout = startupTimeout;
		return this;
	}

	/**
	 * Set how much of a store a poll may find lost in one step that no version announces,
	 * in time-based mode, before the loss guard rejects that; 0.5 unless set.
	 * {@link ConfigStore#reload()} bypasses the loss guard.
	 * @param maxLoss the share of the store's options, 0 to 1; 1 accepts everything
	 * @return this builder
	 */
	public ConfigStoreBuilder maxLoss(double maxLoss) {
		this.maxLoss = maxLoss;
		return this;
	}

	/**
	 * Add a listener to the reloads before they begin, in time-based mode; in simple mode
	 * it is never called.
	 * @param listener the listener
	 * @return this builder
	 * @see ConfigStore#addListener
	 */
	public ConfigStoreBuilder listener(ReloadListener listener) {
		this.listeners.add(Objects.requireNonNull(listener, "'listener' must not be null"));
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
		this.parts.unitsListener = Objects.requireNonNull(unitsListener, "'unitsListener' must not be null");
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
		this.parts.notices = Objects.requireNonNull(notices, "'notices' must not be null");
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
		this.parts.hints = Objects.requireNonNull(hints, "'hints' must not be null");
		return this;
	}

	/**
	 * Set how a missing table is created; {@link TableSettings#DEFAULT} unless set. With
	 * {@link TableSettings#withoutCreation()} a missing table is an error.
	 * @param tableSettings the settings
	 * @return this builder
	 */
	public ConfigStoreBuilder tableSettings(TableSettings tableSettings) {
		this.parts.tableSettings = Objects.requireNonNull(tableSettings, "'tableSettings' must not be null");
		return this;
	}

	/**
	 * Set the region; the SDK's own chain decides unless set.
	 * @param region the region's id, {@code eu-west-1}
	 * @return this builder
	 */
	public ConfigStoreBuilder region(String region) {
		this.clients
			.settings(this.clients.settings().withRegion(Objects.requireNonNull(region, "'region' must not be null")));
		return this;
	}

	/**
	 * Set the endpoint; the region's own unless set.
	 * @param endpoint the endpoint, of DynamoDB Local for instance
	 * @return this builder
	 */
	public ConfigStoreBuilder endpoint(URI endpoint) {
		this.clients.settings(
				this.clients.settings().withEndpoint(Objects.requireNonNull(endpoint, "'endpoint' must not be null")));
		return this;
	}

	/**
	 * Set where credentials come from; the SDK's own chain unless set. What the provider
	 * throws is told as an {@link UnexpectedFailureException}.
	 * @param credentials the provider, which stays the caller's to close
	 * @return this builder
	 */
	public ConfigStoreBuilder credentials(AwsCredentialsProvider credentials) {
		this.clients.credentials(Objects.requireNonNull(credentials, "'credentials' must not be null"));
		return this;
	}

	/**
	 * Set the time for a call with all its retries; 5 s unless set.
	 * @param callTimeout the time, positive
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public ConfigStoreBuilder callTimeout(Duration callTimeout) {
		this.clients
			.settings(this.clients.settings().withTimeouts(callTimeout, this.clients.settings().attemptTimeout()));
		return this;
	}

	/**
	 * Set the time for one attempt of a call, for connecting and for waiting on a socket;
	 * 2 s unless set.
	 * @param attemptTimeout the time, positive
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public ConfigStoreBuilder attemptTimeout(Duration attemptTimeout) {
		this.clients
			.settings(this.clients.settings().withTimeouts(this.clients.settings().callTimeout(), attemptTimeout));
		return this;
	}

	/**
	 * Set the client, which stays the caller's to close. Region, endpoint, credentials
	 * and time-outs set here are not used then.
	 * @param client the client
	 * @return this builder
	 */
	public ConfigStoreBuilder client(DynamoDbClient client) {
		this.clients.given(Objects.requireNonNull(client, "'client' must not be null"));
		return this;
	}

	/**
	 * Set the clock that gives the time of a snapshot; the system's clock unless set.
	 * @param clock the clock
	 * @return this builder
	 */
	public ConfigStoreBuilder clock(InstantSource clock) {
		this.parts.clock = Objects.requireNonNull(clock, "'clock' must not be null");
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
	 * time-based mode start the reloading. Costs one strongly consistent Query a page (1
	 * RCU for each 4 KB), and two reads of the version (1 RCU each).
	 * @return the store, which the caller closes
	 * @throws ConfigStoreException if it cannot be read: at once, unless there is a
	 * {@linkplain #startupTimeout start-up time-out} and waiting may help
	 * @throws IllegalArgumentException if a setting cannot be used
	 */
	public ConfigStore open() {
		ReloadSchedule schedule = new ReloadSchedule(this.updateInterval, this.pollInterval, this.instances);
		ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of, this.parts.clock);
		stores.setMaxLoss(this.maxLoss);
		// Before there is a client that would have to be closed.
		Place place = this.parts.check();
		return this.clients.open(place, (client, closeClient) -> {
			Store source = this.parts.store(client);
			return (this.mode == Mode.SIMPLE) ? openSimple(source, closeClient)
					: openTimeBased(source, stores, schedule, closeClient);
		});
	}

	private ConfigStore openSimple(Store source, Runnable closeClient) {
		// Not for its content: a table that cannot be read is an error now.
		readAtStart(source, () -> source.reader().readAll());
		return new SimpleConfigStore(source, closeClient);
	}

	private ConfigStore openTimeBased(Store source, ReloadingStores<Generation> stores, ReloadSchedule schedule,
			Runnable closeClient) {
		readAtStart(source, () -> stores.add(List.of(source)));
		ConfigStore opened = ConfigStores.timeBased(stores, 0, () -> {
			stores.close();
			closeClient.run();
		});
		this.listeners.forEach(opened::addListener);
		stores.start(schedule);
		return opened;
	}

	private void readAtStart(Store source, Runnable read) {
		if (this.startupTimeout.isZero()) {
			read.run();
			return;
		}
		Deadline deadline = Deadline.in(this.startupTimeout);
		source.deadline(deadline);
		try {
			deadline.retry(read);
		}
		finally {
			source.deadline(null);
		}
	}

	/**
	 * Return the names of all stores of the table that have an option. For people and
	 * tools: one Scan that reads the whole table, with all contents and histories,
	 * although only the names are sent (0.5 RCU for each 4 KB, one call for each MB). No
	 * store has to be set; what a {@link #unitsListener} is told has no store's name.
	 * Needs {@code dynamodb:Scan}. A missing table is not created.
	 * @return the names, in order
	 * @throws ConfigStoreException if the table cannot be read
	 * @throws IllegalArgumentException if a setting cannot be used
	 */
	public SortedSet<String> stores() {
		return this.clients.once(this.parts.checkTable(), (client) -> this.parts.existingTable(client).stores());
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
