package dev.configstore.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.configstore.dynamodb.item.HistoryItem;
import dev.configstore.dynamodb.item.OptionDigest;
import dev.configstore.model.StoreSnapshot;

/**
 * The present, and what was written since a version, oldest first.
 *
 * @param live the present snapshot
 * @param since the history
 */
record Past(StoreSnapshot live, List<HistoryItem> since) {

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
