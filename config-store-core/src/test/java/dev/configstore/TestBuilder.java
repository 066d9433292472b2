package dev.configstore;

import java.util.function.Supplier;

import dev.configstore.dynamodb.Backoff;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Sets what only tests of other packages set.
 */
public final class TestBuilder {

	private TestBuilder() {
	}

	public static ConfigStoreBuilder pause(ConfigStoreBuilder builder, Backoff pause) {
		return builder.pause(pause);
	}

	public static ConfigStoreBuilder pageSize(ConfigStoreBuilder builder, int pageSize) {
		return builder.pageSize(pageSize);
	}

	public static ConfigStoreBuilder ownClient(ConfigStoreBuilder builder, Supplier<DynamoDbClient> ownClient) {
		return builder.ownClient(ownClient);
	}

}
