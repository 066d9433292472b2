package dev.configstore.reload;

import java.util.List;

import dev.configstore.model.StoreSnapshot;

/**
 * One state of all stores that reload together, immutable. The one reference to it is
 * swapped at once, so no reader ever sees two states of one store.
 * <p>
 * Whoever embeds the stores derives what it needs (flattened properties, say) into a type
 * of its own, so that the derived state is swapped with the snapshots.
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
