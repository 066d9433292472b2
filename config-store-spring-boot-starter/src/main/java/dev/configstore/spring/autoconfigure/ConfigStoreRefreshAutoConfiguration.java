package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.env.ConfigStoreRuntime;
import dev.configstore.spring.refresh.ConfigStoreContextRefresher;
import dev.configstore.spring.refresh.ConfigStoreRebinder;
import dev.configstore.spring.refresh.ConfigStoreRefresher;
import dev.configstore.spring.refresh.HoldingConfigDataContextRefresher;
import dev.configstore.spring.refresh.LockedConfigurationPropertiesBeans;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindingPostProcessor;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration.RefreshProperties;
import org.springframework.cloud.context.properties.ConfigurationPropertiesBeans;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.cloud.util.ConditionalOnBootstrapDisabled;
import org.springframework.cloud.util.ConditionalOnBootstrapEnabled;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration for changes of the stores that reach the running application.
 */
@AutoConfiguration(after = { ConfigStoreAutoConfiguration.class, ConfigurationPropertiesAutoConfiguration.class },
		before = { ConfigurationPropertiesRebinderAutoConfiguration.class, RefreshAutoConfiguration.class })
@ConditionalOnClass(ContextRefresher.class)
@Conditional(OnLoadedStores.class)
public final class ConfigStoreRefreshAutoConfiguration {

	private static final String REFRESH_ENABLED = RefreshAutoConfiguration.REFRESH_SCOPE_ENABLED;

	@Bean
	@ConditionalOnBean(ConfigurationPropertiesBindingPostProcessor.class)
	@ConditionalOnMissingBean(value = ConfigurationPropertiesBeans.class, search = SearchStrategy.CURRENT)
	static LockedConfigurationPropertiesBeans configurationPropertiesBeans() {
		return new LockedConfigurationPropertiesBeans();
	}

	/** Where Spring Cloud's own would be, which gives way to it. */
	@Bean
	@ConditionalOnBean(ConfigurationPropertiesBindingPostProcessor.class)
	@ConditionalOnMissingBean(value = ConfigurationPropertiesRebinder.class, search = SearchStrategy.CURRENT)
	static ConfigStoreRebinder configurationPropertiesRebinder(ConfigurationPropertiesBeans beans) {
		return new ConfigStoreRebinder(beans);
	}

	@Bean
	@ConditionalOnBean(value = ConfigStoreRuntime.class, search = SearchStrategy.CURRENT)
	ConfigStoreRefresher configStoreRefresher(ConfigStoreRuntime runtime, ConfigurableApplicationContext context,
			ObjectProvider<ConfigurationPropertiesRebinder> rebinder, ObjectProvider<RefreshScope> refreshScope) {
		boolean refresh = context.getEnvironment().getProperty(REFRESH_ENABLED, Boolean.class, true);
		ConfigurationPropertiesRebinder local = refresh ? rebinder.getIfAvailable() : null;
		return new ConfigStoreRefresher(runtime, context,
				(local instanceof ConfigStoreRebinder configStoreRebinder) ? configStoreRebinder : null,
				refreshScope.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean(ContextRefresher.class)
	@ConditionalOnBootstrapDisabled
	@ConditionalOnBooleanProperty(name = REFRESH_ENABLED, matchIfMissing = true)
	HoldingConfigDataContextRefresher configStoreConfigDataContextRefresher(ConfigurableApplicationContext context,
			RefreshScope scope, RefreshProperties properties, ConfigStoreRuntime runtime) {
		return new HoldingConfigDataContextRefresher(context, scope, properties, runtime);
	}

	@Bean
	@ConditionalOnMissingBean(ContextRefresher.class)
	@ConditionalOnBootstrapEnabled
	@ConditionalOnBooleanProperty(name = REFRESH_ENABLED, matchIfMissing = true)
	ConfigStoreContextRefresher configStoreContextRefresher(ConfigurableApplicationContext context, RefreshScope scope,
			RefreshProperties properties, ConfigStoreRuntime runtime) {
		return new ConfigStoreContextRefresher(context, scope, properties, runtime);
	}

}
