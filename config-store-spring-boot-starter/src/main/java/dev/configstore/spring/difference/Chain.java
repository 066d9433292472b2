package dev.configstore.spring.difference;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySources;
import org.springframework.util.PropertyPlaceholderHelper;
import org.springframework.util.SystemPropertyUtils;

/**
 * Follows placeholders through property sources as Boot's binder does, and knows which
 * names they have asked for. What is random is the same each time.
 */
final class Chain {

	private static final String RANDOM = "random.";

	private final PropertySources sources;

	private final PropertyPlaceholderHelper helper = new PropertyPlaceholderHelper(
			SystemPropertyUtils.PLACEHOLDER_PREFIX, SystemPropertyUtils.PLACEHOLDER_SUFFIX,
			SystemPropertyUtils.VALUE_SEPARATOR, SystemPropertyUtils.ESCAPE_CHARACTER, true);

	Chain(PropertySources sources) {
		this.sources = sources;
	}

	static boolean isText(@Nullable Object value) {
		return value instanceof CharSequence text && text.toString().contains(SystemPropertyUtils.PLACEHOLDER_PREFIX);
	}

	Object resolve(Object value) {
		return (isText(value)) ? follow(value.toString(), (name) -> {
		}) : value;
	}

	/**
	 * Return the names that the placeholders of a value ask for.
	 */
	Set<ConfigurationPropertyName> asked(@Nullable Object value) {
		Set<ConfigurationPropertyName> asked = new HashSet<>();
		if (value != null && isText(value)) {
			follow(value.toString(), (name) -> asked.add(ConfigurationPropertyName.adapt(name, '.')));
		}
		return asked;
	}

	private String follow(String text, Consumer<String> asked) {
		try {
			return this.helper.replacePlaceholders(text, (name) -> {
				if (name.startsWith(RANDOM)) {
					return RANDOM;
				}
				asked.accept(name);
				Object value = lookUp(this.sources, name);
				return (value != null) ? value.toString() : null;
			});
		}
		catch (RuntimeException ex) {
			// A circle; binding will say so.
			return text;
		}
	}

	static @Nullable Object lookUp(PropertySources sources, String name) {
		for (PropertySource<?> source : sources) {
			Object value = source.getProperty(name);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

}
