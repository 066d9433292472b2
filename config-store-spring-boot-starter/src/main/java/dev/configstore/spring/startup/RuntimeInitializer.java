package dev.configstore.spring.startup;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.runtime.RuntimePropertySource;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.bootstrap.BootstrapContextClosedEvent;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.logging.DeferredLogs;
import org.springframework.cloud.bootstrap.BootstrapApplicationListener;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Gives each application its one runtime, before anything needs it, and closes it if the
 * start fails. An application that runs inside the start or the refresh of another (the
 * bootstrap context, a child) finds the other's in its environment and shares it.
 */
final class RuntimeInitializer implements ApplicationListener<ApplicationEvent>, Ordered {

	private static final String BEAN_NAME = "configStoreRuntime";

	private static final String LIFECYCLE = "configStoreReloadLifecycle";

	private static final String BUILT_WITHOUT = "The stores are read once and not followed: the application was processed "
			+ "ahead of time with 'config-store.enabled=false' or without an import. Set the same when it is built as "
			+ "when it runs";

	private static final String NO_BOOTSTRAP = "Spring processes the bootstrap context ahead of time in place of the "
			+ "application: use spring.config.import: \"config-store:\" instead of it";

	private final DeferredLogs logs = new DeferredLogs();

	private @Nullable ConfigStoreRuntime owned;

	@Override
	public int getOrder() {
		// Before the bootstrap context is made, and so before config data is processed.
		return BootstrapApplicationListener.DEFAULT_ORDER - 1;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
			prepare(prepared);
		}
		else if (event instanceof ApplicationPreparedEvent) {
			this.logs.switchOverAll();
		}
		else if (event instanceof ApplicationFailedEvent) {
			this.logs.switchOverAll();
			if (this.owned != null) {
				this.owned.close();
			}
		}
	}

	private void prepare(ApplicationEnvironmentPreparedEvent event) {
		ConfigurableBootstrapContext registry = event.getBootstrapContext();
		ConfigStoreRuntime shared = RuntimePropertySource.find(event.getEnvironment());
		if (shared != null) {
			registry.register(ConfigStoreRuntime.class, InstanceSupplier.of(shared));
			boolean bootstrap = event.getEnvironment()
				.getPropertySources()
				.contains(BootstrapApplicationListener.BOOTSTRAP_PROPERTY_SOURCE_NAME);
			registry.register(Shared.class, InstanceSupplier.of(new Shared(bootstrap)));
			if (bootstrap && ConfigStoreRuntime.isBuildTime()) {
				this.logs.getLog(RuntimeInitializer.class).warn(NO_BOOTSTRAP);
			}
			return;
		}
		ConfigStoreRuntime runtime = new ConfigStoreRuntime(this.logs);
		runtime.clients().registry(registry);
		RuntimePropertySource.add(runtime, event.getEnvironment());
		registry.register(ConfigStoreRuntime.class, InstanceSupplier.of(runtime));
		registry.addCloseListener((closed) -> handOver(closed, runtime));
		this.owned = runtime;
	}

	private void handOver(BootstrapContextClosedEvent event, ConfigStoreRuntime runtime) {
		DefaultSingletonBeanRegistry beans = (DefaultSingletonBeanRegistry) event.getApplicationContext()
			.getBeanFactory();
		if (AotDetector.useGeneratedArtifacts() && !runtime.isEmpty()
				&& !event.getApplicationContext().containsBeanDefinition(LIFECYCLE)) {
			this.logs.getLog(RuntimeInitializer.class).warn(BUILT_WITHOUT);
		}
		beans.registerSingleton(BEAN_NAME, runtime);
		beans.registerDisposableBean(BEAN_NAME, runtime::close);
		runtime.running();
	}

	/**
	 * Marks the registry of an application that shares the runtime of another.
	 *
	 * @param bootstrap whether it is the bootstrap context: it sees the system properties
	 * and arguments of the application it starts, an import among them that is not meant
	 * for it, but not {@code application.yml}
	 */
	record Shared(boolean bootstrap) {

	}

}
