package dev.configstore.spring.scope;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * A property source without properties, before all others, which hears the names that a
 * thread asks for. Not enumerable, or Boot would not ask it; and made around a
 * {@link Random}, because of such a source Boot knows that nothing stands below a prefix.
 */
final class LookUpRecorder extends PropertySource<Random> {

	private static final String NAME = "configStoreLookUps";

	private static final String ATTACHED = "configurationProperties";

	private final ThreadLocal<@Nullable Set<String>> asked = new ThreadLocal<>();

	LookUpRecorder() {
		super(NAME, new Random(0));
	}

	/**
	 * Begin to listen. Each look-up in the environment costs a little more from then on.
	 */
	void listenTo(MutablePropertySources sources) {
		PropertySource<?> attached = sources.get(ATTACHED);
		if (attached != null && ConfigurationPropertySources.isAttachedConfigurationPropertySource(attached)) {
			sources.addAfter(ATTACHED, this);
		}
		else {
			sources.addFirst(this);
		}
	}

	/**
	 * Return the names that are asked for while something runs on this thread.
	 */
	Set<String> during(Runnable code) {
		Set<String> outer = this.asked.get();
		Set<String> names = new TreeSet<>();
		this.asked.set(names);
		try {
			code.run();
			return Set.copyOf(names);
		}
		finally {
			this.asked.set(outer);
		}
	}

	@Override
	public @Nullable Object getProperty(String name) {
		Set<String> asked = this.asked.get();
		if (asked != null) {
			asked.add(name);
		}
		return null;
	}

}
