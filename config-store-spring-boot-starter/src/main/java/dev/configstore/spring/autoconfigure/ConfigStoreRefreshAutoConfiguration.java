package dev.configstore.spring.autoconfigure;

import java.time.Duration;

import dev.configstore.reload.ReloadObserver;
import dev.configstore.spring.actuate.ReloadJournal;
import dev.configstore.spring.bound.BindingNotes;
import dev.configstore.spring.bound.BoundBeanNames;
import dev.configstore.spring.dryrun.Refreshables;
import dev.configstore.spring.notify.ConfigStoreLoggingRebinder;
import dev.configstore.spring.notify.NotificationThread;
import dev.configstore.spring.refresh.ConfigStoreRebinder;
import dev.configstore.spring.refresh.Notifications;
import dev.configstore.spring.refresh.ReloadLifecycle;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.scope.ConfigStoreRefreshScope;
import dev.configstore.spring.scope.NotificationStatus;
import dev.configstore.spring.scope.ScopePrefixes;
import dev.configstore.spring.scope.ScopeRenewal;
import dev.configstore.spring.settings.ConfigStoreProperties.ScopeOrder;
import dev.configstore.spring.settings.ConfigStoreProperties.ScopeRefresh;
import dev.configstore.spring.update.BeanUpdater;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindingPostProcessor;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.properties.ConfigurationPropertiesBeans;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.cloud.logging.LoggingRebinder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration for the update of a running application when its stores change.
 */
@AutoConfiguration(
		after = { ConfigStoreAutoConfiguration.class, ConfigStoreRefreshableAutoConfiguration.class,
				ConfigurationPropertiesAutoConfiguration.class },
		before = { ConfigurationPropertiesRebinderAutoConfiguration.class, RefreshAutoConfiguration.class })
@ConditionalOnClass(ContextRefresher.class)
@Conditional(OnStores.Loaded.class)
@Import(ConfigStoreRefreshableAutoConfiguration.class)
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
			ObjectProvider<BeanUpdater> updater, Refreshables views, Notifications notifications,
			ObjectProvider<ReloadObserver> observers) {
		observers.orderedStream().forEach(runtime.stores()::addObserver);
		boolean refresh = context.getEnvironment().getProperty(REFRESH_ENABLED, Boolean.class, true);
		return new ReloadLifecycle(runtime, context, refresh ? updater.getIfAvailable() : null, views, notifications);
	}

	@Bean
	@Conditional(OnStores.Own.class)
	Notifications configStoreNotifications(ConfigStoreRuntime runtime, ConfigurableApplicationContext context,
			NotificationThread thread, ObjectProvider<RefreshScope> scope,
			ObjectProvider<ConfigStoreLoggingRebinder> logLevels, ReloadJournal journal) {
		RefreshScope refreshScope = runtime.isEmpty() ? null : scope.getIfAvailable();
		ScopeRenewal renewal = (refreshScope != null) ? new ScopeRenewal(context, refreshScope,
				runtime.settings().refreshScope(), new ScopePrefixes(runtime.settings().refreshScopePrefixes()), thread)
				: null;
		return new Notifications(context, thread, renewal, logLevels::getIfAvailable, journal::rejected);
	}

	@Bean
	@Conditional(OnStores.Own.class)
	NotificationStatus configStoreNotificationStatus(NotificationThread thread,
			ObjectProvider<ConfigStoreRefreshScope> scope) {
		return new NotificationStatus(thread, scope.getIfAvailable());
	}

	@Bean
	static NotificationThread configStoreNotificationThread(ConfigurableListableBeanFactory factory) {
		ConfigStoreRuntime runtime = OnStores.nearest(factory);
		return new NotificationThread((runtime != null) ? runtime.settings().notifyTimeout() : Duration.ofSeconds(30));
	}

	/** Replaces Spring Cloud's, which is conditional: an application's own wins. */
	@Bean
	@ConditionalOnMissingBean(RefreshScope.class)
	@ConditionalOnBooleanProperty(name = REFRESH_ENABLED, matchIfMissing = true)
	static ConfigStoreRefreshScope refreshScope(ConfigurableListableBeanFactory factory, NotificationThread thread) {
		ConfigStoreRuntime runtime = OnStores.nearest(factory);
		return new ConfigStoreRefreshScope(thread,
				(runtime != null) ? runtime.settings().refreshScopeOrder() : ScopeOrder.MAKE_FIRST,
				runtime != null && runtime.settings().refreshScope() == ScopeRefresh.AFFECTED);
	}

	/** Replaces Spring Cloud's, which is conditional. */
	@Bean
	@ConditionalOnMissingBean(LoggingRebinder.class)
	@ConditionalOnBooleanProperty(name = REFRESH_ENABLED, matchIfMissing = true)
	static ConfigStoreLoggingRebinder loggingRebinder(ObjectProvider<LoggingSystem> system,
			ObjectProvider<LoggerGroups> groups) {
		return new ConfigStoreLoggingRebinder(
				system.getIfAvailable(() -> LoggingSystem.get(LoggingSystem.class.getClassLoader())),
				groups.getIfAvailable());
	}

	@Bean
	@Conditional(OnStores.Own.class)
	ReloadJournal configStoreReloadJournal(ConfigStoreRuntime runtime) {
		return new ReloadJournal(runtime, runtime.clock());
	}

}
