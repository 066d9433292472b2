package dev.configstore.reload;

import java.util.List;
import java.util.function.Consumer;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.reload.poll.PollResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of stores that reload together, each of one store.
 */
public final class ReloadListeners {

	private static final Logger logger = LoggerFactory.getLogger(ReloadingStores.class);

	private final Listeners<Entry> entries = new Listeners<>(Entry::listener);

	public void add(int index, ReloadListener listener) {
		this.entries.add(new Entry(index, listener));
	}

	public void remove(int index, ReloadListener listener) {
		this.entries.remove(new Entry(index, listener));
	}

	/**
	 * Tell of what has changed, edits by hand first.
	 */
	void changed(List<PollResult> polls) {
		polls.stream().filter((poll) -> !poll.editedByHand().isEmpty()).forEach(this::editedByHand);
		polls.stream()
			.filter((poll) -> !poll.diff().isEmpty())
			.forEach((poll) -> tell(poll.index(),
					(listener) -> listener.changed(poll.before(), poll.after(), poll.diff())));
	}

	private void editedByHand(PollResult poll) {
		logger.info("Options of store '{}' in table '{}' were edited without a publish: {}", poll.after().store(),
				poll.after().table(), ConfigStoreException.printable(String.valueOf(poll.editedByHand())));
		tell(poll.index(), (listener) -> listener.editedByHand(poll.after(), poll.editedByHand()));
	}

	/**
	 * Tell the listeners of every store, because none has a new snapshot; the failure
	 * says which is to blame.
	 */
	void failed(ConfigStoreException failure) {
		this.entries.tell((entry) -> entry.listener().failed(failure));
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
