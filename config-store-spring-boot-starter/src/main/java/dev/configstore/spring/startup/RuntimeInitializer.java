package dev.configstore.spring.startup;

import dev.configstore.spring.env.ConfigStorePropertySource;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.runtime.RuntimePropertySource;
import org.jspecify.annotations.Nullable;

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
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Gives each application its one runtime, before anything needs it, and closes it if the
 * start fails. An application that runs inside the start or the refresh of another (the
 * bootstrap context, a child) finds the other's in its environment and shares it. One
 * that is restarted in place finds that of its last run, which is closed, and begins
 * anew.
 */
final class RuntimeInitializer implements ApplicationListener<ApplicationEvent>, Ordered {

	private static final String NO_BOOTSTRAP = "Spring processes the bootstrap context ahead of time in place of the "
			+ "application: use spring.config.import: \"config-store:\" instead of it";

	private DeferredLogs logs = new DeferredLogs();

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
		ConfigurableEnvironment environment = event.getEnvironment();
		ConfigStoreRuntime present = RuntimePropertySource.find(environment);
		if (present != null && !present.isClosed()) {
			share(present, registry, environment);
			return;
		}
		// An application that is restarted in place gets the environment it had before.
		ConfigStorePropertySource.removeFrom(environment);
		RuntimePropertySource.removeFrom(environment);
		this.logs = new DeferredLogs();
		this.owned = RuntimeHandOver.inApplication(registry, this.logs);
		RuntimePropertySource.add(this.owned, environment);
	}

	private void share(ConfigStoreRuntime shared, ConfigurableBootstrapContext registry,
			ConfigurableEnvironment environment) {
		registry.register(ConfigStoreRuntime.class, InstanceSupplier.of(shared));
		boolean bootstrap = environment.getPropertySources()
			.contains(BootstrapApplicationListener.BOOTSTRAP_PROPERTY_SOURCE_NAME);
		registry.register(Shared.class, InstanceSupplier.of(new Shared(bootstrap)));
		if (bootstrap && ConfigStoreRuntime.isBuildTime()) {
			this.logs.getLog(RuntimeInitializer.class).warn(NO_BOOTSTRAP);
		}
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
