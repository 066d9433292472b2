package dev.configstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import dev.configstore.dynamodb.Store;
import dev.configstore.dynamodb.item.VersionItem;
import dev.configstore.exception.HandEditException;
import dev.configstore.exception.PartlyPublishedException;
import dev.configstore.exception.VersionConflictException;
import dev.configstore.model.CostForecast;
import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Operation;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.change.PublicationPlan;
import dev.configstore.model.change.StoreDiff;
import org.jspecify.annotations.Nullable;

/**
 * What stores of both modes share: reads by name, writing, and the history.
 */
abstract sealed class AbstractConfigStore implements ConfigStore permits SimpleConfigStore, TimeBasedConfigStore {

	private final Store source;

	private final Runnable onClose;

	AbstractConfigStore(Store source, Runnable onClose) {
		this.source = source;
		this.onClose = onClose;
	}

	final Store source() {
		return this.source;
	}

	@Override
	public final String table() {
		return this.source.table();
	}

	@Override
	public final String store() {
		return this.source.store();
	}

	@Override
	public final Option get(String option) {
		return find(option).orElseThrow(() -> source().notFound(option));
	}

	@Override
	public final Option get(String option, String key, String... moreKeys) {
		Objects.requireNonNull(option, "'option' must not be null");
		Objects.requireNonNull(moreKeys, "'moreKeys' must not be null");
		List<String> keys = new ArrayList<>(Arrays.asList(moreKeys));
		keys.add(key);
		keys.forEach((each) -> Objects.requireNonNull(each, "'key' must not be null"));
		return read(option, keys).orElseThrow(() -> source().notFound(option)).only(keys);
	}

	@Override
	public final Optional<Option> find(String option) {
		return read(Objects.requireNonNull(option, "'option' must not be null"), List.of());
	}

	/**
	 * Read an option.
	 * @param keys the keys that are wanted, all when empty; others may come, too
	 */
	abstract Optional<Option> read(String option, List<String> keys);

	@Override
	public final Duration age() {
		return status().age(source().clock().instant());
	}

	@Override
	public final CostForecast forecast(ReloadSchedule schedule) {
		return source().forecast(getAll(), Objects.requireNonNull(schedule, "'schedule' must not be null"));
	}

	@Override
	public final void set(String option, Map<String, ? extends @Nullable Object> keys) {
		publish(Publication.none().set(option, checked(option, keys)));
	}

	private Map<String, ? extends @Nullable Object> checked(String option,
			Map<String, ? extends @Nullable Object> keys) {
		Objects.requireNonNull(option, "'option' must not be null");
		Objects.requireNonNull(keys, "'keys' must not be null");
		this.source.writer().check(option, keys);
		return keys;
	}

	@Override
	public final boolean delete(String option) {
		Publication publication = Publication.ofDeleted(option);
		boolean[] found = new boolean[1];
		published(() -> this.source.writer().publish(publication, (changes) -> found[0] = changes.containsKey(option)));
		return found[0];
	}

	private @Nullable StoreVersion published(Supplier<@Nullable StoreVersion> publish) {
		StoreVersion version = inTime(publish);
		if (version != null) {
			written(version);
		}
		return version;
	}

	/**
	 * Have reads show what something came too late for: whoever reads again after a
	 * conflict has to see it.
	 */
	private <T extends @Nullable Object> T inTime(Supplier<T> work) {
		try {
			return work.get();
		}
		catch (VersionConflictException | HandEditException | PartlyPublishedException ex) {
			if (ex instanceof HandEditException || ex.getCause() instanceof HandEditException) {
				edited();
			}
			else {
				written(null);
			}
			throw ex;
		}
	}

	/**
	 * Called after a write, or a conflict.
	 * @param version the version the store has, if that is known
	 */
	void written(@Nullable StoreVersion version) {
	}

	/**
	 * Called after a conflict with an edit by hand, which has moved no version.
	 */
	void edited() {
	}

	@Override
	public final @Nullable StoreVersion publish(Publication publication) {
		Objects.requireNonNull(publication, "'publication' must not be null");
		return published(() -> this.source.writer().publish(publication, (changes) -> {
		}));
	}

	@Override
	public final PublicationPlan preview(Publication publication) {
		Objects.requireNonNull(publication, "'publication' must not be null");
		return inTime(() -> this.source.planner().preview(publication));
	}

	@Override
	public final @Nullable StoreVersion publish(PublicationPlan plan) {
		Objects.requireNonNull(plan, "'plan' must not be null");
		return published(() -> this.source.planner().publish(plan));
	}

	@Override
	public final PublicationPlan previewRollback(long toVersion, Rollback rollback) {
		Objects.requireNonNull(rollback, "'rollback' must not be null");
		return inTime(() -> this.source.history().rollback(toVersion, rollback));
	}

	@Override
	public final @Nullable StoreVersion rollback(long toVersion, Rollback rollback) {
		Objects.requireNonNull(rollback, "'rollback' must not be null");
		// A version item from a backup would be taken for the version that was read.
		this.source.writer().repairIfBehind();
		PublicationPlan plan = previewRollback(toVersion, rollback);
		// Nothing differs: the store has these options already.
		return plan.isEmpty() ? version() : publish(plan);
	}

	@Override
	public final @Nullable StoreVersion version() {
		VersionItem item = this.source.reader().version(Operation.POLL, true);
		return (item != null) ? item.version() : null;
	}

	@Override
	public final List<HistoryEntry> history(int limit) {
		if (limit < 1) {
			throw new IllegalArgumentException("'limit' must be at least 1, not " + limit);
		}
		return this.source.history().newest(limit);
	}

	@Override
	public final StoreSnapshot at(long version) {
		return this.source.history().at(version);
	}

	@Override
	public final StoreDiff diff(long from, long to) {
		return this.source.history().diff(from, to);
	}

	@Override
	public final StoreDiff diff(long from) {
		return this.source.history().diff(from, null);
	}

	@Override
	public final void close() {
		this.source.closed();
		this.onClose.run();
	}

	@Override
	public final String toString() {
		return getClass().getSimpleName() + "[table=" + table() + ", store=" + store() + "]";
	}

}
