package dev.configstore.spring.text;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The warning that was logged last for one purpose: what is the same is not a warning a
 * second time, until it is over. Safe for many threads.
 */
public final class LastWarning {

	private @Nullable String last;

	/**
	 * Log a message.
	 * @param message the message
	 * @param warning logs a message that differs from the last one
	 * @param repetition logs one that does not
	 */
	public synchronized void log(String message, Consumer<String> warning, Consumer<String> repetition) {
		boolean isNew = !message.equals(this.last);
		this.last = message;
		(isNew ? warning : repetition).accept(message);
	}

	/**
	 * Forget the last message: the next one is a warning again.
	 */
	public synchronized void over() {
		this.last = null;
	}

}
