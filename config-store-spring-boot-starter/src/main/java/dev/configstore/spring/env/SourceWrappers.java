package dev.configstore.spring.env;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.bootstrap.config.BootstrapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Finds what others have wrapped around a source of ours in the environments that it is
 * in. They put it into the place of the source at any time, without notice: it is looked
 * for at each look-up, which costs a walk over the sources.
 */
final class SourceWrappers {

	private final ConfigStorePropertySource source;

	private volatile List<WeakReference<ConfigurableEnvironment>> environments = List.of();

	private volatile @Nullable SourceWrapper last;

	private volatile boolean held;

	SourceWrappers(ConfigStorePropertySource source) {
		this.source = source;
	}

	synchronized void lookIn(ConfigurableEnvironment environment) {
		List<WeakReference<ConfigurableEnvironment>> environments = new ArrayList<>(this.environments);
		environments.removeIf((known) -> known.get() == null || known.get() == environment);
		environments.add(new WeakReference<>(environment));
		this.environments = List.copyOf(environments);
	}

	/**
	 * Return what is wrapped around the source now.
	 * @return the wrapper, or {@code null} if there is none
	 */
	@Nullable SourceWrapper find() {
		SourceWrapper last = this.last;
		if (last != null && this.held) {
			return last;
		}
		for (WeakReference<ConfigurableEnvironment> known : this.environments) {
			ConfigurableEnvironment environment = known.get();
			PropertySource<?> found = (environment != null) ? find(environment) : null;
			if (found != null) {
				return (last != null && last.isOf(found)) ? last : use(found);
			}
		}
		return null;
	}

	private SourceWrapper use(PropertySource<?> found) {
		SourceWrapper wrapper = new SourceWrapper(this.source, found);
		this.last = wrapper;
		return wrapper;
	}

	private @Nullable PropertySource<?> find(ConfigurableEnvironment environment) {
		Object view = this.source.getSource();
		for (PropertySource<?> each : environment.getPropertySources()) {
			if (each.getSource() == view && isForeign(each)) {
				return each;
			}
		}
		return null;
	}

	/**
	 * Spring Cloud's wrapper of the bootstrap context changes nothing but the name; a
	 * proxy of it does.
	 */
	static boolean isForeign(PropertySource<?> source) {
		return !(source instanceof ConfigStorePropertySource || (source.getClass() == BootstrapPropertySource.class
				&& !isForeign(((BootstrapPropertySource<?>) source).getDelegate())));
	}

	/**
	 * Go on with the present wrapper while a refresh has the source itself in its place.
	 */
	void hold(boolean held) {
		this.held = held;
	}

}
