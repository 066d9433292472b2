package dev.configstore.spring.startup;

import java.lang.ref.Cleaner;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.configstore.spring.env.ConfigStorePropertySource;
import dev.configstore.spring.runtime.Clients;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.runtime.RuntimePropertySource;
import org.apache.commons.logging.Log;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.bootstrap.BootstrapContextClosedEvent;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Makes the runtime of an application, and hands it over to the application context as
 * soon as there is one: the context closes it.
 */
final class RuntimeHandOver {

	private static final String BEAN_NAME = "configStoreRuntime";

	private static final String LIFECYCLE = "configStoreReloadLifecycle";

	private static final String BUILT_WITHOUT = "The stores are read once and not followed: the application was processed "
			+ "ahead of time with 'config-store.enabled=false' or without an import. Set the same when it is built as "
			+ "when it runs";

	private final ConfigStoreRuntime runtime;

	private final Log logger;

	private RuntimeHandOver(ConfigStoreRuntime runtime, Log logger) {
		this.runtime = runtime;
		this.logger = logger;
	}

	/**
	 * Make the runtime of an application that Boot starts. If the start fails before the
	 * runtime is handed over, the caller closes it.
	 */
	static ConfigStoreRuntime inApplication(ConfigurableBootstrapContext registry, DeferredLogFactory logs) {
		RuntimeHandOver handOver = register(registry, logs);
		registry.addCloseListener(handOver::to);
		return handOver.runtime;
	}

	/**
	 * Make the runtime of a context that loads configuration files without an application
	 * of Boot, as {@code ConfigDataApplicationContextInitializer} does for tests. There
	 * are no events of a start, so nothing tells that it failed because of another
	 * import: the clients of a runtime that was not handed over are closed when its
	 * registry is gone.
	 */
	static ConfigStoreRuntime inContext(ConfigurableBootstrapContext registry, DeferredLogFactory logs) {
		RuntimeHandOver handOver = register(registry, logs);
		Clients clients = handOver.runtime.clients();
		AtomicBoolean handedOver = new AtomicBoolean();
		Abandoned.CLEANER.register(registry, () -> {
			if (!handedOver.get()) {
				clients.close();
			}
		});
		registry.addCloseListener((closed) -> {
			handedOver.set(true);
			RuntimePropertySource.add(handOver.runtime, closed.getApplicationContext().getEnvironment());
			handOver.to(closed);
		});
		return handOver.runtime;
	}

	private static RuntimeHandOver register(ConfigurableBootstrapContext registry, DeferredLogFactory logs) {
		InstantSource clock = Objects.requireNonNullElse(registry.getOrElse(InstantSource.class, null),
				InstantSource.system());
		ConfigStoreRuntime runtime = new ConfigStoreRuntime(logs, clock);
		runtime.clients().registry(registry);
		registry.register(ConfigStoreRuntime.class, InstanceSupplier.of(runtime));
		return new RuntimeHandOver(runtime, logs.getLog(RuntimeHandOver.class));
	}

	private void to(BootstrapContextClosedEvent closed) {
		ConfigurableApplicationContext context = closed.getApplicationContext();
		DefaultSingletonBeanRegistry beans = (DefaultSingletonBeanRegistry) context.getBeanFactory();
		if (AotDetector.useGeneratedArtifacts() && !this.runtime.isEmpty()
				&& !context.containsBeanDefinition(LIFECYCLE)) {
			this.logger.warn(BUILT_WITHOUT);
		}
		ConfigStorePropertySource.lookForWrappersIn(context.getEnvironment());
		context.addBeanFactoryPostProcessor(new Kept(this.runtime));
		beans.registerSingleton(BEAN_NAME, this.runtime);
		beans.registerDisposableBean(BEAN_NAME, this.runtime::close);
		this.runtime.running();
	}

	/**
	 * Lets the context hold the runtime also when it is closed and its beans are gone, so
	 * that the properties stay readable as those of other sources do.
	 *
	 * @param runtime what is held
	 */
	private record Kept(ConfigStoreRuntime runtime) implements BeanFactoryPostProcessor {

		@Override
		public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
			// Does nothing.
		}

	}

	/** Its thread begins when it is needed first, which is in tests only. */
	private static final class Abandoned {

		private static final Cleaner CLEANER = Cleaner.create();

	}

}
