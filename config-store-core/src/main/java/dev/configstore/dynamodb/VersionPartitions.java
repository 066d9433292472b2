package dev.configstore.dynamodb;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.configstore.dynamodb.item.HistoryItem;
import dev.configstore.dynamodb.item.VersionItem;
import dev.configstore.model.Operation;
import dev.configstore.model.TableLayout;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The two sister partitions of a store: its version item and its history. A store's own
 * partition holds nothing but options.
 */
final class VersionPartitions {

	/** Behind the keys of every version: 12 digits come before it. */
	private static final String HIGHEST = ":";

	private static final int PRUNED_AT_ONCE = 100;

	private final ConfigTable table;

	private final String store;

	VersionPartitions(ConfigTable table, String store) {
		this.table = table;
		this.store = store;
	}

	Map<String, AttributeValue> versionKey() {
		return this.table.codec().key(this.store + VersionItem.PARTITION_SUFFIX, VersionItem.SORT_KEY);
	}

	Map<String, AttributeValue> historyKey(String sortKey) {
		return this.table.codec().key(this.store + HistoryItem.PARTITION_SUFFIX, sortKey);
	}

	/**
	 * Read the version item. Costs one GetItem of less than 4 KB.
	 * @return the item, or {@code null} when the store has none
	 */
	@Nullable VersionItem read(Operation operation, boolean consistent) {
		Map<String, AttributeValue> item = this.table.getItem(this.store, operation, versionKey(), consistent);
		return (item != null) ? VersionItem.of(item) : null;
	}

	/**
	 * Read the history behind a version, oldest first. Costs one strongly consistent
	 * Query a page.
	 */
	List<HistoryItem> historyAfter(long version) {
		return query(HistoryItem.sortKey(version + 1), HIGHEST, true, null, Stream::toList);
	}

	/**
	 * Read the newest versions of the history, newest first. Costs one strongly
	 * consistent Query for each page that is needed.
	 */
	List<HistoryItem> newest(int versions) {
		Set<Long> seen = new HashSet<>();
		return query(HistoryItem.sortKey(0), HIGHEST, false, null, (items) -> items.takeWhile((item) -> {
			seen.add(item.version());
			return seen.size() <= versions;
		}).toList());
	}

	/**
	 * Return the number of the newest version in the history: numbers go on behind it
	 * when the version item was deleted and is made anew. Costs one Query of one item.
	 * @return the number, or 0
	 */
	long highestNumber() {
		return query(HistoryItem.sortKey(0), HIGHEST, false, 1,
				(items) -> items.mapToLong(HistoryItem::version).findFirst().orElse(0));
	}

	/**
	 * Delete what is older than a version, a part of it at a time.
	 */
	void prune(long oldest) {
		query(HistoryItem.sortKey(0), HistoryItem.sortKey(oldest), true, PRUNED_AT_ONCE,
				(items) -> items.limit(PRUNED_AT_ONCE).toList())
			.forEach((item) -> this.table.deleteItem(this.store, Operation.HISTORY, historyKey(item.sortKey())));
	}

	private <T> T query(String from, String to, boolean forward, @Nullable Integer pageSize,
			Function<Stream<HistoryItem>, T> reading) {
		TableLayout layout = this.table.layout();
		QueryRequest.Builder request = QueryRequest.builder()
			.keyConditionExpression("#store = :store AND #option BETWEEN :from AND :to")
			.expressionAttributeNames(Map.of("#store", layout.storeKey(), "#option", layout.optionKey()))
			.expressionAttributeValues(Map.of(":store", AttributeValue.fromS(this.store + HistoryItem.PARTITION_SUFFIX),
					":from", AttributeValue.fromS(from), ":to", AttributeValue.fromS(to)))
			.scanIndexForward(forward)
			.limit(pageSize)
			.consistentRead(true);
		return this.table.query(this.store, Operation.HISTORY, request,
				(items) -> reading.apply(items.map(this::decode).filter(Objects::nonNull)));
	}

	private @Nullable HistoryItem decode(Map<String, AttributeValue> item) {
		String sortKey = VersionItem.text(item.get(this.table.layout().optionKey()));
		return (sortKey != null) ? HistoryItem.of(this.store, sortKey, item, this.table.codec()) : null;
	}

}
