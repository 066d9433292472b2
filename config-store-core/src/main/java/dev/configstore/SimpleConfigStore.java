package dev.configstore;

import java.util.ArrayList;
import java.util.List;

import dev.configstore.dynamodb.Store;
import dev.configstore.model.CostForecast;
import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadListener;

/**
 * Reads DynamoDB at every call.
 */
final class SimpleConfigStore extends AbstractConfigStore {

	SimpleConfigStore(Store source, Runnable onClose) {
		super(source, onClose);
	}

	@Override
	public Mode mode() {
		return Mode.SIMPLE;
	}

	@Override
	public Option get(String option) {
		return source().read(option, List.of());
	}

	@Override
	public Option get(String option, String key, String... moreKeys) {
		List<String> keys = new ArrayList<>(List.of(moreKeys));
		keys.add(key);
		return source().read(option, keys).only(keys);
	}

	@Override
	public StoreSnapshot getAll() {
		return source().reader().readAll().snapshot();
	}

	@Override
	public boolean reload() {
		return false;
	}

	@Override
	public CostForecast forecast() {
		return CostForecast.NONE;
	}

	@Override
	public void addListener(ReloadListener listener) {
		// Nothing is ever reloaded.
	}

	@Override
	public void removeListener(ReloadListener listener) {
		// Nothing was added.
	}

}
