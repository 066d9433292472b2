package dev.configstore.dynamodb;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import dev.configstore.dynamodb.item.ReadUnits;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.OptionNotFoundException;
import dev.configstore.model.CostForecast;
import dev.configstore.model.Operation;
import dev.configstore.model.Option;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.StoreSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * One store of one table, as something to read from and write to. Several of them can be
 * reloaded together.
 */
public final class Store {

	private final ConfigTable table;

	private final String store;

	private final StoreReader reader;

	private final StoreWriter writer;

	private final StoreHistory history;

	private final InstantSource clock;

	private final boolean consistentPolls;

	public Store(ConfigTable table, String store, InstantSource clock, Backoff pause, int historyLimit,
			boolean consistentPolls, Consumer<String> hints) {
		this.table = table;
		this.store = store;
		this.clock = clock;
		this.reader = new StoreReader(table, store, clock, pause, hints);
		this.writer = new StoreWriter(table, store, clock, historyLimit, pause, hints);
		this.history = new StoreHistory(table, store, this.reader);
		this.consistentPolls = consistentPolls;
	}

	/**
	 * Return the table.
	 * @return the table's name
	 */
	public String table() {
		return this.table.name();
	}

	/**
	 * Return the store.
	 * @return the store's name
	 */
	public String store() {
		return this.store;
	}

	/**
	 * Return where the table is, for messages. Costs nothing.
	 * @return the region, and the endpoint if one is set
	 */
	public String where() {
		return this.table.access().where();
	}

	/**
	 * Return what polls the store, for one reload at a time.
	 * @param ticker measures the time
	 */
	public StorePoller poller(Ticker ticker) {
		// Needs no search for services at the start.
		return new StorePoller(this.reader, ticker, new SplittableRandom(), this.consistentPolls);
	}

	/**
	 * Let polls find what can be used of the store, instead of failing because of one
	 * option. What is requested still fails as a whole.
	 * @param usable is given the options that were found and why other items are none,
	 * and returns the options to use; called on the polling thread, with what was read
	 * strongly consistent
	 */
	public void usable(
			BiFunction<SortedMap<String, Option>, List<MalformedItemException>, SortedMap<String, Option>> usable) {
		this.reader.usable(usable);
	}

	public void deadline(@Nullable Deadline deadline) {
		this.table.access().deadline(deadline);
	}

	/**
	 * Record that the table existed in an earlier run.
	 */
	public void seen() {
		this.table.access().seen();
	}

	/**
	 * Record that the store was closed.
	 */
	public void closed() {
		this.table.access().closed();
	}

	public InstantSource clock() {
		return this.clock;
	}

	public StoreReader reader() {
		return this.reader;
	}

	public StoreWriter writer() {
		return this.writer;
	}

	public StoreHistory history() {
		return this.history;
	}

	public StorePlanner planner() {
		return new StorePlanner(ConfigStoreException.Place.of(table(), this.store), this.writer);
	}

	/**
	 * Read an option, strongly consistent. Costs one GetItem.
	 * @param keys the keys to fetch, all when empty
	 */
	public Optional<Option> find(String option, Collection<String> keys) {
		return Optional.ofNullable(this.table.read(this.store, Operation.READ_OPTION, option, keys));
	}

	public OptionNotFoundException notFound(String option) {
		return new OptionNotFoundException("There is no such option",
				new ConfigStoreException.Place(table(), this.store, option));
	}

	public CostForecast forecast(StoreSnapshot snapshot, ReloadSchedule schedule) {
		return ReadUnits.forecast(snapshot.bytes(), snapshot.version() != null, schedule, this.consistentPolls);
	}

	@Override
	public String toString() {
		return "Store[table=" + table() + ", store=" + this.store + "]";
	}

}
