package dev.configstore.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.configstore.dynamodb.item.HistoryItem;
import dev.configstore.dynamodb.item.OptionDigest;
import dev.configstore.model.Publication;
import dev.configstore.model.StoreSnapshot;

/**
 * The present, and what was written since a version, oldest first.
 *
 * @param live the present snapshot
 * @param newest the number of the newest version
 * @param since the history
 */
record Past(StoreSnapshot live, long newest, List<HistoryItem> since) {

	/**
	 * What was written since a later version.
	 */
	Past behind(long version) {
		return new Past(this.live, this.newest,
				this.since.stream().filter((item) -> item.version() > version).toList());
	}

	/**
	 * What was written to some options.
	 */
	Past only(Predicate<String> options) {
		return new Past(this.live, this.newest,
				this.since.stream().filter((item) -> options.test(item.option())).toList());
	}

	/**
	 * What undoes each version, the newest first: after each, the store is as of some
	 * version. Options are left alone of which it is not known what they were.
	 */
	List<Publication> undoing() {
		Set<String> lost = lost();
		TreeMap<Long, Publication> versions = new TreeMap<>();
		this.since.stream()
			.filter((item) -> !item.lost() && !lost.contains(item.option()))
			.forEach((item) -> versions.merge(item.version(), undoing(item), Publication::and));
		return List.copyOf(versions.descendingMap().values());
	}

	private static Publication undoing(HistoryItem item) {
		return item.before()
			.map((option) -> Publication.of(item.option(), option.keys()))
			.orElseGet(() -> Publication.ofDeleted(item.option()));
	}

	/**
	 * What each option that was written since was before: its oldest item.
	 */
	Map<String, HistoryItem> before() {
		Map<String, HistoryItem> before = new TreeMap<>();
		this.since.forEach((item) -> before.putIfAbsent(item.option(), item));
		return before;
	}

	/**
	 * The options of which it is not known what they were.
	 */
	Set<String> lost() {
		return before().values()
			.stream()
			.filter(HistoryItem::lost)
			.map(HistoryItem::option)
			.collect(Collectors.toCollection(TreeSet::new));
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
