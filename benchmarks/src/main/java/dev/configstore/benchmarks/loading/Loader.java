package dev.configstore.benchmarks.loading;

import java.net.URI;
import java.util.List;
import java.util.Map;

import dev.configstore.ClientSettings;
import dev.configstore.ConfigStore;
import dev.configstore.benchmarks.Samples;
import io.awspring.cloud.parameterstore.ParameterStorePropertySource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * What loads a store. All use the same HTTP client of the SDK, the lightest there is.
 */
enum Loader {

	/** {@code ConfigStore.builder()…open()}, with a client as it makes its own. */
	CONFIG_STORE("Config Store") {

		@Override
		Load prepare(Servers servers) {
			DynamoDbClient client = ClientSettings.DEFAULT.withRegion(Region.EU_WEST_1.id())
				.withEndpoint(servers.dynamoDb())
				.toBuilder()
				.credentialsProvider(CREDENTIALS)
				.build();
			return () -> {
				ConfigStore store = ConfigStore.builder()
					.client(client)
					.table(servers.table())
					.store(Samples.STORE)
					.open();
				return new Loaded(store.getAll().options().size(), store::close);
			};
		}

	},

	/** What every consistent read of a store has to ask for. */
	SDK("SDK: poll, Query, poll") {

		@Override
		Load prepare(Servers servers) {
			DynamoDbClient client = dynamoDb(servers);
			return () -> {
				poll(client, servers.table());
				Loaded loaded = query(client, servers.table());
				poll(client, servers.table());
				return loaded;
			};
		}

	},

	/** Less than a consistent read has to ask for. */
	SDK_QUERY("SDK: Query alone") {

		@Override
		Load prepare(Servers servers) {
			DynamoDbClient client = dynamoDb(servers);
			return () -> query(client, servers.table());
		}

	},

	/** Spring Cloud AWS, with each option as a JSON document. */
	PARAMETER_STORE_JSON("Parameter Store, JSON") {

		@Override
		Load prepare(Servers servers) {
			SsmClient client = ssm(servers);
			return () -> load(client, JSON_PATH + "?extension=json");
		}

	},

	/** Spring Cloud AWS, with each key as a parameter. */
	PARAMETER_STORE_KEYS("Parameter Store, keys") {

		@Override
		Load prepare(Servers servers) {
			SsmClient client = ssm(servers);
			return () -> load(client, KEYS_PATH);
		}

	};

	static final String JSON_PATH = "/config/json/";

	static final String KEYS_PATH = "/config/keys/";

	private static final AwsCredentialsProvider CREDENTIALS = StaticCredentialsProvider
		.create(AwsBasicCredentials.create("test", "test"));

	/** How many keys each option has. */
	private static final int KEYS = Samples.keys(0, 0).size();

	private final String label;

	Loader(String label) {
		this.label = label;
	}

	/**
	 * Make what is made once: a client.
	 */
	abstract Load prepare(Servers servers);

	private static DynamoDbClient dynamoDb(Servers servers) {
		return configure(DynamoDbClient.builder(), servers.dynamoDb()).build();
	}

	private static SsmClient ssm(Servers servers) {
		return configure(SsmClient.builder(), servers.parameterStore()).build();
	}

	private static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configure(B builder,
			URI endpoint) {
		return builder.endpointOverride(endpoint)
			.region(Region.EU_WEST_1)
			.credentialsProvider(CREDENTIALS)
			.httpClientBuilder(UrlConnectionHttpClient.builder());
	}

	private static void poll(DynamoDbClient client, String table) {
		client.getItem((request) -> request.tableName(table)
			.key(Map.of("_store", AttributeValue.fromS(Samples.STORE + "#meta"), "_option",
					AttributeValue.fromS("version")))
			.consistentRead(true));
	}

	private static Loaded query(DynamoDbClient client, String table) {
		List<Map<String, AttributeValue>> items = client
			.queryPaginator((request) -> request.tableName(table)
				.keyConditionExpression("#store = :store")
				.expressionAttributeNames(Map.of("#store", "_store"))
				.expressionAttributeValues(Map.of(":store", AttributeValue.fromS(Samples.STORE)))
				.consistentRead(true))
			.items()
			.stream()
			.toList();
		return Loaded.of(items.size());
	}

	private static Loaded load(SsmClient client, String context) {
		ParameterStorePropertySource source = new ParameterStorePropertySource(context, client);
		source.init();
		return Loaded.of(source.getPropertyNames().length / KEYS);
	}

	@Override
	public String toString() {
		return this.label;
	}

	/**
	 * Loads a store.
	 */
	@FunctionalInterface
	interface Load {

		/**
		 * Load it.
		 */
		Loaded load();

	}

	/**
	 * What was loaded.
	 *
	 * @param options how many options
	 * @param end ends what was begun, which does not belong to the loading
	 */
	record Loaded(int options, Runnable end) {

		static Loaded of(int options) {
			return new Loaded(options, () -> {
			});
		}

	}

	/**
	 * Where a store of one size is.
	 */
	record Servers(URI dynamoDb, URI parameterStore, String table) {

	}

}
