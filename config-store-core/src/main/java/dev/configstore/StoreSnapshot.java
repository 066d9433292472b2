package dev.configstore;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * All options of one store as of one moment, immutable.
 *
 * @param table the table
 * @param store the store
 * @param options the options by name, in the order of the names
 * @param readAt when the read that gave this state had ended
 */
public record StoreSnapshot(String table, String store, SortedMap<String, Option> options, Instant readAt) {

	/**
	 * Create a snapshot.
	 * @param table the table
	 * @param store the store
	 * @param options the options by name; copied
	 * @param readAt when the state was read
	 */
	public StoreSnapshot {
		Objects.requireNonNull(table, "'table' must not be null");
		Objects.requireNonNull(store, "'store' must not be null");
		Objects.requireNonNull(readAt, "'readAt' must not be null");
		options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
	}

	static StoreSnapshot of(String table, String store, Collection<Option> options, Instant readAt) {
		SortedMap<String, Option> byName = new TreeMap<>();
		options.forEach((option) -> byName.put(option.name(), option));
		return new StoreSnapshot(table, store, byName, readAt);
	}

	/**
	 * Return the option of a name.
	 * @param name the option's name
	 * @return the option, or {@code null} when the store has none of that name
	 */
	public @Nullable Option option(String name) {
		return this.options.get(name);
	}

	/**
	 * Return the options as flat properties.
	 * @return the properties, computed at each call
	 */
	public StoreProperties properties() {
		return StoreProperties.of(this);
	}

	/**
	 * Return what it is a snapshot of; values are secrets.
	 */
	@Override
	public String toString() {
		return "StoreSnapshot[table=" + this.table + ", store=" + this.store + ", options=" + this.options.size()
				+ ", readAt=" + this.readAt + "]";
	}

}
