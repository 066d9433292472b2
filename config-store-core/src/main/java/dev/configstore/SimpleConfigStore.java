package dev.configstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads DynamoDB at every call.
 */
final class SimpleConfigStore implements ConfigStore {

	private final StoreSource source;

	private final Runnable onClose;

	SimpleConfigStore(StoreSource source, Runnable onClose) {
		this.source = source;
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
		return Mode.SIMPLE;
	}

	@Override
	public Option get(String option) {
		return this.source.read(option, List.of());
	}

	@Override
	public Option get(String option, String key, String... moreKeys) {
		List<String> keys = new ArrayList<>(List.of(moreKeys));
		keys.add(key);
		return this.source.read(option, keys).only(keys);
	}

	@Override
	public StoreSnapshot getAll() {
		return this.source.read();
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
		return false;
	}

	@Override
	public void addListener(ReloadListener listener) {
		// Nothing is ever reloaded.
	}

	@Override
	public void removeListener(ReloadListener listener) {
		// Nothing was added.
	}

	@Override
	public void close() {
		this.onClose.run();
	}

	@Override
	public String toString() {
		return "SimpleConfigStore[table=" + table() + ", store=" + store() + "]";
	}

}
