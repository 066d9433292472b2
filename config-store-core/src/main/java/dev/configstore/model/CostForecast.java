package dev.configstore.model;

/**
 * What a quiet hour of one store costs one instance, in RCU: computed from the size of
 * the store and the schedule by AWS's rules, not measured.
 *
 * @param polls polls an hour
 * @param rcuPerPoll RCU of a poll
 * @param fullReads full reads an hour, beside the polls
 * @param rcuPerFullRead RCU of a full read
 */
public record CostForecast(double polls, double rcuPerPoll, double fullReads, double rcuPerFullRead) {

	/**
	 * Nothing is read without a call.
	 */
	public static final CostForecast NONE = new CostForecast(0, 0, 0, 0);

	/**
	 * Return the RCU of an hour.
	 * @return the RCU
	 */
	public double rcuPerHour() {
		return this.polls * this.rcuPerPoll + this.fullReads * this.rcuPerFullRead;
	}

}
