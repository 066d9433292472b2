package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.refresh.BootstrapContextRefresher;
import dev.configstore.spring.refresh.ImportContextRefresher;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.settings.ConfigStoreProperties;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration.RefreshProperties;
import org.springframework.cloud.context.refresh.ConfigDataContextRefresher;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.cloud.context.refresh.LegacyContextRefresher;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.cloud.util.ConditionalOnBootstrapDisabled;
import org.springframework.cloud.util.ConditionalOnBootstrapEnabled;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the refreshers that use the runtime, in place of Spring Cloud's.
 */
@AutoConfiguration(before = RefreshAutoConfiguration.class)
@ConditionalOnBean(ConfigStoreRuntime.class)
@ConditionalOnBooleanProperty(name = ConfigStoreProperties.PREFIX + ".enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "spring.cloud.refresh.enabled", matchIfMissing = true)
public final class ConfigStoreContextRefresherAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(ContextRefresher.class)
	@ConditionalOnBootstrapDisabled
	ConfigDataContextRefresher configDataContextRefresher(ConfigurableApplicationContext context, RefreshScope scope,
			RefreshProperties properties, ConfigStoreRuntime runtime) {
		return new ImportContextRefresher(context, scope, properties, runtime);
	}

	@Bean
	@ConditionalOnMissingBean(ContextRefresher.class)
	@ConditionalOnBootstrapEnabled
	LegacyContextRefresher legacyContextRefresher(ConfigurableApplicationContext context, RefreshScope scope,
			RefreshProperties properties, ConfigStoreRuntime runtime) {
		return new BootstrapContextRefresher(context, scope, properties, runtime);
	}

}
