package dev.configstore.reload;

/**
 * Why stores are polled or read again.
 */
public enum ReloadTrigger {

	/**
	 * The schedule.
	 */
	POLL,

	/**
	 * A request, which bypasses the loss guard.
	 */
	REQUEST

}
