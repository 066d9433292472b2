package dev.configstore.reload;

/**
 * Why stores are looked at or read again.
 */
public enum ReloadTrigger {

	/**
	 * The schedule.
	 */
	POLL,

	/**
	 * Somebody asked for it, who is not held up by the guard against losses.
	 */
	REQUEST

}
