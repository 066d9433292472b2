package dev.configstore.dynamodb.item;

import dev.configstore.model.CostForecast;
import dev.configstore.model.ReloadSchedule;

/**
 * What a read costs, by the rules of the developer guide ("Read consistency and capacity
 * units"): the size up to the next 4 KB, 1 RCU each when strongly consistent, 0.5 RCU
 * when not. A Query is rounded as a whole, page by page; nothing found costs as little as
 * something small.
 */
public final class ReadUnits {

	private static final int BLOCK = 4 * 1024;

	private static final long PAGE = 1024 * 1024;

	private ReadUnits() {
	}

	/**
	 * Return the RCU of a GetItem.
	 * @param bytes the size of the item; 0 when there is none
	 */
	public static double ofItem(long bytes, boolean consistent) {
		return Math.max(1, blocks(bytes)) * (consistent ? 1.0 : 0.5);
	}

	/**
	 * Return the RCU of a Query with all its pages.
	 * @param bytes the size of all items
	 */
	public static double ofQuery(long bytes, boolean consistent) {
		long full = bytes / PAGE;
		long blocks = full * blocks(PAGE) + blocks(bytes % PAGE);
		return Math.max(1, blocks) * (consistent ? 1.0 : 0.5);
	}

	/**
	 * Whether a full eventually consistent read costs no more than a read of one item.
	 */
	public static boolean isSmall(long bytes) {
		return bytes <= BLOCK;
	}

	/**
	 * Return what a quiet hour of a store costs.
	 * @param bytes the size of all its items
	 * @param versioned whether it was ever published to
	 * @param schedule when it is polled and read
	 * @param consistent whether polls are strongly consistent
	 */
	public static CostForecast forecast(long bytes, boolean versioned, ReloadSchedule schedule, boolean consistent) {
		double reads = 3_600 / ReloadSchedule.averageSeconds(schedule.updateInterval());
		double polls = polls(schedule, reads);
		double all = ofQuery(bytes, consistent);
		if (isSmall(bytes)) {
			// A full read looks at the version as well.
			return new CostForecast(polls - reads, all, reads, all + ofItem(1, consistent));
		}
		if (versioned && schedule.pollInterval().equals(schedule.updateInterval())) {
			return new CostForecast(0, ofItem(1, consistent), reads, all + ofItem(1, consistent));
		}
		// The poll that is due for a full read is one.
		return versioned ? new CostForecast(polls - reads, ofItem(1, consistent), reads, all)
				: new CostForecast(0, 0, reads, all);
	}

	/**
	 * All polls, full reads among them. A full read comes half an interval after the poll
	 * before it, on average, and the next poll a whole one after it.
	 */
	private static double polls(ReloadSchedule schedule, double reads) {
		return schedule.pollInterval().equals(schedule.updateInterval()) ? reads
				: 3_600 / ReloadSchedule.averageSeconds(schedule.pollInterval()) + reads / 2;
	}

	private static long blocks(long bytes) {
		return (bytes + BLOCK - 1) / BLOCK;
	}

}
