package dev.configstore.model.change;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two snapshots, of one store or of two, key by key. Immutable.
 *
 * @param options the options that differ, by name, in order
 * @param unknown names of options that may differ: the history could not keep what they
 * were; not among {@code options}
 */
public record StoreDiff(SortedMap<String, OptionDiff> options, Set<String> unknown) {

	/**
	 * Create a difference.
	 * @param options the options that differ, by name; copied
	 * @param unknown names of options that may differ; copied
	 */
	public StoreDiff {
		options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
		unknown = Collections.unmodifiableSet(new TreeSet<>(unknown));
	}

	/**
	 * Compare two snapshots: of one store, or of two. Makes no call.
	 * @param before the earlier snapshot, or the store that is to become like the other
	 * @param after the later snapshot
	 * @return the difference
	 */
	public static StoreDiff between(StoreSnapshot before, StoreSnapshot after) {
		SnapshotDiff names = SnapshotDiff.between(before, after);
		SortedMap<String, OptionDiff> options = new TreeMap<>();
		names.names()
			.forEach((name) -> options.put(name, new OptionDiff(name, Optional.ofNullable(before.option(name)),
					Optional.ofNullable(after.option(name)))));
		return new StoreDiff(options, names.unknown());
	}

	/**
	 * Return what differs in an option.
	 * @param name the option's name
	 * @return the difference, or {@code null} if nothing differs
	 */
	public @Nullable OptionDiff option(String name) {
		return this.options.get(name);
	}

	/**
	 * Return the options that only the later snapshot has.
	 * @return their names, in order
	 */
	public Set<String> added() {
		return names((option) -> option.before().isEmpty());
	}

	/**
	 * Return the options that both have, with different content.
	 * @return their names, in order
	 */
	public Set<String> changed() {
		return names((option) -> option.before().isPresent() && option.after().isPresent());
	}

	/**
	 * Return the options that only the earlier snapshot has.
	 * @return their names, in order
	 */
	public Set<String> removed() {
		return names((option) -> option.after().isEmpty());
	}

	/**
	 * Return all options that differ.
	 * @return their names, in order
	 */
	public Set<String> names() {
		return this.options.keySet();
	}

	/**
	 * Return whether nothing is known to differ.
	 * @return {@code true} if there is no option
	 */
	public boolean isEmpty() {
		return this.options.isEmpty();
	}

	private Set<String> names(Predicate<OptionDiff> wanted) {
		Set<String> names = new TreeSet<>();
		this.options.values().stream().filter(wanted).map(OptionDiff::name).forEach(names::add);
		return Collections.unmodifiableSet(names);
	}

	/**
	 * Return the names of options and keys; values are secrets.
	 */
	@Override
	public String toString() {
		return "StoreDiff[options=" + this.options.values() + ", unknown=" + this.unknown + "]";
	}

}
