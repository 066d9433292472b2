package dev.configstore;

import java.util.function.Supplier;

import dev.configstore.dynamodb.Backoff;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Sets what only tests set.
 */
public final class TestBuilder {

	private TestBuilder() {
	}

	/** What to do instead of sleeping before something is tried again. */
	public static ConfigStoreBuilder pause(ConfigStoreBuilder builder, Backoff pause) {
		builder.parts().pause = pause;
		return builder;
	}

	/** Pages of so many items, where DynamoDB would send a megabyte. */
	public static ConfigStoreBuilder pageSize(ConfigStoreBuilder builder, int pageSize) {
		builder.parts().pageSize = pageSize;
		return builder;
	}

	/** What makes the client that is closed with the store. */
	public static ConfigStoreBuilder ownClient(ConfigStoreBuilder builder, Supplier<DynamoDbClient> ownClient) {
		builder.clients().own(ownClient);
		return builder;
	}

}
