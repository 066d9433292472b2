package dev.configstore.benchmarks.refresh;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.configstore.benchmarks.Samples;

import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.ConfigDataResource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What Spring Cloud does by itself ({@code /actuator/refresh}), and with it every peer
 * that follows changes. Its properties are in memory: no read is measured.
 */
final class ContextRefresherCandidate extends Candidate {

	private final Memory memory;

	private ContextRefresherCandidate(ConfigurableApplicationContext context, Memory memory) {
		super(context);
		this.memory = memory;
	}

	static ContextRefresherCandidate start(int options) {
		Memory memory = new Memory(Samples.options(options));
		ConfigurableApplicationContext context = application()
			.addBootstrapRegistryInitializer((registry) -> registry.register(Memory.class, InstanceSupplier.of(memory)))
			.run("--spring.config.import=" + Resolver.PREFIX, "--config-store.enabled=false");
		return new ContextRefresherCandidate(context, memory);
	}

	@Override
	void prepare(int revision) {
		this.memory.options().put(Samples.name(CHANGED), Samples.keys(CHANGED, revision));
	}

	@Override
	long refresh(int revision) {
		long known = System.nanoTime();
		context().getBean(ContextRefresher.class).refresh();
		return known;
	}

	/**
	 * The options of the application.
	 *
	 * @param options the options, which change
	 */
	record Memory(Map<String, Map<String, Object>> options) {

	}

	/**
	 * The memory, as something to be imported.
	 */
	static final class Resource extends ConfigDataResource {

	}

	/**
	 * Finds the memory.
	 */
	static final class Resolver implements ConfigDataLocationResolver<Resource> {

		static final String PREFIX = "benchmarks-memory:";

		@Override
		public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
			return location.hasPrefix(PREFIX);
		}

		@Override
		public List<Resource> resolve(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
			return List.of(new Resource());
		}

	}

	/**
	 * Loads it.
	 */
	static final class Loader implements ConfigDataLoader<Resource> {

		@Override
		public ConfigData load(ConfigDataLoaderContext context, Resource resource) {
			Memory memory = Objects.requireNonNull(context.getBootstrapContext().get(Memory.class));
			Map<String, Object> properties = new HashMap<>();
			memory.options()
				.forEach((option, keys) -> keys.forEach((key, value) -> properties.put(option + "." + key, value)));
			return new ConfigData(List.of(new OriginTrackedMapPropertySource("memory", properties, true)));
		}

	}

}
