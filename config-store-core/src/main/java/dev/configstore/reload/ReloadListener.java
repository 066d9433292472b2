package dev.configstore.reload;

import java.util.Set;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;

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
	 * Options of a versioned store were edited without a publish. Comes before
	 * {@link #changed}, which has what they are now.
	 * @param after the state with the edits
	 * @param options the options
	 */
	default void editedByHand(StoreSnapshot after, Set<String> options) {
	}

	/**
	 * A reload failed; the last state stays, and the next reload comes. Stores that
	 * reload together are all told, because none has a new state.
	 * @param failure why, and which store was to blame
	 */
	default void failed(ConfigStoreException failure) {
	}

}
