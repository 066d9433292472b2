package dev.configstore;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.configstore.dynamodb.Store;
import dev.configstore.model.CostForecast;
import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.reload.ReloadListener;
import dev.configstore.reload.ReloadStatus;
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
	Optional<Option> read(String option, List<String> keys) {
		return Optional.ofNullable(getAll().option(option));
	}

	@Override
	public StoreSnapshot getAll() {
		return this.stores.current().snapshots().get(this.index);
	}

	@Override
	public boolean reload() {
		return this.stores.reload();
	}

	@Override
	public ReloadStatus status() {
		return this.stores.status();
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
	void edited() {
		this.stores.edited(this.index);
	}

	@Override
	public CostForecast forecast() {
		return this.stores.schedule()
			.map((schedule) -> source().forecast(getAll(), schedule))
			.orElse(CostForecast.NONE);
	}

	@Override
	public void addListener(ReloadListener listener) {
		Objects.requireNonNull(listener, "'listener' must not be null");
		this.stores.listeners().add(this.index, listener);
	}

	@Override
	public void removeListener(ReloadListener listener) {
		Objects.requireNonNull(listener, "'listener' must not be null");
		this.stores.listeners().remove(this.index, listener);
	}

}
