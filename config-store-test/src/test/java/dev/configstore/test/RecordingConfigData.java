package dev.configstore.test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.ConfigDataResource;
import org.springframework.core.env.MapPropertySource;

/**
 * Stands in for the {@code config-store:} import of the starter: records what it sees,
 * and hands the table's name on as {@code recorded.table}.
 */
final class RecordingConfigData {

	static final List<Seen> SEEN = new CopyOnWriteArrayList<>();

	private RecordingConfigData() {
	}

	record Seen(String endpoint, String region, String table, String store) {

	}

	static final class Resource extends ConfigDataResource {

		private final Seen seen;

		private Resource(Seen seen) {
			this.seen = seen;
		}

	}

	static final class Resolver implements ConfigDataLocationResolver<Resource> {

		@Override
		public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
			return location.hasPrefix("recorded:");
		}

		@Override
		public List<Resource> resolve(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
			Seen seen = new Seen(value(context, "endpoint"), value(context, "region"), value(context, "table"),
					value(context, "store"));
			SEEN.add(seen);
			return List.of(new Resource(seen));
		}

		private static String value(ConfigDataLocationResolverContext context, String name) {
			return context.getBinder().bind("config-store." + name, String.class).orElse("none");
		}

	}

	static final class Loader implements ConfigDataLoader<Resource> {

		@Override
		public ConfigData load(ConfigDataLoaderContext context, Resource resource) {
			return new ConfigData(
					List.of(new MapPropertySource("recorded", Map.of("recorded.table", resource.seen.table()))));
		}

	}

}
