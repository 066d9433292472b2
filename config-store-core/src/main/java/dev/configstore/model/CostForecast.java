package dev.configstore.model;

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

}
