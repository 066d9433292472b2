package dev.configstore.model.change;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.configstore.model.Publication;
import dev.configstore.model.StoreVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a publication or a rollback would do, computed from what was read: to be shown,
 * and to be published just as it was shown. Immutable.
 *
 * @param table the table
 * @param store the store
 * @param version the version it was made against, {@code null} if the store had none
 * @param steps one for each version that is written, in this order; none if nothing has
 * to change
 * @param versionOnly the options that are written on the condition of the version alone:
 * those of more than 149 stored keys, because DynamoDB can compare no more in one
 * request, and those that are not to be checked
 * @param unknown options that a rollback leaves alone, because the history could not keep
 * what they were
 */
public record PublicationPlan(String table, String store, @Nullable StoreVersion version, List<Step> steps,
		Set<String> versionOnly, Set<String> unknown) {

	/**
	 * Create a plan.
	 * @param table the table
	 * @param store the store
	 * @param version the version it was made against
	 * @param steps the versions that are written; copied
	 * @param versionOnly options that are written on the condition of the version alone;
	 * copied
	 * @param unknown options that are left alone; copied
	 */
	public PublicationPlan {
		Objects.requireNonNull(table, "'table' must not be null");
		Objects.requireNonNull(store, "'store' must not be null");
		steps = List.copyOf(steps);
		versionOnly = Collections.unmodifiableSet(new TreeSet<>(versionOnly));
		unknown = Collections.unmodifiableSet(new TreeSet<>(unknown));
	}

	/**
	 * Return what changes in all, key by key.
	 * @return the difference between the store as it was read and as it would be
	 */
	public StoreDiff diff() {
		Map<String, OptionDiff> all = new LinkedHashMap<>();
		this.steps.forEach((step) -> step.diff()
			.options()
			.forEach((name, diff) -> all.merge(name, diff,
					(first, next) -> new OptionDiff(name, first.before(), next.after()))));
		SortedMap<String, OptionDiff> differing = new TreeMap<>(all);
		differing.values().removeIf(OptionDiff::isEmpty);
		return new StoreDiff(differing, this.unknown);
	}

	/**
	 * Return whether nothing has to change.
	 * @return {@code true} if publishing it writes nothing
	 */
	public boolean isEmpty() {
		return this.steps.isEmpty();
	}

	/**
	 * Return whether it is written all or none. What exceeds 49 options, or 4 MB with its
	 * history, is not: it becomes several versions.
	 * @return {@code true} if it makes one version at most
	 */
	public boolean isAtomic() {
		return this.steps.size() <= 1;
	}

	/**
	 * Return names and numbers; values are secrets.
	 */
	@Override
	public String toString() {
		return "PublicationPlan[table=" + this.table + ", store=" + this.store + ", version=" + this.version
				+ ", versions=" + this.steps.size() + ", options=" + diff().names() + "]";
	}

	/**
	 * One version that is written.
	 *
	 * @param publication what is published
	 * @param diff what it changes, key by key
	 */
	public record Step(Publication publication, StoreDiff diff) {

	}

}
