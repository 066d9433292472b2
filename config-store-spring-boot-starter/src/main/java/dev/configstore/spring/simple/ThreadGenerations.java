package dev.configstore.spring.simple;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.configstore.spring.env.PropertyGeneration;
import org.jspecify.annotations.Nullable;

/**
 * Threads that are answered from a generation in memory, whatever is in the table: those
 * inside a read, which would otherwise begin the next one, and those that compare.
 * <p>
 * Nothing is left behind in a thread when its work has ended.
 */
final class ThreadGenerations {

	private final Map<Thread, PropertyGeneration> byThread = new ConcurrentHashMap<>();

	/**
	 * Return the generation this thread is answered from.
	 * @return the generation, or {@code null} when it is not held
	 */
	@Nullable PropertyGeneration here() {
		return this.byThread.get(Thread.currentThread());
	}

	/**
	 * Do some work on this thread with its look-ups answered from a generation.
	 */
	<T extends @Nullable Object> T holding(PropertyGeneration generation, Supplier<T> work) {
		Thread thread = Thread.currentThread();
		PropertyGeneration outer = this.byThread.put(thread, generation);
		try {
			return work.get();
		}
		finally {
			if (outer != null) {
				this.byThread.put(thread, outer);
			}
			else {
				this.byThread.remove(thread);
			}
		}
	}

	/**
	 * Answer this thread from another generation from now on, if it is held.
	 */
	void replaceHere(PropertyGeneration generation) {
		this.byThread.replace(Thread.currentThread(), generation);
	}

}
