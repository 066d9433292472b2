package dev.configstore.spring.startup;

import java.util.List;

import dev.configstore.spring.env.ConfigStorePropertySource;
import dev.configstore.spring.runtime.ConfigStoreRuntime;

import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigData.Option;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.logging.DeferredLogFactory;

/**
 * Loads what the import resolved to. Boot makes a new loader for each run, at the start
 * and at each refresh.
 * <p>
 * Where no application of Boot has made a runtime, in a test with
 * {@code ConfigDataApplicationContextInitializer}, one is made here.
 */
final class ConfigStoreConfigDataLoader implements ConfigDataLoader<ConfigStoreConfigDataResource> {

	private final DeferredLogFactory logs;

	private boolean reloaded;

	ConfigStoreConfigDataLoader(DeferredLogFactory logs) {
		this.logs = logs;
	}

	@Override
	public ConfigData load(ConfigDataLoaderContext context, ConfigStoreConfigDataResource resource) {
		if (resource.location().stores().isEmpty()) {
			return ConfigData.EMPTY;
		}
		ConfigurableBootstrapContext registry = context.getBootstrapContext();
		ConfigStoreRuntime present = registry.getOrElse(ConfigStoreRuntime.class, null);
		if (present != null) {
			return load(present, registry, resource);
		}
		ConfigStoreRuntime made = RuntimeHandOver.inContext(registry, this.logs);
		try {
			return load(made, registry, resource);
		}
		catch (RuntimeException | Error ex) {
			made.close();
			throw ex;
		}
	}

	private ConfigData load(ConfigStoreRuntime runtime, ConfigurableBootstrapContext registry,
			ConfigStoreConfigDataResource resource) {
		reload(runtime, registry);
		if (!runtime.isRunning()) {
			runtime.decryption(resource.decryption());
		}
		ConfigStorePropertySource source = runtime.load(resource.location(), resource.settings(), resource.optional());
		return new ConfigData(List.of(source), Option.IGNORE_IMPORTS, Option.IGNORE_PROFILES);
	}

	/**
	 * A load after the start is a refresh, and reads all stores again, once. An
	 * application that shares the runtime of another does not decide that.
	 */
	private void reload(ConfigStoreRuntime runtime, ConfigurableBootstrapContext registry) {
		if (runtime.isRunning() && !this.reloaded && !registry.isRegistered(RuntimeInitializer.Shared.class)) {
			this.reloaded = true;
			runtime.reloadForRefresh();
		}
	}

}
