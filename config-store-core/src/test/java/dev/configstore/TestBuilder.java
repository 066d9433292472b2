package dev.configstore;

import java.util.function.Supplier;

import dev.configstore.dynamodb.Pause;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Sets what only tests of other packages set.
 */
public final class TestBuilder {

	private TestBuilder() {
	}

	public static ConfigStoreBuilder pause(ConfigStoreBuilder builder, Pause pause) {
		return builder.pause(pause);
	}

	public static ConfigStoreBuilder pageSize(ConfigStoreBuilder builder, int pageSize) {
		return builder.pageSize(pageSize);
	}

	public static ConfigStoreBuilder ownClient(ConfigStoreBuilder builder, Supplier<DynamoDbClient> ownClient) {
		return builder.ownClient(ownClient);
	}

}
