package dev.configstore.spring.simple;

import java.util.List;

/**
 * The stores of one location in simple mode.
 *
 * @param first the place of the first of them among the snapshots of a generation
 * @param stores the stores; the later wins
 */
record SimpleLocation(int first, List<SimpleStore> stores) {

	SimpleLocation {
		stores = List.copyOf(stores);
	}

	/**
	 * Return the place of a store among the snapshots of a generation.
	 */
	int index(SimpleStore store) {
		return this.first + this.stores.lastIndexOf(store);
	}

	SimpleStore store(String name) {
		// Named twice, the later one gave the values.
		for (int i = this.stores.size() - 1; i >= 0; i--) {
			if (this.stores.get(i).name().equals(name)) {
				return this.stores.get(i);
			}
		}
		throw new IllegalArgumentException("No store of this location: " + name);
	}

}
