package dev.configstore.reload;

import java.util.List;

import dev.configstore.model.StoreSnapshot;

/**
 * The snapshots of all stores that reload together, immutable. One reference to the
 * generation in use is swapped, so no reader sees a mix of two generations.
 * <p>
 * A framework derives what it needs (flattened properties, for example) in a type of its
 * own, so that it is swapped together with the snapshots.
 */
public interface Generation {

	/**
	 * Return the snapshots, in the order in which the stores were given.
	 * @return the snapshots
	 */
	List<StoreSnapshot> snapshots();

	/**
	 * Return a generation that is nothing but its snapshots.
	 * @param snapshots the snapshots; copied
	 * @return the generation
	 */
	static Generation of(List<StoreSnapshot> snapshots) {
		List<StoreSnapshot> copy = List.copyOf(snapshots);
		return () -> copy;
	}

}
