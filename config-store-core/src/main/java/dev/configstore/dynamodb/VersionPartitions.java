package dev.configstore.dynamodb;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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

	/** What a list of versions shows. */
	private static final List<String> DESCRIPTION = List.of("at", "by", "note", "of");

	/** In the place of attributes to fetch. */
	private static final List<String> ALL = List.of("*");

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
	 * Read the version item. Costs one GetItem of less than 4 KB, or beside all options
	 * one Query, which costs the same: a start makes no other requests than queries, and
	 * the SDK loads about fifty classes for a second kind.
	 * @return the item, or {@code null} when the store has none
	 */
	@Nullable VersionItem read(Operation operation, boolean consistent) {
		Map<String, AttributeValue> item = (operation == Operation.READ_ALL)
				? this.table.query(this.store, operation, versionKey(), consistent)
				: this.table.getItem(this.store, operation, versionKey(), consistent);
		return (item != null) ? VersionItem.of(item) : null;
	}

	/**
	 * Replace the version item if it is still the one that was seen. Nothing happens when
	 * another publish or repair was faster.
	 */
	void replace(VersionItem seen, VersionItem replacement) {
		Map<String, AttributeValue> item = new HashMap<>(versionKey());
		item.putAll(replacement.toAttributes());
		this.table.putItem(this.store, item, "token", AttributeValue.fromS(seen.version().token()));
	}

	/**
	 * Read the history from a version on, oldest first. Costs one strongly consistent
	 * Query a page.
	 */
	List<HistoryItem> historyFrom(long version) {
		return query(HistoryItem.sortKey(version), HIGHEST, true, null, ALL, (items) -> decoded(items).toList());
	}

	/**
	 * Read the newest versions of the history, newest first, without what the options
	 * were. Costs one strongly consistent Query for each page that is needed. DynamoDB
	 * counts what the options were all the same, so a page is no longer than it has to
	 * be.
	 */
	List<HistoryItem> newest(int versions) {
		Set<Long> seen = new HashSet<>();
		// A version has at most 49 items: the newest one is on one page.
		int pageSize = Math.min(Math.max(versions, 49), 999) + 1;
		return query(HistoryItem.sortKey(0), HIGHEST, false, pageSize, DESCRIPTION,
				(items) -> decoded(items).takeWhile((item) -> {
					seen.add(item.version());
					return seen.size() <= versions;
				}).toList());
	}

	/**
	 * Return the number of the newest version in the history behind a number: numbers go
	 * on behind it when the version item was deleted, or is one from a backup. Costs one
	 * Query that finds nothing, most often.
	 * @return the number, or 0 if there is none
	 */
	long newestBehind(long number) {
		return query(HistoryItem.sortKey(number + 1), HIGHEST, false, 1, List.of(),
				(items) -> decoded(items).mapToLong(HistoryItem::version).findFirst().orElse(0));
	}

	/**
	 * Delete what is older than a version, a part of it at a time.
	 */
	void prune(long oldest) {
		List<String> old = query(HistoryItem.sortKey(0), HistoryItem.sortKey(oldest), true, PRUNED_AT_ONCE, List.of(),
				(items) -> items.limit(PRUNED_AT_ONCE).map(this::sortKey).toList());
		old.forEach((sortKey) -> this.table.deleteItem(this.store, Operation.HISTORY, historyKey(sortKey)));
	}

	private <T> T query(String from, String to, boolean forward, @Nullable Integer pageSize, List<String> attributes,
			Function<Stream<Map<String, AttributeValue>>, T> reading) {
		TableLayout layout = this.table.layout();
		Map<String, String> names = new LinkedHashMap<>();
		names.put("#store", layout.storeKey());
		names.put("#option", layout.optionKey());
		QueryRequest.Builder request = QueryRequest.builder()
			.keyConditionExpression("#store = :store AND #option BETWEEN :from AND :to")
			.expressionAttributeValues(Map.of(":store", AttributeValue.fromS(this.store + HistoryItem.PARTITION_SUFFIX),
					":from", AttributeValue.fromS(from), ":to", AttributeValue.fromS(to)))
			.scanIndexForward(forward)
			.limit(pageSize)
			.consistentRead(true);
		if (attributes != ALL) {
			attributes.forEach((attribute) -> names.put("#" + attribute, attribute));
			request.projectionExpression(
					names.keySet().stream().filter((name) -> !name.equals("#store")).collect(Collectors.joining(", ")));
		}
		return this.table.query(this.store, Operation.HISTORY, request.expressionAttributeNames(names), reading);
	}

	private Stream<HistoryItem> decoded(Stream<Map<String, AttributeValue>> items) {
		return items.map((item) -> HistoryItem.of(this.store, sortKey(item), item, this.table.codec()))
			.filter(Objects::nonNull);
	}

	private String sortKey(Map<String, AttributeValue> item) {
		return String.valueOf(VersionItem.text(item.get(this.table.layout().optionKey())));
	}

}
