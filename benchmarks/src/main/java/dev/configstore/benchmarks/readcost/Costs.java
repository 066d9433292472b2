package dev.configstore.benchmarks.readcost;

import java.time.Duration;

import dev.configstore.benchmarks.FollowedStore;

/**
 * What single reads of a store of one size cost, in RCU.
 *
 * @param options how many options the store has
 * @param limit one item, eventually consistent: nothing can be seen for less
 * @param poll a poll for changes that finds none
 * @param fullRead a read of everything that finds no change
 * @param query a Query of everything
 * @param scan a poll of Archaius, with this store alone in its table
 * @param scanOfThree a poll of Archaius, with two more in it
 */
record Costs(int options, double limit, double poll, double fullRead, double query, double scan, double scanOfThree) {

	/**
	 * Return what an hour of Config Store costs. A full read comes between two polls and
	 * cuts the time to it short: half a poll more for each.
	 */
	double hour(Duration pollInterval, Duration updateInterval) {
		double fullReads = FollowedStore.anHour(updateInterval);
		if (pollInterval.equals(updateInterval)) {
			return fullReads * this.fullRead;
		}
		return (FollowedStore.anHour(pollInterval) - fullReads / 2) * this.poll + fullReads * this.fullRead;
	}

	static double polls(Duration interval) {
		return 3_600.0 / interval.toSeconds();
	}

}
