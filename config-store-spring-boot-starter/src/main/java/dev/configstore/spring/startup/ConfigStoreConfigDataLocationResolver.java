package dev.configstore.spring.startup;

import java.util.List;

import dev.configstore.spring.env.ValueDecryption;
import dev.configstore.spring.settings.ConfigStoreProperties;
import dev.configstore.spring.settings.LocationParser;
import dev.configstore.spring.settings.SettingsBinder;
import dev.configstore.spring.settings.StoreLocation;
import dev.configstore.spring.startup.RuntimeInitializer.Shared;

import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.Profiles;
import org.springframework.boot.origin.Origin;

/**
 * The first door: {@code spring.config.import=config-store:}.
 * <p>
 * An import in a file is resolved at once: the settings beside it are known. One without
 * an origin (a system property, an environment variable, the command line) is resolved
 * when the profiles are known, because Boot first calls the resolver before
 * {@code application.yml} is read, with the region and the endpoint in it.
 */
final class ConfigStoreConfigDataLocationResolver implements ConfigDataLocationResolver<ConfigStoreConfigDataResource> {

	private static final Origin OUTSIDE = new Origin() {

		@Override
		public String toString() {
			return "outside of files (command line, system property, environment variable, default properties)";
		}

	};

	@Override
	public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		return location.hasPrefix(LocationParser.PREFIX);
	}

	@Override
	public List<ConfigStoreConfigDataResource> resolve(ConfigDataLocationResolverContext context,
			ConfigDataLocation location) {
		Origin origin = location.getOrigin();
		return (origin != null) ? resources(context, location, origin) : List.of();
	}

	@Override
	public List<ConfigStoreConfigDataResource> resolveProfileSpecific(ConfigDataLocationResolverContext context,
			ConfigDataLocation location, Profiles profiles) {
		return (location.getOrigin() == null) ? resources(context, location, OUTSIDE) : List.of();
	}

	private static List<ConfigStoreConfigDataResource> resources(ConfigDataLocationResolverContext context,
			ConfigDataLocation location, Origin origin) {
		BootstrapContext registry = context.getBootstrapContext();
		ConfigStoreProperties settings = SettingsBinder.bind(context.getBinder());
		Shared shared = registry.getOrElse(Shared.class, null);
		boolean meantForAnother = origin == OUTSIDE && shared != null && shared.bootstrap();
		boolean closed = !settings.enabled() || meantForAnother;
		// Boot fails if an import gives no resource; one without stores is accepted.
		StoreLocation resolved = closed ? StoreLocation.of(settings).withStores(List.of())
				: LocationParser.parse(location.getNonPrefixedValue(LocationParser.PREFIX), settings, origin);
		ValueDecryption decryption = ValueDecryption.of(context.getBinder(), registry::get);
		return List.of(new ConfigStoreConfigDataResource(resolved, settings, decryption, location.isOptional()));
	}

}
