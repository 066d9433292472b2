package dev.configstore.spring.env;

import java.util.List;

import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.Profiles;

/**
 * The first door: {@code spring.config.import=config-store:}.
 * <p>
 * An import that stands in a file is answered at once: the settings beside it are known.
 * One without an origin (a system property, an environment variable, the command line) is
 * answered when the profiles are known, because Boot asks first before
 * {@code application.yml} is read, with the region and the endpoint in it.
 */
final class ConfigStoreConfigDataLocationResolver implements ConfigDataLocationResolver<ConfigStoreConfigDataResource> {

	@Override
	public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		return location.hasPrefix(LocationParser.PREFIX);
	}

	@Override
	public List<ConfigStoreConfigDataResource> resolve(ConfigDataLocationResolverContext context,
			ConfigDataLocation location) {
		return (location.getOrigin() != null) ? resources(context, location) : List.of();
	}

	@Override
	public List<ConfigStoreConfigDataResource> resolveProfileSpecific(ConfigDataLocationResolverContext context,
			ConfigDataLocation location, Profiles profiles) {
		return (location.getOrigin() == null) ? resources(context, location) : List.of();
	}

	private static List<ConfigStoreConfigDataResource> resources(ConfigDataLocationResolverContext context,
			ConfigDataLocation location) {
		ConfigStoreProperties settings = Settings.bind(context.getBinder());
		if (!settings.enabled()) {
			return List.of();
		}
		StoreLocation resolved = LocationParser.parse(location.getNonPrefixedValue(LocationParser.PREFIX), settings,
				location.getOrigin());
		BootstrapContext registry = context.getBootstrapContext();
		ValueDecryption decryption = ValueDecryption.of(context.getBinder(), registry::get);
		return List.of(new ConfigStoreConfigDataResource(resolved, settings, decryption, location.isOptional()));
	}

}
