package dev.configstore.reload;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listeners, notified in the order in which they were added. One that throws is logged,
 * and stops neither the others nor the caller. Safe for many threads.
 *
 * @param <L> the type of an entry
 */
final class Listeners<L> {

	private static final Logger logger = LoggerFactory.getLogger(Listeners.class);

	private final Function<L, Object> listener;

	private final List<L> entries = new CopyOnWriteArrayList<>();

	/**
	 * @param listener gives what a warning names, which is the entry or a part of it
	 */
	Listeners(Function<L, Object> listener) {
		this.listener = listener;
	}

	void add(L entry) {
		this.entries.add(entry);
	}

	void remove(L entry) {
		this.entries.remove(entry);
	}

	boolean isEmpty() {
		return this.entries.isEmpty();
	}

	void tell(Consumer<L> message) {
		this.entries.forEach((entry) -> safely(this.listener.apply(entry), () -> message.accept(entry)));
	}

	static void safely(Object listener, Runnable message) {
		try {
			message.run();
		}
		catch (Throwable ex) {
			// An error as well: the listener is not ours, and must not end the reloading.
			logger.warn("Listener {} failed", listener.getClass().getName(), ex);
		}
	}

}
