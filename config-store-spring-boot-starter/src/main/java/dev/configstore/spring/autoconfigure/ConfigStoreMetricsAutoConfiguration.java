package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.actuate.ConfigStoreMetrics;
import dev.configstore.spring.actuate.ReloadJournal;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the meters of Config Store, which Boot binds to the registries
 * there are.
 */
@AutoConfiguration(after = ConfigStoreRefreshAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(value = ReloadJournal.class, search = SearchStrategy.CURRENT)
public final class ConfigStoreMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ConfigStoreMetrics configStoreMetrics(ConfigStoreRuntime runtime, ReloadJournal journal) {
		return new ConfigStoreMetrics(runtime, journal, runtime.clock());
	}

}
