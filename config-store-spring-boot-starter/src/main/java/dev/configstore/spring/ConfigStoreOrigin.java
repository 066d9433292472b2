package dev.configstore.spring;

import dev.configstore.model.StoreVersion;
import dev.configstore.spring.text.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * Where a property is stored in DynamoDB.
 *
 * @param table the table
 * @param store the store
 * @param option the option
 * @param key the key
 * @param version the version of the store it was read at; {@code null} if the store has
 * none
 */
public record ConfigStoreOrigin(String table, String store, String option, String key,
		@Nullable StoreVersion version) implements Origin {

	/**
	 * Return whether another property is stored in the same option.
	 */
	public boolean isSameOption(ConfigStoreOrigin other) {
		return this.table.equals(other.table) && this.store.equals(other.store) && this.option.equals(other.option);
	}

	/**
	 * Return the place for people: a name with characters that cannot be seen, or that
	 * end a line, is escaped, and a very long one is cut.
	 */
	@Override
	public String toString() {
		return "DynamoDB table '" + Printable.name(this.table) + "', store '" + Printable.name(this.store)
				+ "', option '" + Printable.name(this.option) + "', key '" + Printable.name(this.key) + "'";
	}

}
