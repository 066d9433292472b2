package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.actuate.ReloadObservation;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration for the observation of polls and reloads.
 */
@AutoConfiguration(after = ConfigStoreRefreshAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@Conditional(OnStores.Own.class)
public final class ConfigStoreObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ReloadObservation configStoreReloadObservation(ObservationRegistry registry) {
		return new ReloadObservation(registry);
	}

}
