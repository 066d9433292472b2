package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.configstore.spring.env.PlaceholderNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Which prefixes a change affects: those with a changed name below or above, and those
 * with a placeholder below, which may lead anywhere.
 */
final class AffectedPrefixes {

	private static final Logger logger = LoggerFactory.getLogger(AffectedPrefixes.class);

	private final List<ConfigurationPropertyName> changed;

	private final List<ConfigurationPropertyName> placeholders;

	private AffectedPrefixes(List<ConfigurationPropertyName> changed, List<ConfigurationPropertyName> placeholders) {
		this.changed = changed;
		this.placeholders = placeholders;
	}

	static AffectedPrefixes by(Set<String> changed, PropertySources... sources) {
		List<ConfigurationPropertyName> placeholders = new ArrayList<>();
		for (PropertySources some : sources) {
			addPlaceholders(some, placeholders);
		}
		return new AffectedPrefixes(canonical(changed), placeholders);
	}

	/**
	 * Values first: only the few names with a placeholder have to be understood, and not
	 * ten thousand for each change.
	 */
	private static void addPlaceholders(PropertySources sources, List<ConfigurationPropertyName> placeholders) {
		for (PropertySource<?> source : sources) {
			if (source.getSource() instanceof ConfigurableEnvironment nested) {
				addPlaceholders(nested.getPropertySources(), placeholders);
			}
			else if (source.getSource() instanceof PlaceholderNames known) {
				known.placeholderNames()
					.forEach((name) -> placeholders.add(ConfigurationPropertyName.adapt(name, '.')));
			}
			else if (source instanceof EnumerablePropertySource<?> enumerable) {
				addPlaceholders(enumerable, placeholders);
			}
		}
	}

	private static void addPlaceholders(EnumerablePropertySource<?> source,
			List<ConfigurationPropertyName> placeholders) {
		char separator = (source instanceof SystemEnvironmentPropertySource) ? '_' : '.';
		try {
			for (String name : source.getPropertyNames()) {
				if (source.getProperty(name) instanceof CharSequence text && text.toString().contains("${")) {
					placeholders.add(ConfigurationPropertyName.adapt(name, separator));
				}
			}
		}
		catch (RuntimeException ex) {
			// A source of somebody else's must not keep the change from the beans.
			logger.debug("A property source cannot be read: {}", BindFailures.describe(ex));
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
