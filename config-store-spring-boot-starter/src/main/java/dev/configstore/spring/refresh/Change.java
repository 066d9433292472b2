package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.configstore.spring.difference.ChangedNames;
import dev.configstore.spring.env.PropertyGeneration;

/**
 * A change that is committed, and that others are to be notified of. Several that have
 * not been notified of are one, from the first generation before to the last one after.
 *
 * @param before the generation that others know
 * @param after the generation that is committed
 * @param changed the names that differ between the two
 * @param touched the names that have differed on the way: what has been made meanwhile
 * may hold their values
 * @param updated the {@code @ConfigurationProperties} beans in which something was set
 */
record Change(PropertyGeneration before, PropertyGeneration after, ChangedNames changed, Set<String> touched,
		Set<String> updated) {

	static Change of(PropertyGeneration before, PropertyGeneration after, ChangedNames changed, Set<String> updated) {
		return new Change(before, after, changed, changed.names(), updated);
	}

	/**
	 * Return this change and a later one in one.
	 * @param changed what differs between the generation before this one and that after
	 * the later one
	 */
	Change then(Change later, ChangedNames changed) {
		return new Change(this.before, later.after, changed, both(this.touched, later.touched),
				both(this.updated, later.updated));
	}

	private static Set<String> both(Set<String> some, Set<String> others) {
		Set<String> both = new LinkedHashSet<>(some);
		both.addAll(others);
		return Set.copyOf(both);
	}

	/**
	 * Return the stores that have other options.
	 */
	List<String> stores() {
		List<String> stores = new ArrayList<>();
		for (int i = 0; i < this.after.snapshots().size(); i++) {
			if (i >= this.before.snapshots().size()
					|| !this.before.snapshots().get(i).options().equals(this.after.snapshots().get(i).options())) {
				stores.add(this.after.snapshots().get(i).store());
			}
		}
		return stores;
	}

}
