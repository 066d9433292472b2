package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.bound.BindingNotes;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindingPostProcessor;

/**
 * Registers the advisor that notes bindings, last of all beans. Boot applies advisors one
 * around the other, and where their orders are equal the one that is registered last is
 * the outermost: it sees what the others ask for.
 */
final class BindingNotesRegistrar implements BeanDefinitionRegistryPostProcessor {

	private static final String NAME = "configStoreBindingNotes";

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (registry.containsBeanDefinition(ConfigurationPropertiesBindingPostProcessor.BEAN_NAME)
				&& !registry.containsBeanDefinition(NAME)) {
			RootBeanDefinition definition = new RootBeanDefinition(BindingNotes.class);
			definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
			registry.registerBeanDefinition(NAME, definition);
		}
	}

}
