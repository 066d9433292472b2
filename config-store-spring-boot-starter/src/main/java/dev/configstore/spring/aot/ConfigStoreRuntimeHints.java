package dev.configstore.spring.aot;

import java.lang.reflect.RecordComponent;
import java.util.List;

import dev.configstore.spring.settings.ConfigStoreProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/**
 * Hints for the settings, which are bound before there are beans and whose components the
 * check of the settings reads, and for the classes that are found by their names.
 */
final class ConfigStoreRuntimeHints implements RuntimeHintsRegistrar {

	/** A native image does not find a class that no hint names. */
	private static final List<String> OPTIONAL = List.of("jakarta.validation.bootstrap.GenericBootstrap",
			"org.hibernate.validator.HibernateValidator", "org.springframework.security.crypto.encrypt.TextEncryptor",
			"org.springframework.security.crypto.encrypt.BytesEncryptor");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		BindableRuntimeHintsRegistrar.forTypes(ConfigStoreProperties.class).registerHints(hints);
		registerComponents(ConfigStoreProperties.class, hints);
		OPTIONAL.forEach((name) -> hints.reflection().registerTypeIfPresent(classLoader, name));
	}

	private static void registerComponents(Class<?> settings, RuntimeHints hints) {
		for (RecordComponent component : settings.getRecordComponents()) {
			hints.reflection().registerMethod(component.getAccessor(), ExecutableMode.INVOKE);
			if (component.getType().isRecord()) {
				registerComponents(component.getType(), hints);
			}
		}
	}

}
