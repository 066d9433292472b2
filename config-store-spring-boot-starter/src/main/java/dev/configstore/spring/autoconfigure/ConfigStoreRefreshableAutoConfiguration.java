package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.Refreshable;
import dev.configstore.spring.dryrun.Refreshables;
import dev.configstore.spring.runtime.ConfigStoreRuntime;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.util.Assert;

/**
 * Auto-configuration for {@link Refreshable}, in every application: with stores it
 * follows them, and without, because the application has no import or
 * {@code config-store.enabled=false}, it keeps what the environment had when it was
 * injected. {@link RefreshableInitializer} registers it where auto-configurations are
 * left out.
 */
@AutoConfiguration
@Conditional(OnStores.OwnOrNoneAbove.class)
public final class ConfigStoreRefreshableAutoConfiguration {

	@Bean
	@Lazy
	Refreshables configStoreRefreshables(ConfigurableApplicationContext context) {
		ConfigStoreRuntime runtime = OnStores.own(context.getBeanFactory());
		return new Refreshables((runtime != null) ? runtime : ConfigStoreRuntime.withoutStores(), context);
	}

	/** The injection point decides the type. */
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	<T> Refreshable<T> configStoreRefreshable(DependencyDescriptor injection, Refreshables views) {
		Class<?> type = injection.getResolvableType().as(Refreshable.class).getGeneric(0).resolve();
		Assert.state(type != null, "A Refreshable is injected for a type: Refreshable<DbProperties>");
		return view(views, type);
	}

	@SuppressWarnings("unchecked")
	private static <T> Refreshable<T> view(Refreshables views, Class<?> type) {
		return (Refreshable<T>) views.view(type);
	}

}
