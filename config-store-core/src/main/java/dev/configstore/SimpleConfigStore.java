package dev.configstore;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import dev.configstore.dynamodb.Store;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.CostForecast;
import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadListener;
import dev.configstore.reload.ReloadStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads DynamoDB at every call.
 */
final class SimpleConfigStore extends AbstractConfigStore {

	private volatile ReloadStatus status;

	SimpleConfigStore(Store source, Runnable onClose) {
		super(source, onClose);
		Instant now = source.clock().instant();
		this.status = new ReloadStatus(now, now, now, null, 0, null);
	}

	@Override
	public Mode mode() {
		return Mode.SIMPLE;
	}

	@Override
	Optional<Option> read(String option, List<String> keys) {
		return recorded(() -> source().find(option, keys));
	}

	@Override
	public StoreSnapshot getAll() {
		return recorded(() -> source().reader().readAll().snapshot());
	}

	/**
	 * Read, and record how that ended.
	 */
	private <T> T recorded(Supplier<T> read) {
		try {
			T found = read.get();
			ended(null);
			return found;
		}
		catch (ConfigStoreException ex) {
			ended(ex);
			throw ex;
		}
	}

	private synchronized void ended(@Nullable ConfigStoreException failure) {
		Instant now = source().clock().instant();
		ReloadStatus last = this.status;
		this.status = new ReloadStatus(now, (failure != null) ? last.lastSuccess() : now, last.lastChange(), failure,
				(failure != null) ? last.failures() + 1 : 0, null);
	}

	@Override
	public ReloadStatus status() {
		return this.status;
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
		Objects.requireNonNull(listener, "'listener' must not be null");
	}

	@Override
	public void removeListener(ReloadListener listener) {
		// Nothing was added.
		Objects.requireNonNull(listener, "'listener' must not be null");
	}

}
