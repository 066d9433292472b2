package dev.configstore.spring.refresh;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * Which prefixes a change affects: those with a changed name below or above, and those
 * with a placeholder below, which may lead anywhere.
 */
final class Affected {

	private final List<ConfigurationPropertyName> changed;

	private final List<ConfigurationPropertyName> placeholders;

	private Affected(List<ConfigurationPropertyName> changed, List<ConfigurationPropertyName> placeholders) {
		this.changed = changed;
		this.placeholders = placeholders;
	}

	static Affected by(Set<String> changed, PropertySources... sources) {
		Set<String> placeholders = new HashSet<>();
		for (PropertySources some : sources) {
			some.forEach((source) -> addPlaceholders(source, placeholders));
		}
		return new Affected(canonical(changed), canonical(placeholders));
	}

	private static void addPlaceholders(PropertySource<?> source, Set<String> placeholders) {
		if (source instanceof EnumerablePropertySource<?> enumerable
				&& !source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
			for (String name : enumerable.getPropertyNames()) {
				Object value = enumerable.getProperty(name);
				if (value instanceof CharSequence && value.toString().contains("${")) {
					placeholders.add(name);
				}
			}
		}
	}

	private static List<ConfigurationPropertyName> canonical(Set<String> names) {
		return names.stream().map((name) -> ConfigurationPropertyName.adapt(name, '.')).toList();
	}

	boolean contains(ConfigurationPropertyName prefix) {
		return this.changed.stream().anyMatch((name) -> isRelated(prefix, name))
				|| this.placeholders.stream().anyMatch((name) -> isRelated(prefix, name));
	}

	private static boolean isRelated(ConfigurationPropertyName prefix, ConfigurationPropertyName name) {
		return prefix.isAncestorOf(name) || prefix.equals(name) || name.isAncestorOf(prefix);
	}

}
