package dev.configstore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.configstore.ConfigStoreException.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * A table as options see it: the requests, and what their failures mean.
 * <p>
 * The schema check rides on the Query: its key condition names both keys, so DynamoDB
 * refuses it in a table of other keys. DescribeTable is asked only then.
 */
final class ConfigTable {

	/**
	 * A key attribute cannot be an empty text; this is the lowest that is none.
	 */
	private static final AttributeValue LOWEST = AttributeValue.fromS("\u0000");

	private final DynamoDbClient client;

	private final TableLayout layout;

	private final TableProvisioner provisioner;

	private final ItemCodec codec;

	private final @Nullable Integer pageSize;

	/**
	 * A table that was there once is never made again: whoever deletes it under running
	 * applications has a reason, or has to notice.
	 */
	private volatile boolean seen;

	ConfigTable(DynamoDbClient client, TableLayout layout, TableSettings settings, @Nullable Integer pageSize) {
		this.client = client;
		this.layout = layout;
		this.provisioner = new TableProvisioner(client, layout, settings);
		this.codec = new ItemCodec(layout);
		this.pageSize = pageSize;
	}

	String name() {
		return this.layout.table();
	}

	/**
	 * Read all options of a store, every page or none. Costs one Query a page.
	 */
	List<Option> readAll(String store) {
		QueryRequest request = QueryRequest.builder()
			.tableName(this.layout.table())
			.keyConditionExpression("#store = :store AND #option >= :lowest")
			.expressionAttributeNames(Map.of("#store", this.layout.storeKey(), "#option", this.layout.optionKey()))
			.expressionAttributeValues(Map.of(":store", AttributeValue.fromS(store), ":lowest", LOWEST))
			.consistentRead(true)
			.limit(this.pageSize)
			.build();
		return call(store, null, () -> {
			List<Option> options = new ArrayList<>();
			this.client.queryPaginator(request).items().forEach((item) -> options.add(this.codec.decode(store, item)));
			return options;
		});
	}

	/**
	 * Read one option, strongly consistent. Costs one GetItem.
	 * @param keys the keys to fetch, all when empty; it costs the same
	 * @return the option, or {@code null} when there is none
	 */
	@Nullable Option read(String store, String option, Collection<String> keys) {
		GetItemRequest.Builder request = GetItemRequest.builder()
			.tableName(this.layout.table())
			.key(this.codec.key(store, option))
			.consistentRead(true);
		if (!keys.isEmpty()) {
			project(request, keys);
		}
		return call(store, option, () -> {
			GetItemResponse response = this.client.getItem(request.build());
			return response.hasItem() ? this.codec.decode(store, response.item()) : null;
		});
	}

	private void project(GetItemRequest.Builder request, Collection<String> keys) {
		Map<String, String> names = new HashMap<>();
		// Without its own key an item of none of the wanted keys would look missing.
		names.put("#option", this.layout.optionKey());
		keys.forEach((key) -> names.put("#k" + names.size(), key));
		request.projectionExpression(String.join(", ", names.keySet())).expressionAttributeNames(names);
	}

	/**
	 * Replace an option as a whole. Costs one PutItem.
	 */
	void write(String store, String option, Map<String, ? extends @Nullable Object> keys) {
		Map<String, AttributeValue> item = this.codec.encode(store, option, keys);
		call(store, option, () -> this.client.putItem((request) -> request.tableName(this.layout.table()).item(item)));
	}

	/**
	 * Delete an option. Costs one DeleteItem.
	 * @return whether there was one
	 */
	boolean delete(String store, String option) {
		DeleteItemResponse response = call(store, option,
				() -> this.client.deleteItem((request) -> request.tableName(this.layout.table())
					.key(this.codec.key(store, option))
					.returnValues(ReturnValue.ALL_OLD)));
		return response.hasAttributes();
	}

	private <T extends @Nullable Object> T call(String store, @Nullable String option, Supplier<T> request) {
		Place place = new Place(this.layout.table(), store, option);
		try {
			T answer = answer(request);
			this.seen = true;
			return answer;
		}
		catch (SdkException ex) {
			if (Failures.isInvalidRequest(ex)) {
				this.provisioner.diagnose(ex);
			}
			throw Failures.translate(ex, place);
		}
	}

	private <T extends @Nullable Object> T answer(Supplier<T> request) {
		try {
			return request.get();
		}
		catch (ResourceNotFoundException ex) {
			if (this.seen) {
				throw ex;
			}
			this.provisioner.provide(ex);
			return request.get();
		}
	}

}
