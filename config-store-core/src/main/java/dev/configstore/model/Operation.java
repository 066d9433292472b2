package dev.configstore.model;

/**
 * What a request to DynamoDB is for.
 */
public enum Operation {

	/**
	 * A cheap poll for changes, eventually or strongly consistent.
	 */
	POLL,

	/**
	 * A read of all options.
	 */
	READ_ALL,

	/**
	 * A read of one option, by name.
	 */
	READ_OPTION,

	/**
	 * A publish, with the reads it needs.
	 */
	WRITE,

	/**
	 * A read or the pruning of the history.
	 */
	HISTORY

}
