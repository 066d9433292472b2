package dev.configstore.spring.env;

import java.util.List;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Names a store cannot set, because whoever may write a store must not be able to import
 * more configuration, to activate profiles, or to redirect the store itself. Compared in
 * canonical form, after the prefix was put before.
 */
final class DroppedNames {

	private static final List<ConfigurationPropertyName> ROOTS = List.of(ConfigurationPropertyName.of("spring.config"),
			ConfigurationPropertyName.of("spring.profiles"), ConfigurationPropertyName.of("spring.cloud.bootstrap"),
			ConfigurationPropertyName.of("spring.cloud.config"),
			ConfigurationPropertyName.of(ConfigStoreProperties.PREFIX));

	private DroppedNames() {
	}

	static boolean contains(String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
		return ROOTS.stream().anyMatch((root) -> root.isAncestorOf(name) || root.equals(name));
	}

}
