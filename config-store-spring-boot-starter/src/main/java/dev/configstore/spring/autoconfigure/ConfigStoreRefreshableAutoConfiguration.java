package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.Refreshable;
import dev.configstore.spring.dryrun.Refreshables;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

/**
 * Auto-configuration for {@link Refreshable}, in every application: with stores it
 * follows them, and without, because the application has no import or
 * {@code config-store.enabled=false}, it keeps what the environment had when it was
 * injected. {@link RefreshableInitializer} registers it where auto-configurations are
 * left out.
 */
@AutoConfiguration
public final class ConfigStoreRefreshableAutoConfiguration {

	@Bean
	@Lazy
	@Conditional(OnStores.OwnOrNoneAbove.class)
	Refreshables configStoreRefreshables(ConfigurableApplicationContext context) {
		ConfigStoreRuntime runtime = OnStores.own(context.getBeanFactory());
		return new Refreshables((runtime != null) ? runtime : ConfigStoreRuntime.withoutStores(), context);
	}

	/**
	 * The injection point decides the type. Without an injection point there is no bean.
	 */
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	<T> @Nullable Refreshable<T> configStoreRefreshable(ConfigurableApplicationContext context, Refreshables views) {
		Class<?> type = RefreshableInjection.type(context.getBeanFactory());
		return (type != null) ? view(views, type, context) : null;
	}

	@SuppressWarnings("unchecked")
	private static <T> Refreshable<T> view(Refreshables views, Class<?> type, ConfigurableApplicationContext context) {
		return (Refreshable<T>) views.view(type, context);
	}

}
