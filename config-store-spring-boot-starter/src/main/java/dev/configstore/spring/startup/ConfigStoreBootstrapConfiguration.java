package dev.configstore.spring.startup;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.runtime.RuntimePropertySource;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Opens the second door in the bootstrap context.
 */
@Configuration(proxyBeanMethods = false)
class ConfigStoreBootstrapConfiguration {

	@Bean
	ConfigStorePropertySourceLocator configStorePropertySourceLocator(BeanFactory beans, Environment environment) {
		ConfigStoreRuntime runtime = RuntimePropertySource.find(environment);
		if (runtime != null && !runtime.isRunning()) {
			// Not by the locator: after a restart in place Spring Cloud uses the first
			// one.
			runtime.bootstrap().beans(beans);
		}
		return new ConfigStorePropertySourceLocator();
	}

}
