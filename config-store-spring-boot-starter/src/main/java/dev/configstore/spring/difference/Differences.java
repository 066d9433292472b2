package dev.configstore.spring.difference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySources;

/**
 * What differs: a name that was added or removed, or resolves to another value in the
 * whole environment, and a name that refers to such a name by a placeholder, a nested one
 * or one in a default. Values are compared and never kept.
 * <p>
 * The names that hold a placeholder are found by {@link PlaceholderScan}, which looks at
 * each immutable source once.
 */
public final class Differences {

	private final PlaceholderScan placeholders;

	/**
	 * Create what compares.
	 * @param placeholders knows which names hold a placeholder
	 */
	public Differences(PlaceholderScan placeholders) {
		this.placeholders = placeholders;
	}

	/**
	 * Return what differs between two states of an environment.
	 * @param raw the names whose own values differ; only these, and what refers to them,
	 * can differ
	 * @param before the sources as they were
	 * @param after the sources as they will be
	 * @return the names that differ
	 */
	public ChangedNames between(Collection<String> raw, PropertySources before, PropertySources after) {
		Chain chain = new Chain(after);
		Chain chainBefore = new Chain(before);
		Iterable<ConfigurationPropertySource> viewBefore = view(before);
		Iterable<ConfigurationPropertySource> viewAfter = view(after);
		Set<String> changed = new LinkedHashSet<>();
		for (String name : raw) {
			Object was = value(viewBefore, before, name);
			Object is = value(viewAfter, after, name);
			if (!Objects.deepEquals(was, is) && ((was == null || is == null)
					|| !Objects.deepEquals(chainBefore.resolve(was), chain.resolve(is)))) {
				changed.add(name);
			}
		}
		return referring(changed, raw, chain, after);
	}

	/**
	 * Return what differs after somebody else's event, where it is not known what was
	 * before: what the event names, and what refers to that.
	 * @param named the names in the event
	 * @param sources the sources as they are
	 * @return the names that differ
	 */
	public ChangedNames named(Collection<String> named, PropertySources sources) {
		return referring(new LinkedHashSet<>(named), named, new Chain(sources), sources);
	}

	private ChangedNames referring(Set<String> changed, Collection<String> raw, Chain chain, PropertySources sources) {
		if (changed.isEmpty()) {
			return ChangedNames.of(changed);
		}
		Set<ConfigurationPropertyName> known = new HashSet<>();
		changed.forEach((name) -> known.add(ConfigurationPropertyName.adapt(name, '.')));
		List<String> referring = new ArrayList<>();
		Iterable<ConfigurationPropertySource> view = view(sources);
		for (String name : this.placeholders.in(sources)) {
			if (!known.contains(ConfigurationPropertyName.adapt(name, '.'))
					&& chain.asked(value(view, sources, name)).stream().anyMatch(known::contains)) {
				referring.add(name);
			}
		}
		changed.addAll(referring);
		return ChangedNames.of(changed);
	}

	/**
	 * Return the sources as Boot reads them. Those that are attached have an index.
	 */
	@SuppressWarnings("unchecked")
	private static Iterable<ConfigurationPropertySource> view(PropertySources sources) {
		for (PropertySource<?> source : sources) {
			if (ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)
					&& source.getSource() instanceof Iterable<?> attached) {
				return (Iterable<ConfigurationPropertySource>) attached;
			}
		}
		return ConfigurationPropertySources.from(sources);
	}

	/**
	 * Return the value of a name in the whole environment, in any spelling. A name that
	 * is not valid for Boot is looked up as it stands.
	 */
	private static @Nullable Object value(Iterable<ConfigurationPropertySource> view, PropertySources sources,
			String name) {
		ConfigurationPropertyName known = ConfigurationPropertyName.adapt(name, '.');
		if (!known.isEmpty()) {
			for (ConfigurationPropertySource source : view) {
				ConfigurationProperty property = source.getConfigurationProperty(known);
				if (property != null) {
					return property.getValue();
				}
			}
		}
		return Chain.lookUp(sources, name);
	}

}
