package dev.configstore.spring.env;

import org.springframework.boot.origin.Origin;

/**
 * Where a property stands in DynamoDB.
 *
 * @param table the table
 * @param store the store
 * @param option the option
 * @param key the key
 */
public record ConfigStoreOrigin(String table, String store, String option, String key) implements Origin {

	/**
	 * Return whether another property stands in the same option.
	 */
	boolean isSameOption(ConfigStoreOrigin other) {
		return this.table.equals(other.table) && this.store.equals(other.store) && this.option.equals(other.option);
	}

	@Override
	public String toString() {
		return "DynamoDB table '" + this.table + "', store '" + this.store + "', option '" + this.option + "', key '"
				+ this.key + "'";
	}

}
