package dev.configstore.dynamodb.item;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

import dev.configstore.model.TableLayout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The condition on an item under which it is written.
 */
public final class ItemCondition {

	private final TableLayout layout;

	private final StringJoiner expression = new StringJoiner(" AND ");

	private final Map<String, String> names = new LinkedHashMap<>();

	private final Map<String, AttributeValue> values = new LinkedHashMap<>();

	public ItemCondition(TableLayout layout) {
		this.layout = layout;
	}

	/**
	 * The item has exactly the values that were read, or is still absent. A key that was
	 * added since is not detected: an update leaves it alone.
	 */
	public void unchanged(Optional<Map<String, AttributeValue>> read) {
		this.names.put("#option", this.layout.optionKey());
		if (read.isEmpty()) {
			this.expression.add("attribute_not_exists(#option)");
			return;
		}
		this.expression.add("attribute_exists(#option)");
		read.get().forEach(this::equal);
	}

	public void absent(String key) {
		this.names.put("#absent", key);
		this.expression.add("attribute_not_exists(#absent)");
	}

	public void equal(String key, AttributeValue value) {
		int index = this.names.size();
		this.names.put("#k" + index, key);
		this.values.put(":v" + index, value);
		this.expression.add("#k" + index + " = :v" + index);
	}

	/**
	 * Set and remove keys, and leave alone what was added since the item was read.
	 */
	public Update on(Update.Builder update, Map<String, AttributeValue> set, Collection<String> remove) {
		StringJoiner setting = new StringJoiner(", ", "SET ", "").setEmptyValue("");
		set.forEach((key, value) -> {
			int index = this.names.size();
			this.names.put("#k" + index, key);
			this.values.put(":v" + index, value);
			setting.add("#k" + index + " = :v" + index);
		});
		StringJoiner removing = new StringJoiner(", ", " REMOVE ", "").setEmptyValue("");
		remove.forEach((key) -> {
			String name = "#k" + this.names.size();
			this.names.put(name, key);
			removing.add(name);
		});
		update.updateExpression(setting.toString() + removing)
			.conditionExpression(this.expression.toString())
			.expressionAttributeNames(this.names);
		return (this.values.isEmpty() ? update : update.expressionAttributeValues(this.values)).build();
	}

	public Put on(Put.Builder put) {
		if (this.expression.length() > 0) {
			put.conditionExpression(this.expression.toString()).expressionAttributeNames(this.names);
		}
		if (!this.values.isEmpty()) {
			put.expressionAttributeValues(this.values);
		}
		return put.build();
	}

	public Delete on(Delete.Builder delete) {
		if (this.expression.length() > 0) {
			delete.conditionExpression(this.expression.toString()).expressionAttributeNames(this.names);
		}
		if (!this.values.isEmpty()) {
			delete.expressionAttributeValues(this.values);
		}
		return delete.build();
	}

}
