package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.actuate.ConfigStoreHealthIndicator;
import dev.configstore.spring.actuate.ReloadJournal;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.scope.NotificationStatus;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the health component {@code configStore}.
 */
@AutoConfiguration(after = ConfigStoreRefreshAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(value = ReloadJournal.class, search = SearchStrategy.CURRENT)
@ConditionalOnEnabledHealthIndicator("config-store")
public final class ConfigStoreHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "configStoreHealthIndicator")
	ConfigStoreHealthIndicator configStoreHealthIndicator(ConfigStoreRuntime runtime, ReloadJournal journal,
			NotificationStatus notifications) {
		return new ConfigStoreHealthIndicator(runtime, journal, notifications, runtime.clock());
	}

}
