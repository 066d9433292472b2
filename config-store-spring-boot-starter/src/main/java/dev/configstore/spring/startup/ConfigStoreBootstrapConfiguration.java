package dev.configstore.spring.startup;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Opens the second door in the bootstrap context.
 */
@Configuration(proxyBeanMethods = false)
class ConfigStoreBootstrapConfiguration {

	@Bean
	ConfigStorePropertySourceLocator configStorePropertySourceLocator(BeanFactory beans) {
		return new ConfigStorePropertySourceLocator(beans);
	}

}
