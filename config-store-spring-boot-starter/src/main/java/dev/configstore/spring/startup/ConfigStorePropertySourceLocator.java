package dev.configstore.spring.startup;

import dev.configstore.spring.env.ValueDecryption;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.runtime.RuntimePropertySource;
import dev.configstore.spring.settings.ConfigStoreProperties;
import dev.configstore.spring.settings.SettingsBinder;
import dev.configstore.spring.settings.StoreLocation;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.bootstrap.config.PropertySourceLocator;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * The second door: the bootstrap context.
 * <p>
 * The settings are bound from the environment that is handed in: a bean of the bootstrap
 * context sees only {@code bootstrap.yml}.
 */
final class ConfigStorePropertySourceLocator implements PropertySourceLocator {

	/** Where Spring Cloud's refresh puts its own arguments. */
	private static final String REFRESH_ARGUMENTS = "refreshArgs";

	@Override
	public @Nullable PropertySource<?> locate(Environment environment) {
		ConfigStoreRuntime runtime = RuntimePropertySource.find(environment);
		if (runtime != null && runtime.isRunning() && isRefresh(environment)) {
			return refresh(runtime);
		}
		ConfigStoreProperties settings = SettingsBinder.bind(Binder.get(environment));
		if (runtime == null || !settings.enabled() || settings.store().isEmpty()) {
			return null;
		}
		if (!runtime.isRunning()) {
			runtime.decryption(ValueDecryption.of(Binder.get(environment), runtime.bootstrap()::bean));
			runtime.bootstrap().settings(settings);
		}
		return runtime.load(StoreLocation.of(settings), settings, false);
	}

	/**
	 * The environment of a refresh has no {@code application.yml}, so the settings are
	 * those of the start.
	 */
	private static @Nullable PropertySource<?> refresh(ConfigStoreRuntime runtime) {
		ConfigStoreProperties settings = runtime.bootstrap().settings();
		if (settings == null) {
			return null;
		}
		runtime.reloadForRefresh();
		return runtime.load(StoreLocation.of(settings), settings, false);
	}

	private static boolean isRefresh(Environment environment) {
		return environment instanceof ConfigurableEnvironment configurable
				&& configurable.getPropertySources().contains(REFRESH_ARGUMENTS);
	}

}
