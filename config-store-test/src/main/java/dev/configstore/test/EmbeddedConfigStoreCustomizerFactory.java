package dev.configstore.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/**
 * Keeps contexts apart whose {@link EmbeddedConfigStore} differs.
 */
final class EmbeddedConfigStoreCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		return EmbeddedConfigStoreCustomizer.of(testClass);
	}

}
