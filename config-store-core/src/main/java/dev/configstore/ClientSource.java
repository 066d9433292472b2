package dev.configstore;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.configstore.exception.ClientSetupException;
import dev.configstore.exception.ConfigStoreException.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The client of a store: one that is given and stays the caller's, or one of its own that
 * is closed with the store, or when the store cannot be opened.
 */
final class ClientSource {

	private ClientSettings settings = ClientSettings.DEFAULT;

	private @Nullable DynamoDbClient given;

	private @Nullable AwsCredentialsProvider credentials;

	private @Nullable Supplier<DynamoDbClient> own;

	ClientSettings settings() {
		return this.settings;
	}

	void settings(ClientSettings settings) {
		this.settings = settings;
	}

	void credentials(AwsCredentialsProvider credentials) {
		this.credentials = credentials;
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
	 * Do something with a client, and close it.
	 * @param place what it is for, if a client cannot be made
	 */
	<T> T once(Place place, Function<DynamoDbClient, T> use) {
		return open(place, (client, close) -> {
			try {
				return use.apply(client);
			}
			finally {
				close.run();
			}
		});
	}

	/**
	 * Open a store.
	 * @param place what it is, for a client that cannot be made
	 * @param opening opens the store with a client and what closes that
	 * @return the store
	 */
	<T> T open(Place place, BiFunction<DynamoDbClient, Runnable, T> opening) {
		if (this.given != null) {
			return opening.apply(this.given, () -> {
			});
		}
		DynamoDbClient client = make(place);
		boolean opened = false;
		try {
			T store = opening.apply(client, client::close);
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
			if (this.own != null) {
				return this.own.get();
			}
			AwsCredentialsProvider given = this.credentials;
			// The SDK closes a provider with the client, and this one is the caller's.
			AwsCredentialsProvider credentials = (given != null) ? given::resolveCredentials : null;
			return this.settings.toBuilder().credentialsProvider(credentials).build();
		}
		catch (SdkClientException ex) {
			// Most often the SDK's default chain finds no region.
			throw new ClientSetupException(
					"No client for DynamoDB can be made, set region and endpoint: " + ex.getMessage(), place, ex);
		}
	}

}
