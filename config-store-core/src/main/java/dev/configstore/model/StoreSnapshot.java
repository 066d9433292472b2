package dev.configstore.model;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.configstore.exception.ConfigStoreException.Place;
import org.jspecify.annotations.Nullable;

/**
 * All options of one store as of one moment, immutable.
 *
 * @param table the table
 * @param store the store
 * @param options the options by name, in the order of the names
 * @param version the version that the options are as of, apart from edits by hand;
 * {@code null} for a store that was never published to
 * @param bytes the size of the items as DynamoDB counts it
 * @param readAt when the read of this snapshot had ended
 * @param unknown the options whose content as of an earlier version is not known, because
 * the history could not keep it, or has it in a form that cannot be read; not among
 * {@code options}, and empty for what was read
 */
public record StoreSnapshot(String table, String store, SortedMap<String, Option> options,
		@Nullable StoreVersion version, long bytes, Instant readAt, Set<String> unknown) {

	/**
	 * Create a snapshot.
	 * @param table the table
	 * @param store the store
	 * @param options the options by name; copied
	 * @param version the version, if there is one
	 * @param bytes the size of the items
	 * @param readAt when the snapshot was read
	 * @param unknown the options whose content is not known; copied
	 */
	public StoreSnapshot {
		Objects.requireNonNull(table, "'table' must not be null");
		Objects.requireNonNull(store, "'store' must not be null");
		Objects.requireNonNull(readAt, "'readAt' must not be null");
		Objects.requireNonNull(options, "'options' must not be null");
		Objects.requireNonNull(unknown, "'unknown' must not be null");
		options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
		unknown = Collections.unmodifiableSet(new TreeSet<>(unknown));
	}

	/**
	 * Create a snapshot of which everything is known.
	 * @param table the table
	 * @param store the store
	 * @param options the options by name; copied
	 * @param version the version, if there is one
	 * @param bytes the size of the items
	 * @param readAt when the snapshot was read
	 */
	public StoreSnapshot(String table, String store, SortedMap<String, Option> options, @Nullable StoreVersion version,
			long bytes, Instant readAt) {
		this(table, store, options, version, bytes, readAt, Set.of());
	}

	static SortedMap<String, Option> byName(Collection<Option> options) {
		SortedMap<String, Option> byName = new TreeMap<>();
		options.forEach((option) -> byName.put(option.name(), option));
		return byName;
	}

	/**
	 * Return the option of a name.
	 * @param name the option's name
	 * @return the option, or {@code null} when the store has none of that name
	 */
	public @Nullable Option option(String name) {
		Objects.requireNonNull(name, "'name' must not be null");
		return this.options.get(name);
	}

	/**
	 * Return the option of a name, if the store has it.
	 * @param name the option's name
	 * @return the option, or empty
	 */
	public Optional<Option> find(String name) {
		return Optional.ofNullable(option(name));
	}

	/**
	 * Return this snapshot with one option as it was read later, by itself.
	 * @param name the option's name
	 * @param found the option, or {@code null} when there was none
	 * @return the snapshot; version, size and time stay those of the last read of all
	 * options
	 */
	public StoreSnapshot with(String name, @Nullable Option found) {
		Objects.requireNonNull(name, "'name' must not be null");
		SortedMap<String, Option> changed = new TreeMap<>(this.options);
		if (found != null) {
			changed.put(name, found);
		}
		else {
			changed.remove(name);
		}
		return new StoreSnapshot(this.table, this.store, changed, this.version, this.bytes, this.readAt, this.unknown);
	}

	/**
	 * Return the options as flat properties.
	 * @return the properties, computed at each call
	 */
	public StoreProperties properties() {
		return StoreProperties.of(this);
	}

	/**
	 * Return the token of the version.
	 * @return the token, or {@code null} for a store that was never published to
	 */
	public @Nullable String token() {
		return (this.version != null) ? this.version.token() : null;
	}

	/**
	 * Return where the store is, for an exception that concerns it.
	 * @param option the option it concerns, or {@code null} if it concerns no single one
	 * @return the place
	 */
	public Place place(@Nullable String option) {
		return new Place(this.table, this.store, option);
	}

	/**
	 * Return what it is a snapshot of; values are secrets.
	 */
	@Override
	public String toString() {
		return "StoreSnapshot[table=" + this.table + ", store=" + this.store + ", options=" + this.options.size()
				+ ", version=" + this.version + ", readAt=" + this.readAt + "]";
	}

}
