package dev.configstore.spring.env;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Which generation each thread is answered from. That is the one in use, but for threads
 * that hold another one while they do some work: the dry run holds the candidate, so that
 * whatever the application reads its properties by shows the candidate's to this thread
 * and to no other; in simple mode a thread inside a read, which would otherwise begin the
 * next one, and a thread that compares hold what is in memory.
 * <p>
 * Nothing is left behind in a thread when its work has ended.
 */
public final class ThreadGenerations {

	private final Map<Thread, PropertyGeneration> held = new ConcurrentHashMap<>();

	private final Supplier<PropertyGeneration> inUse;

	/**
	 * @param inUse gives the generation in use
	 */
	public ThreadGenerations(Supplier<PropertyGeneration> inUse) {
		this.inUse = inUse;
	}

	/**
	 * Return the generation this thread is answered from.
	 */
	public PropertyGeneration generation() {
		PropertyGeneration here = here();
		return (here != null) ? here : this.inUse.get();
	}

	/**
	 * Return the generation this thread holds.
	 * @return the generation, or {@code null} if it is answered from the one in use
	 */
	public @Nullable PropertyGeneration here() {
		return this.held.isEmpty() ? null : this.held.get(Thread.currentThread());
	}

	/**
	 * Do some work on this thread with its look-ups answered from a generation.
	 */
	public <T extends @Nullable Object> T holding(PropertyGeneration generation, Supplier<T> work) {
		Thread thread = Thread.currentThread();
		PropertyGeneration outer = this.held.put(thread, generation);
		try {
			return work.get();
		}
		finally {
			if (outer != null) {
				this.held.put(thread, outer);
			}
			else {
				this.held.remove(thread);
			}
		}
	}

	/**
	 * Answer this thread from another generation from now on, if it holds one.
	 */
	public void replaceHere(PropertyGeneration generation) {
		this.held.replace(Thread.currentThread(), generation);
	}

}
