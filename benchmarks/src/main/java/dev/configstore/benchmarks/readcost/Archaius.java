package dev.configstore.benchmarks.readcost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClient;
import com.amazonaws.services.dynamodbv2.model.ReturnConsumedCapacity;
import com.amazonaws.services.dynamodbv2.model.ScanRequest;
import com.amazonaws.services.dynamodbv2.model.ScanResult;
import com.netflix.config.ConfigurationManager;
import com.netflix.config.sources.DynamoDbConfigurationSource;
import dev.configstore.benchmarks.SampleTable;
import dev.configstore.benchmarks.Samples;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Netflix Archaius 1 with its source for DynamoDB. It wants a table of its own: one row a
 * property, in the attributes {@code key} and {@code value}, and none without them. Each
 * poll is a Scan.
 */
final class Archaius implements AutoCloseable {

	private static final String TABLE = "archaiusProperties";

	private final EmbeddedTable table;

	private final MeteredClient client;

	private final DynamoDbConfigurationSource source;

	private int rows;

	Archaius(EmbeddedDynamoDb dynamoDb) {
		dynamoDb.client()
			.createTable((request) -> request.tableName(TABLE)
				.billingMode(BillingMode.PAY_PER_REQUEST)
				.keySchema(KeySchemaElement.builder().attributeName("key").keyType(KeyType.HASH).build())
				.attributeDefinitions(AttributeDefinition.builder()
					.attributeName("key")
					.attributeType(ScalarAttributeType.S)
					.build()));
		this.table = dynamoDb.table(TABLE);
		ConfigurationManager.getConfigInstance().setProperty("com.netflix.config.dynamo.tableName", TABLE);
		this.client = new MeteredClient();
		this.client.setEndpoint(dynamoDb.endpoint().toString());
		this.source = new DynamoDbConfigurationSource(this.client);
	}

	/**
	 * Add a store.
	 * @param prefix what the names of its properties begin with: Archaius knows no stores
	 */
	void add(String prefix, int options) {
		List<Map<String, AttributeValue>> items = new ArrayList<>();
		Samples.options(options)
			.forEach((option, keys) -> keys
				.forEach((key, value) -> items.add(Map.of("key", AttributeValue.fromS(prefix + option + "." + key),
						"value", AttributeValue.fromS(value.toString())))));
		SampleTable.write(this.table, items);
		this.rows += items.size();
	}

	/**
	 * Poll once, and return the units.
	 */
	double poll() {
		this.client.units = 0;
		int properties = properties();
		if (properties != this.rows) {
			throw new IllegalStateException("Archaius read " + properties + " properties of " + this.rows);
		}
		return this.client.units;
	}

	private int properties() {
		try {
			return this.source.poll(true, null).getComplete().size();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.table.close();
		this.client.shutdown();
	}

	/**
	 * Asks what each Scan consumed, which Archaius does not.
	 */
	private static final class MeteredClient extends AmazonDynamoDBClient {

		private double units;

		MeteredClient() {
			super(new BasicAWSCredentials("test", "test"));
		}

		@Override
		public ScanResult scan(ScanRequest request) {
			ScanResult result = super.scan(request.withReturnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
			this.units += result.getConsumedCapacity().getCapacityUnits();
			return result;
		}

	}

}
