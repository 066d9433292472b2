package dev.configstore.reload;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of stores that reload together. One that throws stops nobody.
 */
public final class ReloadListeners {

	private static final Logger logger = LoggerFactory.getLogger(ReloadListeners.class);

	private final List<Entry> entries = new CopyOnWriteArrayList<>();

	public void add(int index, ReloadListener listener) {
		this.entries.add(new Entry(index, listener));
	}

	public void remove(int index, ReloadListener listener) {
		this.entries.remove(new Entry(index, listener));
	}

	void changed(int index, StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
		tell(index, (listener) -> listener.changed(before, after, diff));
	}

	void editedByHand(int index, StoreSnapshot after, Set<String> options) {
		tell(index, (listener) -> listener.editedByHand(after, options));
	}

	void failed(int index, ConfigStoreException failure) {
		tell(index, (listener) -> listener.failed(failure));
	}

	private void tell(int index, Consumer<ReloadListener> message) {
		for (Entry entry : this.entries) {
			if (entry.index() == index) {
				try {
					message.accept(entry.listener());
				}
				catch (Throwable ex) {
					// An error as well: the listener is not ours, the other listeners are
					// owed.
					logger.warn("Listener {} failed", entry.listener().getClass().getName(), ex);
				}
			}
		}
	}

	private record Entry(int index, ReloadListener listener) {

	}

}
