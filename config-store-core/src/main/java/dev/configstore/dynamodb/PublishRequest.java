package dev.configstore.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.configstore.dynamodb.item.HistoryItem;
import dev.configstore.dynamodb.item.HistoryLimits;
import dev.configstore.dynamodb.item.ItemCondition;
import dev.configstore.dynamodb.item.ItemSize;
import dev.configstore.dynamodb.item.OptionDigest;
import dev.configstore.dynamodb.item.VersionItem;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.model.Option;
import dev.configstore.model.OptionChange;
import dev.configstore.model.Publication;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.change.OptionDiff;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The request of a publish: each option (if it still is what was read), the version item
 * (if its token still is the one that was seen), and one item of the history for each
 * option, in this order.
 *
 * @param table the table
 * @param store the store
 * @param versions its sister partitions
 * @param publication what is published
 * @param seen the version item that is replaced, if there is one
 * @param version the version that is written
 * @param changes the options that change: as they were read, and as they will be
 * @param updating whether an option is updated, so that a key that is added by hand in
 * this moment stays; otherwise it is put as a whole
 */
record PublishRequest(ConfigTable table, String store, VersionPartitions versions, Publication publication,
		@Nullable VersionItem seen, StoreVersion version, Map<String, OptionDiff> changes, boolean updating) {

	/**
	 * An expression has 4 KB and 300 operators at most. More keys than these that change
	 * are put.
	 */
	private static final int MAX_UPDATED_KEYS = 140;

	/** The options, in the order of their writes. */
	List<String> options() {
		return List.copyOf(this.changes.keySet());
	}

	TransactWriteItemsRequest toRequest() {
		List<TransactWriteItem> items = new ArrayList<>();
		long bytes = 0;
		for (OptionDiff option : this.changes.values()) {
			Map<String, AttributeValue> item = option.after()
				.map((after) -> this.table.codec()
					.encode(this.store, option.name(), after.keys(), keys(option.before())))
				.orElseGet(() -> this.table.codec().key(this.store, option.name()));
			bytes += ItemSize.of(item);
			items.add(writeOption(option, item));
		}
		items.add(writeVersion());
		for (OptionDiff option : this.changes.values()) {
			Map<String, AttributeValue> item = history(option);
			bytes += ItemSize.of(item);
			ItemCondition condition = new ItemCondition(this.table.layout());
			condition.unchanged(Optional.empty());
			items.add(put(item, condition));
		}
		PublicationLimits.checkTotal(bytes, Place.of(this.table.name(), this.store));
		return TransactWriteItemsRequest.builder()
			.transactItems(items)
			.clientRequestToken(this.version.token())
			.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
			.build();
	}

	private static Map<String, @Nullable Object> keys(Optional<Option> option) {
		return option.map(Option::keys).orElse(Map.of());
	}

	private TransactWriteItem writeOption(OptionDiff option, Map<String, AttributeValue> item) {
		String name = option.name();
		Optional<Map<String, AttributeValue>> read = option.before().map(this.table.codec()::encodeKeys);
		ItemCondition condition = new ItemCondition(this.table.layout());
		boolean checked = !this.publication.unchecked().contains(name);
		boolean compared = checked && PublicationLimits.isComparable(option);
		if (compared) {
			condition.unchanged(read);
		}
		if (option.after().isEmpty()) {
			return TransactWriteItem.builder()
				.delete(condition.on(Delete.builder().tableName(this.table.name()).key(item)))
				.build();
		}
		boolean keys = checked && changesKeys(name);
		if (read.isPresent() && keys && !compared) {
			// A write of some keys would make an option that is gone anew.
			condition.unchanged(Optional.of(Map.of()));
		}
		if (this.updating && read.isPresent() && (compared || keys)) {
			Map<String, AttributeValue> set = new HashMap<>(item);
			set.keySet().removeAll(this.table.codec().key(this.store, name).keySet());
			set.entrySet().removeAll(read.get().entrySet());
			List<String> remove = read.get().keySet().stream().filter((key) -> !item.containsKey(key)).toList();
			if (set.size() + remove.size() <= MAX_UPDATED_KEYS) {
				Update.Builder update = Update.builder()
					.tableName(this.table.name())
					.key(this.table.codec().key(this.store, name));
				return TransactWriteItem.builder().update(condition.on(update, set, remove)).build();
			}
		}
		return put(item, condition);
	}

	/** Keys that such a change does not name stay, however many there are. */
	private boolean changesKeys(String option) {
		OptionChange change = this.publication.changes().get(option);
		return change != null && change.kind() == OptionChange.Kind.CHANGE_KEYS;
	}

	private TransactWriteItem writeVersion() {
		Map<String, AttributeValue> item = new HashMap<>(this.versions.versionKey());
		item.putAll(
				VersionItem.after(this.seen, this.version, this.changes.keySet(), ItemSize.of(item)).toAttributes());
		ItemCondition condition = new ItemCondition(this.table.layout());
		if (this.seen == null) {
			condition.unchanged(Optional.empty());
		}
		else if (this.seen.isMalformed()) {
			throw new MalformedItemException("The version item has a 'token' that is no text: delete the item",
					Place.of(this.table.name(), this.store), null);
		}
		else if (this.seen.hasToken()) {
			condition.equal("token", AttributeValue.fromS(this.seen.version().token()));
		}
		else {
			condition.absent("token");
			if (this.seen.version().number() > 0) {
				condition.equal("n", VersionItem.number(this.seen.version().number()));
			}
		}
		return put(item, condition);
	}

	/**
	 * Return the history item of an option: without what the option was if that was
	 * written by another program and is too large for it.
	 */
	private Map<String, AttributeValue> history(OptionDiff option) {
		Optional<Option> read = option.before();
		HistoryItem history = new HistoryItem(this.version.number(), option.name(), read, false,
				OptionDigest.of(option.after()), this.version.at(), this.version.by(), this.publication.note(),
				this.changes.size());
		Map<String, AttributeValue> item = attributes(history);
		boolean fits = ItemSize.of(item) <= ItemSize.MAX && read.stream().noneMatch(HistoryLimits::isNestedTooDeep);
		return fits ? item : attributes(history.withoutBefore());
	}

	private Map<String, AttributeValue> attributes(HistoryItem history) {
		Map<String, AttributeValue> item = new HashMap<>(this.versions.historyKey(history.sortKey()));
		item.putAll(history.toAttributes(this.table.codec()));
		return item;
	}

	private TransactWriteItem put(Map<String, AttributeValue> item, ItemCondition condition) {
		return TransactWriteItem.builder()
			.put(condition.on(Put.builder().tableName(this.table.name()).item(item)))
			.build();
	}

}
