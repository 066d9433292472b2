package dev.configstore;

/**
 * Hears of the reloads of a store. Called on the reloading thread; what a listener throws
 * is logged and stops neither the reload nor the other listeners.
 */
public interface ReloadListener {

	/**
	 * The store has another state now, and reads already answer from it.
	 * @param before the state before
	 * @param after the state now
	 * @param diff the options that differ, at least one
	 */
	default void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
	}

	/**
	 * A reload failed; the last state stays, and the next reload comes.
	 * @param failure why
	 */
	default void failed(ConfigStoreException failure) {
	}

}
