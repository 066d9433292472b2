package dev.configstore.spring.env;

import java.util.List;
import java.util.stream.Collectors;

import dev.configstore.spring.settings.ConfigStoreProperties;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Names a store cannot set, because write access to a store must not allow importing more
 * configuration, activating profiles, or redirecting the store itself. Compared in
 * canonical form, with the prefix.
 */
final class ForbiddenNames {

	private static final List<ConfigurationPropertyName> ROOTS = List.of(ConfigurationPropertyName.of("spring.config"),
			ConfigurationPropertyName.of("spring.profiles"), ConfigurationPropertyName.of("spring.cloud.bootstrap"),
			ConfigurationPropertyName.of("spring.cloud.config"),
			ConfigurationPropertyName.of(ConfigStoreProperties.PREFIX));

	private static final String INITIALS = ROOTS.stream()
		.map((root) -> root.toString().substring(0, 1))
		.collect(Collectors.joining());

	private ForbiddenNames() {
	}

	static boolean contains(String property) {
		if (!beginsAsOne(property)) {
			return false;
		}
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
		return ROOTS.stream().anyMatch((root) -> root.isAncestorOf(name) || root.equals(name));
	}

	/**
	 * A cheap check, because a store may have ten thousand names and few of them have to
	 * be parsed. Only letters and digits count when names are compared.
	 */
	private static boolean beginsAsOne(String property) {
		for (int i = 0; i < property.length(); i++) {
			char letter = Character.toLowerCase(property.charAt(i));
			if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
				return INITIALS.indexOf(letter) >= 0;
			}
		}
		return true;
	}

}
