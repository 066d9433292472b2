package dev.configstore.spring.env;

import java.lang.ref.WeakReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gives the generation in use to property sources, and nothing once the application is
 * gone. Caches of Boot and of others keep an environment, with our sources in it, for
 * longer than the application runs; they do not keep what was read.
 *
 * @param <T> the type of what the application holds
 */
public final class ApplicationGenerations<T> implements Supplier<PropertyGeneration> {

	private final WeakReference<T> owner;

	private final Function<T, PropertyGeneration> inUse;

	/**
	 * @param owner what the application holds for as long as it is there
	 * @param inUse gives the generation in use; must not hold the owner
	 */
	public ApplicationGenerations(T owner, Function<T, PropertyGeneration> inUse) {
		this.owner = new WeakReference<>(owner);
		this.inUse = inUse;
	}

	@Override
	public PropertyGeneration get() {
		T owner = this.owner.get();
		return (owner != null) ? this.inUse.apply(owner) : PropertyGeneration.NONE;
	}

}
