package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.settings.ConfigStoreProperties;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration for the stores an application reads: one
 * {@link dev.configstore.ConfigStore} for each.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = ConfigStoreProperties.PREFIX + ".enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConfigStoreProperties.class)
@Import(StoreBeans.class)
public final class ConfigStoreAutoConfiguration {

	@Bean
	SettingsCheck configStoreSettingsCheck(ApplicationContext context, ConfigStoreProperties settings) {
		return new SettingsCheck(context, settings);
	}

}
