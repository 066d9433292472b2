package dev.configstore.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * A table of an {@link EmbeddedDynamoDb}, used as by another program or in the AWS
 * console: single items, no versions, no history. Every call is one request (or one per
 * item or page) and sees all earlier ones. Errors are the SDK's.
 * <p>
 * Values are natural Java: text, {@link Number}, {@link Boolean}, {@code null},
 * {@code byte[]}, {@link Map}, {@link List}, a {@link java.util.Set} of text, numbers or
 * {@code byte[]}; an {@link AttributeValue} is taken as it is. Anything else is an
 * {@link IllegalArgumentException}.
 * <p>
 * Safe for use by several threads.
 */
public final class EmbeddedTable implements AutoCloseable {

	private final EmbeddedDynamoDb dynamoDb;

	private final String name;

	private final TableLayout layout;

	EmbeddedTable(EmbeddedDynamoDb dynamoDb, String name, TableLayout layout) {
		this.dynamoDb = dynamoDb;
		this.name = name;
		this.layout = layout;
	}

	/** The table's name. */
	public String name() {
		return this.name;
	}

	/** Where the table is. */
	public URI endpoint() {
		return this.dynamoDb.endpoint();
	}

	/** The region to be given to a client. */
	public String region() {
		return this.dynamoDb.region();
	}

	/**
	 * A client that reaches the table. It belongs to the DynamoDB Local: do not close it.
	 */
	public DynamoDbClient client() {
		return this.dynamoDb.client();
	}

	/**
	 * The properties with which an application uses this table:
	 * {@code config-store.endpoint}, {@code .region} and {@code .table}, and
	 * {@code .table-settings} where the keys have other names than usual.
	 * @return the properties, for instance for
	 * {@code SpringApplication.setDefaultProperties}
	 */
	public Map<String, Object> properties() {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("config-store.endpoint", endpoint().toString());
		properties.put("config-store.region", region());
		properties.put("config-store.table", name());
		properties.putAll(this.layout.properties());
		return properties;
	}

	/** Writes an option in place of the one that is there. */
	public void put(String store, String option, Map<String, ? extends @Nullable Object> keys) {
		Map<String, AttributeValue> item = AttributeValues.ofMap(keys);
		item.putAll(this.layout.key(store, option));
		client().putItem((request) -> request.tableName(this.name).item(item));
	}

	/**
	 * Writes one key of an option and leaves its other keys; the option is made when it
	 * is not there.
	 */
	public void putKey(String store, String option, String key, @Nullable Object value) {
		AttributeValue attribute = AttributeValues.of(value);
		client().updateItem((request) -> request.tableName(this.name)
			.key(this.layout.key(store, option))
			.updateExpression("SET #key = :value")
			.expressionAttributeNames(Map.of("#key", key))
			.expressionAttributeValues(Map.of(":value", attribute)));
	}

	/**
	 * Removes one key of an option and leaves its other keys. As DynamoDB has it, an
	 * option that is not there is made, without keys.
	 */
	public void removeKey(String store, String option, String key) {
		client().updateItem((request) -> request.tableName(this.name)
			.key(this.layout.key(store, option))
			.updateExpression("REMOVE #key")
			.expressionAttributeNames(Map.of("#key", key)));
	}

	/** Deletes an option, if there is one. */
	public void delete(String store, String option) {
		client().deleteItem((request) -> request.tableName(this.name).key(this.layout.key(store, option)));
	}

	/**
	 * One item as it is stored, its two key attributes among the others.
	 * @param store the hash key: a store, or a partition beside it such as
	 * {@code prod#meta}
	 * @return the item, or an empty map when there is none
	 */
	public Map<String, AttributeValue> item(String store, String option) {
		return client()
			.getItem((request) -> request.tableName(this.name).key(this.layout.key(store, option)).consistentRead(true))
			.item();
	}

	/**
	 * All items of a partition as they are stored, in the order of their range keys.
	 * @param store the hash key: a store, or a partition beside it such as
	 * {@code prod#history}
	 */
	public List<Map<String, AttributeValue>> items(String store) {
		return client()
			.queryPaginator((request) -> request.tableName(this.name)
				.consistentRead(true)
				.keyConditionExpression("#store = :store")
				.expressionAttributeNames(Map.of("#store", this.layout.storeKey()))
				.expressionAttributeValues(Map.of(":store", AttributeValue.fromS(store))))
			.items()
			.stream()
			.toList();
	}

	/**
	 * Writes all options of a YAML document of the form {@code store: {option: {key:
	 * value}}}, each in place of the one that is there. Other options stay.
	 * @param location {@code classpath:…}, or the path of a file
	 * @throws IllegalArgumentException if there is no such resource or the document has
	 * another form
	 * @throws UncheckedIOException if it cannot be read
	 */
	public void fill(String location) {
		try (InputStream yaml = StoresYaml.open(location)) {
			fill(yaml);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(location + ": " + ex.getMessage(), ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** As {@link #fill(String)}, from a stream that the caller closes. */
	public void fill(InputStream yaml) {
		StoresYaml.read(yaml)
			.forEach((store, options) -> options
				.forEach((option, keys) -> put(store, option, AttributeValues.ofMap(keys))));
	}

	/** Deletes all items: of all stores, and their versions and histories. */
	public void clear() {
		client()
			.scanPaginator((request) -> request.tableName(this.name)
				.consistentRead(true)
				.projectionExpression("#store, #option")
				.expressionAttributeNames(Map.of("#store", this.layout.storeKey(), "#option", this.layout.optionKey())))
			.items()
			.forEach((key) -> client().deleteItem((request) -> request.tableName(this.name).key(key)));
	}

	/**
	 * Deletes the table. Does nothing when it, or its DynamoDB Local, is gone already.
	 */
	@Override
	public void close() {
		if (this.dynamoDb.closed()) {
			return;
		}
		try {
			client().deleteTable((request) -> request.tableName(this.name));
		}
		catch (ResourceNotFoundException ex) {
			// Gone is what was wanted.
		}
	}

}
