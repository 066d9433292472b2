package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.actuate.ConfigStoreEndpoint;
import dev.configstore.spring.actuate.ConfigStoreEndpointWebExtension;
import dev.configstore.spring.actuate.ReloadJournal;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.scope.NotificationStatus;
import dev.configstore.spring.update.BeanUpdater;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the endpoint {@code configstore}.
 */
@AutoConfiguration(after = ConfigStoreRefreshAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(value = ReloadJournal.class, search = SearchStrategy.CURRENT)
@ConditionalOnAvailableEndpoint(ConfigStoreEndpoint.class)
@EnableConfigurationProperties(ConfigStoreEndpointProperties.class)
public final class ConfigStoreEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ConfigStoreEndpoint configStoreEndpoint(ConfigStoreRuntime runtime, ReloadJournal journal,
			ObjectProvider<BeanUpdater> updater, NotificationStatus notifications,
			ObjectProvider<SanitizingFunction> sanitizingFunctions, ConfigStoreEndpointProperties properties) {
		return new ConfigStoreEndpoint(runtime, journal,
				() -> updater.stream().flatMap((each) -> each.remarks().stream()).toList(), notifications,
				sanitizingFunctions.orderedStream().toList(), properties.showValues(), runtime.clock());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ConfigStoreEndpointWebExtension configStoreEndpointWebExtension(ConfigStoreEndpoint endpoint,
			ConfigStoreEndpointProperties properties) {
		return new ConfigStoreEndpointWebExtension(endpoint, properties.showValues(), properties.roles());
	}

}
