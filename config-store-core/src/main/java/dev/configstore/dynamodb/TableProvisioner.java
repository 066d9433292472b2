package dev.configstore.dynamodb;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.TableNotFoundException;
import dev.configstore.exception.TableNotReadyException;
import dev.configstore.exception.TableSchemaException;
import dev.configstore.model.TableLayout;
import dev.configstore.model.TableSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/**
 * Creates a table that is missing, waits for one that is being created, and reports one
 * that has other keys. Used only when a read has failed: a role that may only read never
 * needs the permissions for these calls.
 */
public final class TableProvisioner {

	private static final Logger logger = LoggerFactory.getLogger(TableProvisioner.class);

	public static final Consumer<String> LOG = logger::warn;

	private final DynamoDbClient client;

	private final TableLayout layout;

	private final TableSettings settings;

	private final Consumer<String> notices;

	TableProvisioner(DynamoDbClient client, TableLayout layout, TableSettings settings, Consumer<String> notices) {
		this.client = client;
		this.layout = layout;
		this.settings = settings;
		this.notices = notices;
	}

	/**
	 * Make a table readable that a read did not find: create it, or wait while it is
	 * being created elsewhere.
	 * @param missing the failure of the read
	 */
	void provide(ResourceNotFoundException missing) {
		TableDescription found = describeMissing(missing);
		if (found == null) {
			if (!this.settings.createIfMissing()) {
				throw new TableNotFoundException(
						"The table does not exist in " + where()
								+ ", and its creation is disabled: check name and region, or create it",
						place(), missing);
			}
			create(missing);
			awaitActive();
			return;
		}
		requireSchema(found);
		if (found.tableStatus() == TableStatus.CREATING) {
			awaitActive();
		}
		else if (found.tableStatus() != TableStatus.ACTIVE && found.tableStatus() != TableStatus.UPDATING) {
			throw new TableNotReadyException("The table is " + found.tableStatusAsString() + ": wait, and try again",
					place(), missing);
		}
	}

	/**
	 * Return the failure for a table that existed and does not exist any more. @param
	 * missing the failure of the request
	 */
	TableNotFoundException gone(ResourceNotFoundException missing) {
		return new TableNotFoundException(
				"The table no longer exists in " + where() + "; a table that was in use is never created again",
				place(), missing);
	}

	/**
	 * Report what is wrong with the table after DynamoDB called a request invalid.
	 * Returns if its keys are as configured, so that the cause is another.
	 * @param invalid the failure of the request
	 */
	void diagnose(SdkException invalid) {
		TableDescription found;
		try {
			found = describe();
		}
		catch (SdkException ex) {
			if (SdkFailures.isInvalidRequest(ex)) {
				throw new TableNotFoundException("No table can have this name: it has 3 to 255 letters, digits, "
						+ "hyphens, dots and underscores", place(), invalid);
			}
			throw new TableSchemaException("The table seems to have other keys than " + expected()
					+ "; its schema could not be read ("
					+ (SdkFailures.isDenied(ex) ? "dynamodb:DescribeTable is denied" : ex.getClass().getSimpleName())
					+ ")", place(), invalid);
		}
		if (found != null) {
			requireSchema(found);
		}
	}

	private @Nullable TableDescription describeMissing(ResourceNotFoundException missing) {
		try {
			return describe();
		}
		catch (SdkException ex) {
			if (SdkFailures.isDenied(ex)) {
				throw new TableNotFoundException(
						"The table does not exist in " + where()
								+ ", or is still being created, and dynamodb:DescribeTable is denied",
						place(), missing);
			}
			throw ex;
		}
	}

	private @Nullable TableDescription describe() {
		try {
			return this.client.describeTable((request) -> request.tableName(this.layout.table())).table();
		}
		catch (ResourceNotFoundException ex) {
			return null;
		}
	}

	private void create(ResourceNotFoundException missing) {
		CreateTableRequest.Builder request = CreateTableRequest.builder()
			.tableName(this.layout.table())
			.keySchema(key(this.layout.storeKey(), KeyType.HASH), key(this.layout.optionKey(), KeyType.RANGE))
			.attributeDefinitions(text(this.layout.storeKey()), text(this.layout.optionKey()));
		switch (this.settings.billingMode()) {
			case PAY_PER_REQUEST ->
				request.billingMode(software.amazon.awssdk.services.dynamodb.model.BillingMode.PAY_PER_REQUEST);
			case PROVISIONED ->
				request.billingMode(software.amazon.awssdk.services.dynamodb.model.BillingMode.PROVISIONED)
					.provisionedThroughput((units) -> units.readCapacityUnits(this.settings.readCapacityUnits())
						.writeCapacityUnits(this.settings.writeCapacityUnits()));
		}
		try {
			this.client.createTable(request.build());
			// A typo in the name leads here, so it must be reported.
			this.notices.accept("DynamoDB table '" + this.layout.table() + "' did not exist in " + where()
					+ " and was created (" + this.settings.billingMode() + ")");
		}
		catch (ResourceInUseException ex) {
			logger.debug("Table '{}' was created by another in the same moment", this.layout.table());
		}
		catch (SdkException ex) {
			if (SdkFailures.isDenied(ex)) {
				throw new TableNotFoundException(
						"The table does not exist in " + where() + ", and creating it is denied: " + ex.getMessage(),
						place(), missing);
			}
			throw ex;
		}
	}

	private void awaitActive() {
		Duration timeout = this.settings.creationTimeout();
		try (DynamoDbWaiter waiter = this.client.waiter()) {
			waiter.waitUntilTableExists((request) -> request.tableName(this.layout.table()),
					(waiting) -> waiting.waitTimeout(timeout)
						.maxAttempts(Integer.MAX_VALUE)
						.backoffStrategyV2(
								BackoffStrategy.exponentialDelay(Duration.ofMillis(250), Duration.ofSeconds(5))));
		}
		catch (SdkException ex) {
			if (ex.getCause() instanceof SdkException answer) {
				if (SdkFailures.isDenied(answer)) {
					throw new TableNotReadyException(
							"The table is being created, and dynamodb:DescribeTable is denied, "
									+ "so it cannot be waited for: try again a little later",
							place(), answer);
				}
				// DescribeTable failed, which is another matter than a slow table.
				throw answer;
			}
			if (Thread.currentThread().isInterrupted()) {
				throw ex;
			}
			throw new TableNotReadyException("The table did not become ACTIVE within " + timeout.toMillis()
					+ " ms: wait and try again, or set a longer creation time-out", place(), ex);
		}
	}

	private void requireSchema(TableDescription found) {
		Map<KeyType, String> keys = found.keySchema()
			.stream()
			.collect(Collectors.toMap(KeySchemaElement::keyType, KeySchemaElement::attributeName));
		Map<String, ScalarAttributeType> types = found.attributeDefinitions()
			.stream()
			.collect(Collectors.toMap(AttributeDefinition::attributeName, AttributeDefinition::attributeType));
		boolean fits = this.layout.storeKey().equals(keys.get(KeyType.HASH))
				&& this.layout.optionKey().equals(keys.get(KeyType.RANGE))
				&& types.get(this.layout.storeKey()) == ScalarAttributeType.S
				&& types.get(this.layout.optionKey()) == ScalarAttributeType.S;
		if (!fits) {
			throw new TableSchemaException("Misconfigured schema: the table has "
					+ describe(keys.get(KeyType.HASH), keys.get(KeyType.RANGE), types) + ", expected " + expected()
					+ ": name another table, or configure its keys", place(), null);
		}
	}

	private static String describe(@Nullable String hash, @Nullable String range,
			Map<String, ScalarAttributeType> types) {
		String text = "hash key '" + hash + "' (" + types.get(hash) + ")";
		return (range != null) ? text + " and range key '" + range + "' (" + types.get(range) + ")"
				: text + " and no range key";
	}

	private String expected() {
		return "hash key '" + this.layout.storeKey() + "' (S) and range key '" + this.layout.optionKey() + "' (S)";
	}

	String where() {
		DynamoDbServiceClientConfiguration client = this.client.serviceClientConfiguration();
		return "region " + client.region()
				+ client.endpointOverride().map((endpoint) -> " (endpoint " + endpoint + ")").orElse("");
	}

	private Place place() {
		return Place.of(this.layout.table());
	}

	private static KeySchemaElement key(String name, KeyType type) {
		return KeySchemaElement.builder().attributeName(name).keyType(type).build();
	}

	private static AttributeDefinition text(String name) {
		return AttributeDefinition.builder().attributeName(name).attributeType(ScalarAttributeType.S).build();
	}

}
