package dev.configstore.reload;

import java.util.Set;
import java.util.function.Consumer;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;

/**
 * The listeners of stores that reload together, each of one store.
 */
public final class ReloadListeners {

	private final Listeners<Entry> entries = new Listeners<>(Entry::listener);

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
		this.entries.tell((entry) -> {
			if (entry.index() == index) {
				message.accept(entry.listener());
			}
		});
	}

	private record Entry(int index, ReloadListener listener) {

	}

}
