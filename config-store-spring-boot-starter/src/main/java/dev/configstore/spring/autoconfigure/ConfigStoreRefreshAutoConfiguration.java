package dev.configstore.spring.autoconfigure;

import java.time.InstantSource;

import dev.configstore.reload.ReloadObserver;
import dev.configstore.spring.Refreshable;
import dev.configstore.spring.actuate.ReloadJournal;
import dev.configstore.spring.bound.BindingNotes;
import dev.configstore.spring.bound.BoundBeanNames;
import dev.configstore.spring.refresh.ConfigStoreRebinder;
import dev.configstore.spring.dryrun.Refreshables;
import dev.configstore.spring.refresh.ReloadLifecycle;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.settings.ConfigStoreProperties.ScopeRefresh;
import dev.configstore.spring.update.BeanUpdater;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindingPostProcessor;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.properties.ConfigurationPropertiesBeans;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Scope;

/**
 * Auto-configuration for the update of a running application when its stores change.
 */
@AutoConfiguration(after = { ConfigStoreAutoConfiguration.class, ConfigurationPropertiesAutoConfiguration.class },
		before = { ConfigurationPropertiesRebinderAutoConfiguration.class, RefreshAutoConfiguration.class })
@ConditionalOnClass(ContextRefresher.class)
@Conditional(OnStores.Loaded.class)
public final class ConfigStoreRefreshAutoConfiguration {

	private static final String REFRESH_ENABLED = RefreshAutoConfiguration.REFRESH_SCOPE_ENABLED;

	@Bean
	@ConditionalOnBean(ConfigurationPropertiesBindingPostProcessor.class)
	static BindingNotesRegistrar configStoreBindingNotesRegistrar() {
		return new BindingNotesRegistrar();
	}

	@Bean
	@ConditionalOnBean(ConfigurationPropertiesBindingPostProcessor.class)
	@ConditionalOnMissingBean(value = ConfigurationPropertiesBeans.class, search = SearchStrategy.CURRENT)
	static BoundBeanNames configurationPropertiesBeans(BindingNotes notes) {
		return new BoundBeanNames(notes);
	}

	@Bean
	@ConditionalOnBean(ConfigurationPropertiesBindingPostProcessor.class)
	static BeanUpdater configStoreBeanUpdater(ConfigurableApplicationContext context, BindingNotes notes) {
		return new BeanUpdater(context, notes);
	}

	/** Replaces Spring Cloud's own, which is conditional on a missing bean. */
	@Bean
	@ConditionalOnBean(ConfigurationPropertiesBindingPostProcessor.class)
	@ConditionalOnMissingBean(value = ConfigurationPropertiesRebinder.class, search = SearchStrategy.CURRENT)
	static ConfigStoreRebinder configurationPropertiesRebinder(ConfigurationPropertiesBeans beans,
			ConfigurableApplicationContext context, BeanUpdater updater, ObjectProvider<Refreshables> views) {
		return new ConfigStoreRebinder(beans, context, updater, OnStores.own(context.getBeanFactory()), views);
	}

	@Bean
	@Conditional(OnStores.Own.class)
	ReloadLifecycle configStoreReloadLifecycle(ConfigStoreRuntime runtime, ConfigurableApplicationContext context,
			ObjectProvider<BeanUpdater> updater, ObjectProvider<RefreshScope> refreshScope, Refreshables views,
			ObjectProvider<ReloadObserver> observers) {
		observers.orderedStream().forEach(runtime.stores()::addObserver);
		boolean refresh = context.getEnvironment().getProperty(REFRESH_ENABLED, Boolean.class, true);
		return new ReloadLifecycle(runtime, context, refresh ? updater.getIfAvailable() : null,
				(runtime.isEmpty() || runtime.settings().refreshScope() == ScopeRefresh.ALL)
						? refreshScope.getIfAvailable() : null,
				views);
	}

	@Bean
	@Conditional(OnStores.Own.class)
	Refreshables configStoreRefreshables(ConfigStoreRuntime runtime, ConfigurableApplicationContext context) {
		return new Refreshables(runtime, context);
	}

	@Bean
	@Conditional(OnStores.Own.class)
	ReloadJournal configStoreReloadJournal(ConfigStoreRuntime runtime) {
		return new ReloadJournal(runtime, InstantSource.system());
	}

	/** The injection point decides the type; where there is none, there is no bean. */
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@Conditional(OnStores.Own.class)
	<T> @Nullable Refreshable<T> configStoreRefreshable(ConfigurableListableBeanFactory factory, Refreshables views) {
		Class<?> type = RefreshableInjection.type(factory);
		return (type != null) ? view(views, type) : null;
	}

	@SuppressWarnings("unchecked")
	private static <T> Refreshable<T> view(Refreshables views, Class<?> type) {
		return (Refreshable<T>) views.view(type);
	}

}
