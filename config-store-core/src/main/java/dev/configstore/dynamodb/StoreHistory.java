package dev.configstore.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.configstore.dynamodb.item.HistoryItem;
import dev.configstore.dynamodb.item.ItemSize;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.HandEditException;
import dev.configstore.exception.OptionNotFoundException;
import dev.configstore.exception.VersionNotFoundException;
import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Operation;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.change.PublicationPlan;
import dev.configstore.model.change.StoreDiff;
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
		return at(past(version), version);
	}

	/**
	 * Compare the snapshots as of two versions, from one read of the store and the
	 * history.
	 * @param to the later version; the present if it is {@code null}
	 */
	public StoreDiff diff(long from, @Nullable Long to) {
		Past past = past((to != null) ? Math.min(from, to) : from);
		return StoreDiff.between(at(past, from), (to != null) ? at(past, to) : past.live());
	}

	private StoreSnapshot at(Past reached, long version) {
		if (version > reached.newest()) {
			throw noVersion(version, reached.newest());
		}
		Past past = reached.behind(version);
		StoreSnapshot live = past.live();
		SortedMap<String, Option> options = new TreeMap<>(live.options());
		past.before().forEach((name, before) -> {
			options.remove(name);
			before.before().ifPresent((option) -> options.put(name, option));
		});
		long bytes = options.values()
			.stream()
			.mapToLong((option) -> ItemSize.of(this.table.codec().encodeKeys(option))
					+ ItemSize.of(this.table.codec().key(this.store, option.name())))
			.sum();
		StoreVersion of = (live.version() != null && live.version().number() == version) ? live.version() : null;
		return new StoreSnapshot(live.table(), live.store(), options, of, bytes, live.readAt(), past.lost());
	}

	/**
	 * Plan what has to be written to restore options as of a version.
	 */
	public PublicationPlan rollback(long version, Rollback rollback) {
		Past all = past(version);
		Set<String> unheardOf = new TreeSet<>(rollback.options());
		unheardOf.removeAll(all.live().options().keySet());
		unheardOf.removeAll(all.before().keySet());
		if (!unheardOf.isEmpty()) {
			throw new OptionNotFoundException("There is no such option to roll back, now or since version " + version
					+ ": " + String.join(", ", unheardOf), place(null));
		}
		Past past = all.only(rollback::includes);
		Set<String> edited = past.editedByHand();
		if (!edited.isEmpty() && !rollback.forced()) {
			throw new HandEditException(
					"Edited by hand since they were published, so not rolled back unless forced: "
							+ String.join(", ", edited),
					place((edited.size() == 1) ? edited.iterator().next() : null), null);
		}
		Set<String> lost = past.lost();
		if (!lost.isEmpty() && !rollback.forced()) {
			throw new VersionNotFoundException(
					"The history could not keep what these options were, or it cannot be read, so nothing is rolled back; when forced, "
							+ "they stay as they are: " + String.join(", ", lost),
					place((lost.size() == 1) ? lost.iterator().next() : null), null);
		}
		PlanSteps steps = new PlanSteps(past.live().options());
		past.undoing()
			.forEach((undo) -> steps.add(rollback.describe(rollback.forced() ? unchecked(undo) : undo, version)));
		List<PublicationPlan.Step> planned = steps.steps();
		return new PublicationPlan(this.table.name(), this.store, past.live().version(), planned, steps.versionOnly(),
				lost);
	}

	private static Publication unchecked(Publication publication) {
		Publication unchecked = publication;
		for (String name : publication.changes().keySet()) {
			unchecked = unchecked.unchecked(name);
		}
		return unchecked;
	}

	private Past past(long version) {
		if (version < 0) {
			throw new VersionNotFoundException("There is no version " + version, place(null), null);
		}
		StoreSnapshot live = this.reader.readAll().snapshot();
		List<HistoryItem> items = this.versions.historyFrom(version);
		long newest = newest(live, items);
		if (version > newest) {
			throw noVersion(version, Math.max(newest, newestOfAll(live)));
		}
		long reached = reached(items, newest, version);
		if (reached > version) {
			throw new VersionNotFoundException(
					"The history does not reach version " + version + ": it begins behind version " + reached,
					place(null), null);
		}
		return new Past(live, newest,
				items.stream().filter((item) -> item.version() > version && item.version() <= newest).toList());
	}

	private VersionNotFoundException noVersion(long version, long newest) {
		return new VersionNotFoundException("There is no version " + version + ", the newest is " + newest, place(null),
				null);
	}

	/**
	 * Return the number of the live version. The history has higher ones when another
	 * publish came since the read, which is not undone then, and when the version item
	 * was deleted or is one from a backup.
	 */
	private long newest(StoreSnapshot live, List<HistoryItem> items) {
		long number = number(live);
		long highest = items.stream().mapToLong(HistoryItem::version).max().orElse(0);
		boolean published = highest > number
				&& !StoreReader.isAt(live.token(), this.reader.version(Operation.HISTORY, true));
		return published ? number : Math.max(number, highest);
	}

	private long newestOfAll(StoreSnapshot live) {
		return Math.max(number(live), this.versions.newestBehind(number(live)));
	}

	private static long number(StoreSnapshot live) {
		return (live.version() != null) ? live.version().number() : 0;
	}

	/**
	 * Return how far back the history goes without a gap, to a version at most. Each
	 * version has at least one item, so a gap shows that a part was deleted.
	 */
	private static long reached(List<HistoryItem> items, long newest, long version) {
		Map<Long, List<HistoryItem>> byVersion = items.stream().collect(Collectors.groupingBy(HistoryItem::version));
		long reached = newest;
		while (reached > version && isWhole(byVersion.getOrDefault(reached, List.of()))) {
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

}
