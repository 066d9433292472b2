package dev.configstore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/**
 * Stores that never have a version item when they are read, as if only other programs
 * wrote them: it is deleted after each write.
 */
final class UnversionedConfigStores {

	private static final Set<String> WRITES = Set.of("set", "delete");

	private UnversionedConfigStores() {
	}

	static ConfigStore of(ConfigStore store, DynamoDbClient client) {
		return (ConfigStore) Proxy.newProxyInstance(ConfigStore.class.getClassLoader(),
				new Class<?>[] { ConfigStore.class }, (proxy, method, arguments) -> {
					try {
						Object result = method.invoke(store, arguments);
						if (WRITES.contains(method.getName())) {
							deleteVersion(store, client);
						}
						return result;
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	private static void deleteVersion(ConfigStore store, DynamoDbClient client) {
		Map<KeyType, String> keys = new EnumMap<>(KeyType.class);
		for (KeySchemaElement key : client.describeTable((request) -> request.tableName(store.table()))
			.table()
			.keySchema()) {
			keys.put(key.keyType(), key.attributeName());
		}
		client.deleteItem((request) -> request.tableName(store.table())
			.key(Map.of(keys.get(KeyType.HASH), AttributeValue.fromS(store.store() + "#meta"), keys.get(KeyType.RANGE),
					AttributeValue.fromS("version"))));
	}

}
