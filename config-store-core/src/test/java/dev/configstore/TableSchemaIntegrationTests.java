package dev.configstore;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.configstore.exception.TableSchemaException;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TableSchemaIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final String table = "schema-" + UUID.randomUUID();

	@AfterEach
	void close() {
		this.client.close();
	}

	private void create(String hash, ScalarAttributeType hashType, @Nullable String range,
			@Nullable ScalarAttributeType rangeType) {
		List<AttributeDefinition> attributes = new ArrayList<>();
		List<KeySchemaElement> keys = new ArrayList<>();
		attributes.add(AttributeDefinition.builder().attributeName(hash).attributeType(hashType).build());
		keys.add(KeySchemaElement.builder().attributeName(hash).keyType(KeyType.HASH).build());
		if (range != null) {
			attributes.add(AttributeDefinition.builder().attributeName(range).attributeType(rangeType).build());
			keys.add(KeySchemaElement.builder().attributeName(range).keyType(KeyType.RANGE).build());
		}
		this.client.createTable((request) -> request.tableName(this.table)
			.attributeDefinitions(attributes)
			.keySchema(keys)
			.billingMode(BillingMode.PAY_PER_REQUEST));
	}

	private ConfigStore open() {
		return ConfigStore.builder().client(this.client).table(this.table).store("prod").open();
	}

	private void assertMisconfigured(String... details) {
		assertThatExceptionOfType(TableSchemaException.class).isThrownBy(this::open)
			.withMessageContainingAll("Misconfigured schema", this.table, "'_store' (S)", "'_option' (S)")
			.withMessageContainingAll(details)
			.satisfies((ex) -> assertThat(ex.table()).isEqualTo(this.table));
	}

	@Test
	void isRejectedWhenTheKeysHaveOtherNames() {
		create("id", ScalarAttributeType.S, "sort", ScalarAttributeType.S);
		assertMisconfigured("hash key 'id' (S)", "range key 'sort' (S)");
	}

	@Test
	void isRejectedWhenTheRangeKeyHasAnotherName() {
		create("_store", ScalarAttributeType.S, "name", ScalarAttributeType.S);
		assertMisconfigured("range key 'name' (S)");
	}

	@Test
	void isRejectedWhenTheKeysAreTheOtherWayRound() {
		create("_option", ScalarAttributeType.S, "_store", ScalarAttributeType.S);
		assertMisconfigured("hash key '_option' (S)");
	}

	@Test
	void isRejectedWhenAKeyIsNoText() {
		create("_store", ScalarAttributeType.S, "_option", ScalarAttributeType.N);
		assertMisconfigured("range key '_option' (N)");
	}

	@Test
	void isRejectedWhenThereIsNoRangeKey() {
		create("_store", ScalarAttributeType.S, null, null);
		assertMisconfigured("no range key");
	}

	@Test
	void isRejectedByTheQueryAloneWhenTheVersionMayNotBeRead() {
		create("_store", ScalarAttributeType.S, "name", ScalarAttributeType.S);
		this.requests.beforeVersion(() -> {
			throw Faults.denied();
		});
		assertMisconfigured("range key 'name' (S)");
	}

	@Test
	void isRejectedByAReadOfOneOptionToo() {
		create("id", ScalarAttributeType.S, null, null);
		ConfigStore simple = ConfigStores
			.simple(ConfigStore.builder().client(this.client).table(this.table).store("prod").source());
		assertThatExceptionOfType(TableSchemaException.class).isThrownBy(() -> simple.get("db"));
	}

	@Test
	void namesTheExpectedKeysWhenTheTableMayNotBeDescribed() {
		create("id", ScalarAttributeType.S, null, null);
		this.requests.fail(DescribeTableRequest.class, Faults::denied);
		assertThatExceptionOfType(TableSchemaException.class).isThrownBy(this::open)
			.withMessageContainingAll("'_store' (S)", "'_option' (S)", "DescribeTable is denied", this.table);
	}

}
