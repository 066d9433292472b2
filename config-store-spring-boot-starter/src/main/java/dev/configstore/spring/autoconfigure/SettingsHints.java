package dev.configstore.spring.autoconfigure;

import java.lang.reflect.RecordComponent;

import dev.configstore.spring.env.ConfigStoreProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/**
 * Hints for the settings: they are bound before there are beans, and
 * {@link SettingsCheck} reads their components.
 */
final class SettingsHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		BindableRuntimeHintsRegistrar.forTypes(ConfigStoreProperties.class).registerHints(hints);
		registerComponents(ConfigStoreProperties.class, hints);
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
