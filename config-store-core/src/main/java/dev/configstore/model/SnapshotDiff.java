package dev.configstore.model;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two snapshots, by name.
 *
 * @param added names that only the later one has
 * @param changed names both have, with different content
 * @param removed names that only the earlier one has
 * @param unknown names that may differ: the history could not keep what they were
 */
public record SnapshotDiff(Set<String> added, Set<String> changed, Set<String> removed, Set<String> unknown) {

	public static final SnapshotDiff NONE = new SnapshotDiff(Set.of(), Set.of(), Set.of());

	/**
	 * Create a diff.
	 * @param added names that only the later one has
	 * @param changed names both have, with different content
	 * @param removed names that only the earlier one has
	 * @param unknown names that may differ
	 */
	public SnapshotDiff {
		added = Collections.unmodifiableSet(new TreeSet<>(added));
		changed = Collections.unmodifiableSet(new TreeSet<>(changed));
		removed = Collections.unmodifiableSet(new TreeSet<>(removed));
		unknown = Collections.unmodifiableSet(new TreeSet<>(unknown));
	}

	/**
	 * Create a diff of what is known.
	 * @param added names that only the later one has
	 * @param changed names both have, with different content
	 * @param removed names that only the earlier one has
	 */
	public SnapshotDiff(Set<String> added, Set<String> changed, Set<String> removed) {
		this(added, changed, removed, Set.of());
	}

	/**
	 * Compare two snapshots of a store.
	 * @param before the earlier one
	 * @param after the later one
	 * @return the difference; an option whose content is not known in one of them is
	 * among {@link #unknown()} only
	 */
	public static SnapshotDiff between(StoreSnapshot before, StoreSnapshot after) {
		Set<String> unknown = new TreeSet<>(before.unknown());
		unknown.addAll(after.unknown());
		SnapshotDiff all = between(before.options(), after.options());
		return new SnapshotDiff(without(all.added, unknown), without(all.changed, unknown),
				without(all.removed, unknown), unknown);
	}

	private static Set<String> without(Set<String> names, Set<String> unknown) {
		Set<String> left = new TreeSet<>(names);
		left.removeAll(unknown);
		return left;
	}

	/**
	 * Compare the options of two snapshots, or any other values by name.
	 * @param before the earlier values
	 * @param after the later values
	 * @return the difference
	 */
	public static SnapshotDiff between(Map<String, ?> before, Map<String, ?> after) {
		Set<String> added = new TreeSet<>();
		Set<String> changed = new TreeSet<>();
		Set<String> removed = new TreeSet<>();
		// Mostly both have the same names in the same order: then nothing is looked up.
		Iterator<? extends Map.Entry<String, ?>> beside = before.entrySet().iterator();
		boolean inStep = true;
		for (Map.Entry<String, ?> entry : after.entrySet()) {
			Map.Entry<String, ?> other = (inStep && beside.hasNext()) ? beside.next() : null;
			inStep = other != null && other.getKey().equals(entry.getKey());
			Object old = (inStep && other != null) ? other.getValue() : before.get(entry.getKey());
			if (old == null) {
				added.add(entry.getKey());
			}
			else if (!old.equals(entry.getValue())) {
				changed.add(entry.getKey());
			}
		}
		if (!inStep || beside.hasNext()) {
			before.keySet().stream().filter((name) -> !after.containsKey(name)).forEach(removed::add);
		}
		return new SnapshotDiff(added, changed, removed);
	}

	/**
	 * Return whether nothing differs.
	 * @return {@code true} if there is no name
	 */
	public boolean isEmpty() {
		return this.added.isEmpty() && this.changed.isEmpty() && this.removed.isEmpty();
	}

	/**
	 * Return all names that differ, in their order.
	 * @return the names
	 */
	public Set<String> names() {
		Set<String> names = new TreeSet<>(this.added);
		names.addAll(this.changed);
		names.addAll(this.removed);
		return Collections.unmodifiableSet(names);
	}

}
