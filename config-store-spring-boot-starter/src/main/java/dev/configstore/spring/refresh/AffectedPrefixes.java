package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Which prefixes of {@code @ConfigurationProperties} a change affects: those above or
 * below a changed name, in any of its relaxed forms, and those that hold a placeholder,
 * because what that resolves to is not known without resolving everything.
 */
final class AffectedPrefixes {

	private static final Logger logger = LoggerFactory.getLogger(AffectedPrefixes.class);

	private static final String PLACEHOLDER = "${";

	private final List<ConfigurationPropertyName> names = new ArrayList<>();

	AffectedPrefixes(Set<String> changed, Environment environment) {
		changed.forEach((name) -> this.names.add(ConfigurationPropertyName.adapt(name, '.')));
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				addPlaceholders(iterable);
			}
		}
	}

	private void addPlaceholders(IterableConfigurationPropertySource source) {
		try {
			source.forEach((name) -> {
				ConfigurationProperty property = source.getConfigurationProperty(name);
				if (property != null && property.getValue() instanceof CharSequence text
						&& text.toString().contains(PLACEHOLDER)) {
					this.names.add(name);
				}
			});
		}
		catch (RuntimeException ex) {
			// A source of somebody else's must not keep the change from the others.
			logger.debug("A property source cannot be read: {}", FailureText.of(ex));
		}
	}

	boolean contain(ConfigurationPropertyName prefix) {
		return this.names.stream()
			.anyMatch((name) -> prefix.equals(name) || prefix.isAncestorOf(name) || name.isAncestorOf(prefix));
	}

}
