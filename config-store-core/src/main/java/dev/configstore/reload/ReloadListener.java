package dev.configstore.reload;

import java.util.Set;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;

/**
 * Is notified of the reloads of a store. Called in order on a daemon thread that all
 * listeners of stores that reload together share, a moment after the reload: one that
 * hangs holds up other listeners and no reload. What happens while a listener is busy is
 * merged into one change, and of several failures the last is told. What a listener
 * throws is logged and stops nothing.
 */
public interface ReloadListener {

	/**
	 * The store has a new snapshot, and reads already answer from it.
	 * @param before the snapshot before
	 * @param after the snapshot now
	 * @param diff the options that differ, at least one
	 */
	default void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
	}

	/**
	 * Options of a versioned store were edited without a publish. Called before
	 * {@link #changed}, which has the difference.
	 * @param after the snapshot with the edits
	 * @param options the options
	 */
	default void editedByHand(StoreSnapshot after, Set<String> options) {
	}

	/**
	 * A reload failed; the snapshot in use stays, and the next reload follows. Listeners
	 * of all stores that reload together are notified, because none has a new snapshot.
	 * @param failure why, and which store caused it
	 */
	default void failed(ConfigStoreException failure) {
	}

}
