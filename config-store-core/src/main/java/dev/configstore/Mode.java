package dev.configstore;

/**
 * Where a read is answered.
 */
public enum Mode {

	/**
	 * Every read goes to DynamoDB, strongly consistent.
	 */
	SIMPLE,

	/**
	 * From a snapshot in memory that is reloaded on a schedule.
	 */
	TIME_BASED

}
