package dev.configstore.spring.runtime;

import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Carries the runtime along in the environment, as a property source without properties:
 * the bootstrap context is an application of its own, with a bootstrap registry of its
 * own, and the environment is all it gets from the one it starts.
 */
public final class RuntimePropertySource extends EnumerablePropertySource<ConfigurableEnvironment> {

	private static final String NAME = "configStoreRuntime";

	private static final String[] NO_NAMES = {};

	private RuntimePropertySource(ConfigStoreRuntime runtime) {
		super(NAME, new Carrier(runtime));
	}

	public static void add(ConfigStoreRuntime runtime, ConfigurableEnvironment environment) {
		environment.getPropertySources().addLast(new RuntimePropertySource(runtime));
	}

	/**
	 * Return the runtime in an environment, also where another library has wrapped its
	 * property sources.
	 */
	public static @Nullable ConfigStoreRuntime find(Environment environment) {
		PropertySource<?> source = (environment instanceof ConfigurableEnvironment configurable)
				? configurable.getPropertySources().get(NAME) : null;
		return (source != null && source.getSource() instanceof Carrier carrier) ? carrier.runtime.get() : null;
	}

	public static void removeFrom(ConfigurableEnvironment environment) {
		environment.getPropertySources().remove(NAME);
	}

	/**
	 * Hand the runtime of an environment to another one, which a refresh made of it.
	 * @param from the environment of the running application
	 * @param to the environment of the refresh
	 */
	public static void copy(ConfigurableEnvironment from, ConfigurableEnvironment to) {
		ConfigStoreRuntime runtime = find(from);
		if (runtime != null && find(to) == null) {
			add(runtime, to);
		}
	}

	@Override
	public String[] getPropertyNames() {
		return NO_NAMES;
	}

	@Override
	public @Nullable Object getProperty(String name) {
		return null;
	}

	/**
	 * An environment without sources: Boot flattens a source that is made of one, and
	 * this one costs look-ups nothing then.
	 */
	private static final class Carrier extends AbstractEnvironment {

		/** The application holds it, and caches may keep its environment for longer. */
		private final WeakReference<ConfigStoreRuntime> runtime;

		Carrier(ConfigStoreRuntime runtime) {
			this.runtime = new WeakReference<>(runtime);
		}

		@Override
		public String toString() {
			return "config-store";
		}

	}

}
