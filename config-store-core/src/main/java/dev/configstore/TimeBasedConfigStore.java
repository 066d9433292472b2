package dev.configstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Answers from the snapshot of one of several stores that reload together.
 */
final class TimeBasedConfigStore implements ConfigStore {

	private final StoreSource source;

	private final ReloadingStores<?> stores;

	private final int index;

	private final Runnable onClose;

	TimeBasedConfigStore(StoreSource source, ReloadingStores<?> stores, int index, Runnable onClose) {
		this.source = source;
		this.stores = stores;
		this.index = index;
		this.onClose = onClose;
	}

	@Override
	public String table() {
		return this.source.table();
	}

	@Override
	public String store() {
		return this.source.store();
	}

	@Override
	public Mode mode() {
		return Mode.TIME_BASED;
	}

	@Override
	public Option get(String option) {
		Option found = getAll().option(option);
		if (found == null) {
			throw this.source.notFound(option);
		}
		return found;
	}

	@Override
	public Option get(String option, String key, String... moreKeys) {
		List<String> keys = new ArrayList<>(List.of(moreKeys));
		keys.add(key);
		return get(option).only(keys);
	}

	@Override
	public StoreSnapshot getAll() {
		return this.stores.current().snapshots().get(this.index);
	}

	@Override
	public void set(String option, Map<String, ? extends @Nullable Object> keys) {
		this.source.write(option, keys);
	}

	@Override
	public boolean delete(String option) {
		return this.source.delete(option);
	}

	@Override
	public boolean reload() {
		return this.stores.reload();
	}

	@Override
	public void addListener(ReloadListener listener) {
		this.stores.listeners().add(this.index, listener);
	}

	@Override
	public void removeListener(ReloadListener listener) {
		this.stores.listeners().remove(this.index, listener);
	}

	@Override
	public void close() {
		this.onClose.run();
	}

	@Override
	public String toString() {
		return "TimeBasedConfigStore[table=" + table() + ", store=" + store() + "]";
	}

}
