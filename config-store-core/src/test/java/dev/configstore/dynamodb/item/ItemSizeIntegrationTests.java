package dev.configstore.dynamodb.item;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An item of 4,096 bytes costs one unit, one byte more costs two: so DynamoDB tells the
 * size of an item.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ItemSizeIntegrationTests {

	private final EmbeddedTable table;

	ItemSizeIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	static List<AttributeValue> values() {
		return List.of(AttributeValue.fromS(""), AttributeValue.fromS("aäб😀"), AttributeValue.fromBool(true),
				AttributeValue.fromNul(true), AttributeValue.fromB(SdkBytes.fromByteArray(new byte[7])),
				AttributeValue.fromSs(List.of("a", "bäc")),
				AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[3]))), AttributeValue.fromL(List.of()),
				AttributeValue.fromL(List.of(AttributeValue.fromS("x"), AttributeValue.fromBool(false))),
				AttributeValue.fromM(Map.of()),
				AttributeValue.fromM(Map.of("ab", AttributeValue.fromS("x"), "c",
						AttributeValue
							.fromM(Map.of("d", AttributeValue.fromL(List.of(AttributeValue.fromNul(true))))))),
				AttributeValue.fromN("0"), AttributeValue.fromN("27017"), AttributeValue.fromN("-27017"),
				AttributeValue.fromN("0.5"), AttributeValue.fromN("1000"), AttributeValue.fromN("123.456"),
				AttributeValue.fromNs(List.of("1", "22", "333")));
	}

	@ParameterizedTest
	@MethodSource("values")
	void isWhatDynamoDbChargesFor(AttributeValue value) {
		Map<String, AttributeValue> item = new HashMap<>();
		item.put("_store", AttributeValue.fromS("prod"));
		item.put("_option", AttributeValue.fromS("db"));
		item.put("value", value);
		item.put("pad", AttributeValue.fromS(""));
		int room = 4_096 - ItemSize.of(item);
		assertThat(units(item, room)).as("units of %d bytes", 4_096).isEqualTo(1);
		assertThat(units(item, room + 1)).as("units of %d bytes", 4_097).isEqualTo(2);
	}

	private double units(Map<String, AttributeValue> item, int pad) {
		item.put("pad", AttributeValue.fromS("p".repeat(pad)));
		this.table.client().putItem((request) -> request.tableName(this.table.name()).item(item));
		return this.table.client()
			.getItem((request) -> request.tableName(this.table.name())
				.key(Map.of("_store", item.get("_store"), "_option", item.get("_option")))
				.consistentRead(true)
				.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
			.consumedCapacity()
			.capacityUnits();
	}

}
