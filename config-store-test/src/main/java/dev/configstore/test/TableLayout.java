package dev.configstore.test;

import java.util.LinkedHashMap;
import java.util.Map;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The two keys of a table, both text: the store, then the option.
 */
record TableLayout(String storeKey, String optionKey) {

	static final TableLayout USUAL = new TableLayout("_store", "_option");

	void create(DynamoDbClient client, String table) {
		client.createTable((request) -> request.tableName(table)
			.billingMode(BillingMode.PAY_PER_REQUEST)
			.attributeDefinitions(text(this.storeKey), text(this.optionKey))
			.keySchema(element(this.storeKey, KeyType.HASH), element(this.optionKey, KeyType.RANGE)));
		client.waiter().waitUntilTableExists((request) -> request.tableName(table));
	}

	Map<String, AttributeValue> key(String store, String option) {
		return Map.of(this.storeKey, AttributeValue.fromS(store), this.optionKey, AttributeValue.fromS(option));
	}

	Map<String, Object> properties() {
		Map<String, Object> properties = new LinkedHashMap<>();
		if (!this.storeKey.equals(USUAL.storeKey)) {
			properties.put("config-store.table-settings.store-key", this.storeKey);
		}
		if (!this.optionKey.equals(USUAL.optionKey)) {
			properties.put("config-store.table-settings.option-key", this.optionKey);
		}
		return properties;
	}

	private static AttributeDefinition text(String name) {
		return AttributeDefinition.builder().attributeName(name).attributeType(ScalarAttributeType.S).build();
	}

	private static KeySchemaElement element(String name, KeyType type) {
		return KeySchemaElement.builder().attributeName(name).keyType(type).build();
	}

}
