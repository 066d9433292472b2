package dev.configstore;

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
	static final CostForecast NONE = new CostForecast(0, 0, 0, 0);

	/**
	 * Return the units of an hour.
	 * @return the units
	 */
	public double unitsPerHour() {
		return this.looks * this.unitsPerLook + this.fullReads * this.unitsPerFullRead;
	}

	static CostForecast of(long bytes, boolean versioned, ReloadSchedule schedule, boolean consistent) {
		double looks = 3_600 / ReloadSchedule.averageSeconds(schedule.checkInterval());
		double reads = 3_600 / ReloadSchedule.averageSeconds(schedule.updateInterval());
		double all = ReadUnits.ofQuery(bytes, consistent);
		if (ReadUnits.isSmall(bytes)) {
			return new CostForecast(looks, all, 0, all);
		}
		// The look that is due for a full read is one.
		return versioned ? new CostForecast(looks - reads, ReadUnits.ofItem(1, consistent), reads, all)
				: new CostForecast(0, 0, reads, all);
	}

}
