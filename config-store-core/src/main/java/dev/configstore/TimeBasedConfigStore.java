package dev.configstore;

import java.util.ArrayList;
import java.util.List;

import dev.configstore.dynamodb.Store;
import dev.configstore.model.CostForecast;
import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.reload.ReloadListener;
import dev.configstore.reload.ReloadingStores;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the snapshot of one of several stores that reload together.
 */
final class TimeBasedConfigStore extends AbstractConfigStore {

	private final ReloadingStores<?> stores;

	private final int index;

	TimeBasedConfigStore(Store source, ReloadingStores<?> stores, int index, Runnable onClose) {
		super(source, onClose);
		this.stores = stores;
		this.index = index;
	}

	@Override
	public Mode mode() {
		return Mode.TIME_BASED;
	}

	@Override
	public Option get(String option) {
		Option found = getAll().option(option);
		if (found == null) {
			throw source().notFound(option);
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
	public boolean reload() {
		return this.stores.reload();
	}

	/**
	 * A write shows when it returns.
	 */
	@Override
	void written(@Nullable StoreVersion version) {
		if (version == null || !version.token().equals(getAll().token())) {
			this.stores.written(this.index);
		}
	}

	@Override
	public CostForecast forecast() {
		return this.stores.schedule()
			.map((schedule) -> source().forecast(getAll(), schedule))
			.orElse(CostForecast.NONE);
	}

	@Override
	public void addListener(ReloadListener listener) {
		this.stores.listeners().add(this.index, listener);
	}

	@Override
	public void removeListener(ReloadListener listener) {
		this.stores.listeners().remove(this.index, listener);
	}

}
