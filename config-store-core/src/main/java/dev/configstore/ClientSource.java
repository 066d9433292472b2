package dev.configstore;

import java.util.function.BiFunction;
import java.util.function.Supplier;

import dev.configstore.exception.ClientSetupException;
import dev.configstore.exception.ConfigStoreException.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The client of a store: one that is given and stays the caller's, or one of its own that
 * is closed with the store, or when the store cannot be opened.
 */
final class ClientSource {

	private ClientSettings settings = ClientSettings.DEFAULT;

	private @Nullable DynamoDbClient given;

	private @Nullable Supplier<DynamoDbClient> own;

	ClientSettings settings() {
		return this.settings;
	}

	void settings(ClientSettings settings) {
		this.settings = settings;
	}

	void given(DynamoDbClient client) {
		this.given = client;
	}

	/**
	 * Return the client that was given.
	 * @throws IllegalStateException if none was
	 */
	DynamoDbClient given() {
		if (this.given == null) {
			throw new IllegalStateException("'client' must be set");
		}
		return this.given;
	}

	/** For tests: what makes a client of its own. */
	void own(Supplier<DynamoDbClient> own) {
		this.own = own;
	}

	/**
	 * Open a store.
	 * @param place what it is, for a client that cannot be made
	 * @param opening opens the store with a client and what closes that
	 * @return the store
	 */
	ConfigStore use(Place place, BiFunction<DynamoDbClient, Runnable, ConfigStore> opening) {
		if (this.given != null) {
			return opening.apply(this.given, () -> {
			});
		}
		DynamoDbClient client = make(place);
		boolean opened = false;
		try {
			ConfigStore store = opening.apply(client, client::close);
			opened = true;
			return store;
		}
		finally {
			if (!opened) {
				client.close();
			}
		}
	}

	private DynamoDbClient make(Place place) {
		try {
			return (this.own != null) ? this.own.get() : this.settings.toBuilder().build();
		}
		catch (SdkClientException ex) {
			// Most often the SDK's default chain finds no region.
			throw new ClientSetupException(
					"No client for DynamoDB can be made, set region and endpoint: " + ex.getMessage(), place, ex);
		}
	}

}
