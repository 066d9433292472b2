package dev.configstore.model;

import dev.configstore.dynamodb.ReadUnits;

/**
 * What a quiet hour of one store costs one instance, in read units: computed from the
 * size of the store and the schedule by AWS's rules, not measured.
 *
 * @param looks looks an hour
 * @param unitsPerLook units of a look
 * @param fullReads full reads an hour, beside the looks
 * @param unitsPerFullRead units of a full read
 */
public record CostForecast(double looks, double unitsPerLook, double fullReads, double unitsPerFullRead) {

	/**
	 * Nothing is read unless somebody asks.
	 */
	public static final CostForecast NONE = new CostForecast(0, 0, 0, 0);

	/**
	 * Return the units of an hour.
	 * @return the units
	 */
	public double unitsPerHour() {
		return this.looks * this.unitsPerLook + this.fullReads * this.unitsPerFullRead;
	}

	public static CostForecast of(long bytes, boolean versioned, ReloadSchedule schedule, boolean consistent) {
		double reads = 3_600 / ReloadSchedule.averageSeconds(schedule.updateInterval());
		double looks = looks(schedule, reads);
		double all = ReadUnits.ofQuery(bytes, consistent);
		if (ReadUnits.isSmall(bytes)) {
			return new CostForecast(looks, all, 0, all);
		}
		// The look that is due for a full read is one.
		return versioned ? new CostForecast(looks - reads, ReadUnits.ofItem(1, consistent), reads, all)
				: new CostForecast(0, 0, reads, all);
	}

	/**
	 * All looks, full reads among them. A full read comes half an interval after the look
	 * before it, on average, and the next look a whole one after it.
	 */
	private static double looks(ReloadSchedule schedule, double reads) {
		return schedule.checkInterval().equals(schedule.updateInterval()) ? reads
				: 3_600 / ReloadSchedule.averageSeconds(schedule.checkInterval()) + reads / 2;
	}

}
