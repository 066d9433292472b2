package dev.configstore.spring.env;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A look-up, on the thread that makes it, that goes through what another library has
 * wrapped around a source of ours: it asks the wrapper, and the wrapper asks the source.
 * The source answers with the generation that the look-up is for, and whether it was
 * asked tells whether the wrapper keeps values.
 */
final class WrappedRead {

	private static final ThreadLocal<@Nullable WrappedRead> HERE = new ThreadLocal<>();

	private final ConfigStorePropertySource source;

	private final String name;

	private final @Nullable LocationProperties bound;

	private final @Nullable WrappedRead outer;

	private boolean asked;

	private WrappedRead(ConfigStorePropertySource source, String name, @Nullable LocationProperties bound,
			@Nullable WrappedRead outer) {
		this.source = source;
		this.name = name;
		this.bound = bound;
		this.outer = outer;
	}

	/**
	 * Ask a wrapper.
	 * @param name what is looked up; empty for the names of all properties
	 * @param bound what the source answers with; {@code null} for what is in use
	 * @param wrapper asks the wrapper
	 */
	static <T extends @Nullable Object> Answer<T> ask(ConfigStorePropertySource source, String name,
			@Nullable LocationProperties bound, Supplier<T> wrapper) {
		WrappedRead outer = HERE.get();
		WrappedRead read = new WrappedRead(source, name, bound, outer);
		HERE.set(read);
		try {
			return new Answer<>(wrapper.get(), read.asked);
		}
		finally {
			if (outer != null) {
				HERE.set(outer);
			}
			else {
				HERE.remove();
			}
		}
	}

	/**
	 * Return whether this thread is inside such a look-up: a wrapper that asks the
	 * environment for the same name is answered by the source.
	 */
	static boolean isUnderWay(ConfigStorePropertySource source, String name) {
		for (WrappedRead read = HERE.get(); read != null; read = read.outer) {
			if (read.source == source && read.name.equals(name)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return what a source answers with on this thread, and record that it was asked.
	 * @return the properties, or {@code null} for what is in use
	 */
	static @Nullable LocationProperties bound(ConfigStorePropertySource source) {
		LocationProperties bound = null;
		for (WrappedRead read = HERE.get(); read != null; read = read.outer) {
			if (read.source == source) {
				read.asked = true;
				bound = (bound != null) ? bound : read.bound;
			}
		}
		return bound;
	}

	/**
	 * What a wrapper said.
	 *
	 * @param value the answer
	 * @param asked whether it asked the source; it has kept the value otherwise
	 */
	record Answer<T extends @Nullable Object>(T value, boolean asked) {

	}

}
