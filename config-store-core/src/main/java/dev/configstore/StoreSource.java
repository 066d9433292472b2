package dev.configstore;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One store of one table, as something to read from and write to. Made by
 * {@link ConfigStoreBuilder#source()}; several of them can be {@link ReloadingStores
 * reloaded together}.
 */
public final class StoreSource {

	private final ConfigTable table;

	private final String store;

	private final InstantSource clock;

	StoreSource(ConfigTable table, String store, InstantSource clock) {
		this.table = table;
		this.store = store;
		this.clock = clock;
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
	 * Return a store that reads DynamoDB at every call. Costs nothing until then.
	 * @return the store
	 */
	public ConfigStore simple() {
		return new SimpleConfigStore(this, () -> {
		});
	}

	StoreSnapshot read() {
		return snapshot(this.table.readAll(this.store));
	}

	StoreSnapshot empty() {
		return snapshot(List.of());
	}

	private StoreSnapshot snapshot(List<Option> options) {
		return StoreSnapshot.of(table(), this.store, options, this.clock.instant());
	}

	Option read(String option, Collection<String> keys) {
		Option found = this.table.read(this.store, option, keys);
		if (found == null) {
			throw notFound(option);
		}
		return found;
	}

	OptionNotFoundException notFound(String option) {
		return new OptionNotFoundException("There is no such option",
				new ConfigStoreException.Place(table(), this.store, option));
	}

	void write(String option, Map<String, ? extends @Nullable Object> keys) {
		this.table.write(this.store, option, keys);
	}

	boolean delete(String option) {
		return this.table.delete(this.store, option);
	}

	@Override
	public String toString() {
		return "StoreSource[table=" + table() + ", store=" + this.store + "]";
	}

}
