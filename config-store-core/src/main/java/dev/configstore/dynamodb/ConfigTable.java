package dev.configstore.dynamodb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.configstore.dynamodb.item.ItemCodec;
import dev.configstore.dynamodb.item.ItemSize;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.TableSchemaException;
import dev.configstore.model.Operation;
import dev.configstore.model.Option;
import dev.configstore.model.TableLayout;
import dev.configstore.model.TableSettings;
import dev.configstore.model.UnitsListener;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/**
 * The requests to one table, what they consume, and what their failures mean.
 * <p>
 * The Query checks the schema as well: its key condition names both keys, so the request
 * is invalid if the table has other keys. DescribeTable is called only then.
 */
public final class ConfigTable {

	/**
	 * A key attribute cannot be an empty text; this is the lowest text that is not empty.
	 */
	private static final AttributeValue LOWEST = AttributeValue.fromS("\u0000");

	/**
	 * An expression has at most 4 KB. Beyond this many keys all are fetched, which costs
	 * the same.
	 */
	private static final int MAX_PROJECTED = 200;

	private final DynamoDbClient client;

	private final TableLayout layout;

	private final TableAccess access;

	private final ItemCodec codec;

	private final UnitsListener units;

	private final @Nullable Integer pageSize;

	public ConfigTable(DynamoDbClient client, TableLayout layout, TableSettings settings, Consumer<String> notices,
			UnitsListener units, @Nullable Integer pageSize) {
		this.client = client;
		this.layout = layout;
		this.access = new TableAccess(layout, new TableProvisioner(client, layout, settings, notices));
		this.codec = new ItemCodec(layout);
		this.units = units;
		this.pageSize = pageSize;
	}

	String name() {
		return this.layout.table();
	}

	TableAccess access() {
		return this.access;
	}

	TableLayout layout() {
		return this.layout;
	}

	ItemCodec codec() {
		return this.codec;
	}

	/**
	 * Read all options of a store, every page or none. Costs one Query a page.
	 */
	StoreReader.Contents readAll(String store, Operation operation, boolean consistent) {
		QueryRequest.Builder request = QueryRequest.builder()
			.keyConditionExpression("#store = :store AND #option >= :lowest")
			.expressionAttributeNames(Map.of("#store", this.layout.storeKey(), "#option", this.layout.optionKey()))
			.expressionAttributeValues(Map.of(":store", AttributeValue.fromS(store), ":lowest", LOWEST))
			.consistentRead(consistent)
			.limit(this.pageSize);
		return query(store, operation, request, (items) -> {
			SortedMap<String, Option> options = new TreeMap<>();
			List<MalformedItemException> malformed = new ArrayList<>();
			LongAdder bytes = new LongAdder();
			items.forEach((item) -> {
				try {
					Option option = this.codec.decode(store, item);
					options.put(option.name(), option);
					bytes.add(ItemSize.of(item));
				}
				catch (MalformedItemException ex) {
					malformed.add(ex);
				}
			});
			return new StoreReader.Contents(options, bytes.sum(), malformed);
		});
	}

	/**
	 * Read one option, strongly consistent. Costs one GetItem.
	 * @param keys the keys to fetch, all when empty; it costs the same
	 * @return the option, or {@code null} when there is none
	 */
	@Nullable Option read(String store, Operation operation, String option, Collection<String> keys) {
		if (!ItemCodec.isPossibleName(option)) {
			// The request would be invalid, but the answer is known.
			return null;
		}
		GetItemRequest.Builder request = GetItemRequest.builder()
			.key(this.codec.key(store, option))
			.consistentRead(true);
		if (!keys.isEmpty()) {
			project(request, keys);
		}
		Map<String, AttributeValue> item = getItem(store, operation, option, request);
		return (item != null) ? this.codec.decode(store, item) : null;
	}

	private void project(GetItemRequest.Builder request, Collection<String> keys) {
		Map<String, String> names = new HashMap<>();
		// Without its own key an item without any of the wanted keys would seem to be
		// missing.
		names.put("#option", this.layout.optionKey());
		keys.stream()
			.distinct()
			.filter(this.codec::isPossibleKey)
			.forEach((key) -> names.put("#k" + names.size(), key));
		if (names.size() > MAX_PROJECTED) {
			return;
		}
		request.projectionExpression(String.join(", ", names.keySet())).expressionAttributeNames(names);
	}

	/**
	 * Read one item of a store or of its sister partitions.
	 * @return its attributes, or {@code null} when there is none
	 */
	@Nullable Map<String, AttributeValue> getItem(String store, Operation operation, Map<String, AttributeValue> key,
			boolean consistent) {
		return getItem(store, operation, null, GetItemRequest.builder().key(key).consistentRead(consistent));
	}

	/**
	 * Read one item as {@link #getItem} does, by a Query.
	 * @return its attributes, or {@code null} when there is none
	 */
	@Nullable Map<String, AttributeValue> query(String store, Operation operation, Map<String, AttributeValue> key,
			boolean consistent) {
		QueryRequest.Builder request = QueryRequest.builder()
			.keyConditionExpression("#store = :store AND #option = :option")
			.expressionAttributeNames(Map.of("#store", this.layout.storeKey(), "#option", this.layout.optionKey()))
			.expressionAttributeValues(
					Map.of(":store", key.get(this.layout.storeKey()), ":option", key.get(this.layout.optionKey())))
			.consistentRead(consistent);
		return query(store, operation, request, (items) -> items.findFirst().orElse(null));
	}

	private @Nullable Map<String, AttributeValue> getItem(String store, Operation operation, @Nullable String option,
			GetItemRequest.Builder request) {
		request.tableName(this.layout.table()).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
		return this.access.call(store, option, () -> {
			GetItemResponse response = this.client.getItem(request.overrideConfiguration(this.access.limits()).build());
			consumed(store, operation, response.consumedCapacity());
			return response.hasItem() ? response.item() : null;
		});
	}

	/**
	 * Run a Query and read as many of its pages as are requested.
	 */
	<T> T query(String store, Operation operation, QueryRequest.Builder request,
			Function<Stream<Map<String, AttributeValue>>, T> reading) {
		request.tableName(this.layout.table()).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
		// The SDK's own paginator would give each page the time that all of them have.
		return this.access.call(store, null,
				() -> reading.apply(Stream
					.iterate(page(request, null), Objects::nonNull,
							(page) -> page.hasLastEvaluatedKey() ? page(request, page.lastEvaluatedKey()) : null)
					.flatMap((page) -> {
						consumed(store, operation, page.consumedCapacity());
						return page.items().stream();
					})));
	}

	/**
	 * Return the names of all stores that have an option, with one Scan that reads the
	 * whole table.
	 */
	public SortedSet<String> stores() {
		ScanRequest.Builder request = ScanRequest.builder()
			.tableName(this.layout.table())
			.projectionExpression("#store")
			.expressionAttributeNames(Map.of("#store", this.layout.storeKey()))
			.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
			.limit(this.pageSize);
		return this.access.call(null, null, () -> {
			SortedSet<String> names = new TreeSet<>();
			ScanResponse page;
			do {
				page = this.client.scan(request.build());
				consumed("", Operation.READ_ALL, page.consumedCapacity());
				page.items().stream().map(this::store).filter((name) -> !name.contains("#")).forEach(names::add);
				request.exclusiveStartKey(page.lastEvaluatedKey());
			}
			while (page.hasLastEvaluatedKey());
			return names;
		});
	}

	private String store(Map<String, AttributeValue> item) {
		AttributeValue name = item.get(this.layout.storeKey());
		if (name == null || name.s() == null) {
			throw new TableSchemaException("The table has other keys: an item has no text in '" + this.layout.storeKey()
					+ "': name another table, or configure its keys", Place.of(this.layout.table()), null);
		}
		return name.s();
	}

	private QueryResponse page(QueryRequest.Builder request, @Nullable Map<String, AttributeValue> after) {
		return this.client.query(request.exclusiveStartKey(after).overrideConfiguration(this.access.limits()).build());
	}

	/**
	 * Delete one item of a store's sister partitions.
	 */
	void deleteItem(String store, Operation operation, Map<String, AttributeValue> key) {
		this.access.call(store, null, () -> {
			consumed(store, operation,
					this.client
						.deleteItem((request) -> request.tableName(this.layout.table())
							.key(key)
							.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
						.consumedCapacity());
			return null;
		});
	}

	/**
	 * Put one item of a store's sister partitions if an attribute of the one that is
	 * there has a value; otherwise nothing happens.
	 */
	void putItem(String store, Map<String, AttributeValue> item, String attribute, AttributeValue expected) {
		this.access.call(store, null, () -> {
			try {
				consumed(store, Operation.WRITE,
						this.client
							.putItem((request) -> request.tableName(this.layout.table())
								.item(item)
								.conditionExpression("#a = :a")
								.expressionAttributeNames(Map.of("#a", attribute))
								.expressionAttributeValues(Map.of(":a", expected))
								.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
							.consumedCapacity());
			}
			catch (ConditionalCheckFailedException ex) {
				// Another was faster.
			}
			return null;
		});
	}

	/**
	 * Write all or nothing, in one attempt. The caller translates failures.
	 */
	void transact(String store, TransactWriteItemsRequest request, Transmission transmission) {
		TransactWriteItemsResponse response = this.client.transactWriteItems(request.toBuilder()
			.overrideConfiguration((configuration) -> configuration.addPlugin(transmission))
			.build());
		response.consumedCapacity().forEach((capacity) -> consumed(store, Operation.WRITE, capacity));
	}

	private void consumed(String store, Operation operation, @Nullable ConsumedCapacity capacity) {
		if (capacity != null && capacity.capacityUnits() != null) {
			this.units.consumed(store, operation, capacity.capacityUnits());
		}
	}

	ConfigStoreException translate(SdkException failure, Place place) {
		return this.access.translate(failure, place);
	}

	ConfigStoreException unexpected(RuntimeException failure, Place place) {
		return this.access.unexpected(failure, place);
	}

}
