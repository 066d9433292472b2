package dev.configstore.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.configstore.dynamodb.item.HistoryItem;
import dev.configstore.dynamodb.item.ItemSize;
import dev.configstore.dynamodb.item.OptionDigest;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.HandEditException;
import dev.configstore.exception.VersionNotFoundException;
import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import org.jspecify.annotations.Nullable;

/**
 * Reads the history, which keeps each option as it was before a version: an earlier
 * snapshot is the present one with all later versions undone.
 */
public final class StoreHistory {

	private final ConfigTable table;

	private final String store;

	private final StoreReader reader;

	private final VersionPartitions versions;

	StoreHistory(ConfigTable table, String store, StoreReader reader) {
		this.table = table;
		this.store = store;
		this.reader = reader;
		this.versions = new VersionPartitions(table, store);
	}

	/**
	 * Return the newest versions, newest first.
	 */
	public List<HistoryEntry> newest(int limit) {
		Map<Long, List<HistoryItem>> byVersion = new LinkedHashMap<>();
		for (HistoryItem item : this.versions.newest(limit)) {
			byVersion.computeIfAbsent(item.version(), (version) -> new ArrayList<>()).add(item);
		}
		return byVersion.values().stream().filter(StoreHistory::isWhole).map(StoreHistory::published).toList();
	}

	private static HistoryEntry published(List<HistoryItem> items) {
		HistoryItem first = items.get(0);
		Set<String> options = new TreeSet<>();
		items.forEach((item) -> options.add(item.option()));
		return new HistoryEntry(first.version(), first.at(), first.by(), first.note(), options);
	}

	/**
	 * Return the snapshot as of a version.
	 */
	public StoreSnapshot at(long version) {
		Past past = past(version);
		StoreSnapshot live = past.live();
		SortedMap<String, Option> options = new TreeMap<>(live.options());
		past.before().forEach((name, before) -> {
			options.remove(name);
			before.ifPresent((option) -> options.put(name, option));
		});
		long bytes = options.values()
			.stream()
			.mapToLong((option) -> ItemSize.of(this.table.codec().encodeKeys(option))
					+ ItemSize.of(this.table.codec().key(this.store, option.name())))
			.sum();
		StoreVersion of = (live.version() != null && live.version().number() == version) ? live.version() : null;
		return new StoreSnapshot(live.table(), live.store(), options, of, bytes, live.readAt());
	}

	/**
	 * Return what has to be written to restore the options as of a version.
	 * @param forced whether to overwrite what was edited by hand since
	 */
	public Publication rollback(long version, boolean forced) {
		Past past = past(version);
		Set<String> edited = past.editedByHand();
		if (!edited.isEmpty() && !forced) {
			throw new HandEditException(
					"Edited by hand since they were published, so not rolled back unless forced: "
							+ String.join(", ", edited),
					place((edited.size() == 1) ? edited.iterator().next() : null), null);
		}
		Publication publication = Publication.none().expecting(past.live().version());
		for (Map.Entry<String, Optional<Option>> entry : past.before().entrySet()) {
			publication = entry.getValue().isPresent() ? publication.set(entry.getKey(), entry.getValue().get().keys())
					: publication.delete(entry.getKey());
			publication = forced ? publication.unchecked(entry.getKey()) : publication;
		}
		return publication;
	}

	private Past past(long version) {
		if (version < 0) {
			throw new VersionNotFoundException("There is no version " + version, place(null), null);
		}
		StoreSnapshot live = this.reader.readAll().snapshot();
		long newest = (live.version() != null) ? live.version().number() : this.versions.highestNumber();
		// What was published since the read is not undone in it.
		List<HistoryItem> since = this.versions.historyAfter(version)
			.stream()
			.filter((item) -> item.version() <= newest)
			.toList();
		if (version > newest) {
			throw new VersionNotFoundException("There is no version " + version + ", the newest is " + newest,
					place(null), null);
		}
		long reached = reached(since, newest);
		if (reached > version) {
			throw new VersionNotFoundException(
					"The history does not reach version " + version + ": it begins behind version " + reached,
					place(null), null);
		}
		return new Past(live, since);
	}

	/**
	 * Return how far back the history goes without a gap. Each version has at least one
	 * item, so a gap shows that a part was deleted.
	 */
	private static long reached(List<HistoryItem> since, long newest) {
		Map<Long, List<HistoryItem>> byVersion = since.stream().collect(Collectors.groupingBy(HistoryItem::version));
		long reached = newest;
		while (isWhole(byVersion.getOrDefault(reached, List.of()))) {
			reached--;
		}
		return reached;
	}

	/**
	 * Whether no item of a version was pruned, as far as its items show.
	 */
	private static boolean isWhole(List<HistoryItem> version) {
		return !version.isEmpty() && version.size() >= version.get(0).of();
	}

	private Place place(@Nullable String option) {
		return new Place(this.table.name(), this.store, option);
	}

	/**
	 * The present, and what was written since a version, oldest first.
	 *
	 * @param live the present snapshot
	 * @param since the history
	 */
	private record Past(StoreSnapshot live, List<HistoryItem> since) {

		/**
		 * What each option that was written since was before.
		 */
		Map<String, Optional<Option>> before() {
			Map<String, Optional<Option>> before = new TreeMap<>();
			this.since.forEach((item) -> before.putIfAbsent(item.option(), item.before()));
			return before;
		}

		/**
		 * The options that are not what was written last.
		 */
		Set<String> editedByHand() {
			Map<String, HistoryItem> last = new TreeMap<>();
			this.since.forEach((item) -> last.put(item.option(), item));
			Set<String> edited = new TreeSet<>();
			last.forEach((name, item) -> {
				String found = OptionDigest.of(Optional.ofNullable(this.live.option(name)));
				if (item.written() != null && !item.written().equals(found)) {
					edited.add(name);
				}
			});
			return edited;
		}

	}

}
