package dev.configstore.spring.difference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds the names whose values hold a placeholder. A source that is known to be immutable
 * is searched once. A source that keeps these names itself is not searched. Others are
 * searched each time, which is cheap where they are small. Keeps no source alive.
 */
public final class PlaceholderScan {

	private static final Logger logger = LoggerFactory.getLogger(PlaceholderScan.class);

	private final Function<PropertySource<?>, @Nullable Collection<String>> known;

	private final WeakIdentityMap<Object, List<String>> immutable = new WeakIdentityMap<>();

	/**
	 * Create what finds names.
	 * @param known returns the names of a source that keeps them itself, or {@code null};
	 * it must not search at each call
	 */
	public PlaceholderScan(Function<PropertySource<?>, @Nullable Collection<String>> known) {
		this.known = known;
	}

	/**
	 * Return the names in all sources.
	 */
	public Set<String> in(PropertySources sources) {
		Set<String> names = new LinkedHashSet<>();
		sources.forEach((source) -> add(source, names));
		return names;
	}

	private void add(PropertySource<?> source, Set<String> names) {
		if (ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
			return;
		}
		Collection<String> known = this.known.apply(source);
		if (known != null) {
			names.addAll(known);
		}
		else if (source.getSource() instanceof ConfigurableEnvironment nested) {
			nested.getPropertySources().forEach((each) -> add(each, names));
		}
		else if (source instanceof EnumerablePropertySource<?> enumerable) {
			names.addAll((isImmutable(source)) ? once(enumerable) : search(enumerable));
		}
	}

	private static boolean isImmutable(PropertySource<?> source) {
		return source instanceof SystemEnvironmentPropertySource
				|| (source instanceof OriginTrackedMapPropertySource tracked && tracked.isImmutable());
	}

	private List<String> once(EnumerablePropertySource<?> source) {
		Object key = source.getSource();
		List<String> names = this.immutable.get(key);
		if (names == null) {
			names = search(source);
			this.immutable.putIfAbsent(key, names);
		}
		return names;
	}

	private static List<String> search(EnumerablePropertySource<?> source) {
		List<String> names = new ArrayList<>();
		try {
			for (String name : source.getPropertyNames()) {
				if (Chain.isText(source.getProperty(name))) {
					names.add((source instanceof SystemEnvironmentPropertySource)
							? ConfigurationPropertyName.adapt(name, '_').toString() : name);
				}
			}
		}
		catch (RuntimeException ex) {
			// A source of somebody else's must not keep the change from the beans.
			logger.debug("A property source cannot be read: {}", ex.getClass().getName());
		}
		return names;
	}

}
