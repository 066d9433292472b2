package dev.configstore.spring.env;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Gives property sources the generation of the thread, and nothing once the application
 * is gone. Caches of Boot and of others keep an environment, with our sources in it, for
 * longer than the application runs; they do not keep what was read.
 */
public final class ApplicationGenerations implements Supplier<PropertyGeneration> {

	private final WeakReference<ThreadGenerations> threads;

	/**
	 * @param threads what the application holds for as long as it is there
	 */
	public ApplicationGenerations(ThreadGenerations threads) {
		this.threads = new WeakReference<>(threads);
	}

	@Override
	public PropertyGeneration get() {
		ThreadGenerations threads = this.threads.get();
		return (threads != null) ? threads.generation() : PropertyGeneration.NONE;
	}

	/**
	 * Return the generation that the thread holds.
	 */
	@Nullable PropertyGeneration here() {
		ThreadGenerations threads = this.threads.get();
		return (threads != null) ? threads.here() : null;
	}

}
