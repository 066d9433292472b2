package dev.configstore;

import dev.configstore.test.EmbeddedDynamoDb;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class UnversionedSimpleConfigStoreIntegrationTests extends ConfigStoreContract {

	@Override
	DynamoDbClient client() {
		return EmbeddedDynamoDb.shared().client();
	}

	@Override
	Mode mode() {
		return Mode.SIMPLE;
	}

	@Override
	boolean isVersioned() {
		return false;
	}

	@Override
	ConfigStore opened(ConfigStore store) {
		return UnversionedConfigStores.of(store, client());
	}

}
