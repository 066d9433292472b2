package dev.configstore.spring.env;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.cloud.bootstrap.config.BootstrapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * A location in the environment, for as long as the application lives: a view of the
 * generation in use.
 * <p>
 * Its source is an environment, because Boot flattens such a source
 * ({@code ConfigurationPropertySources}) and then reads the immutable one inside, behind
 * Spring Cloud's bootstrap wrapper too. It never claims to be immutable itself: then Boot
 * would keep the first names for ever.
 * <p>
 * Other libraries wrap property sources, to decrypt them for instance. Boot flattens a
 * wrapper as well, and so reads past it: where there is one, the environment inside reads
 * through it.
 */
public final class ConfigStorePropertySource extends EnumerablePropertySource<ConfigurableEnvironment>
		implements OriginLookup<String> {

	private final int place;

	private final Supplier<PropertyGeneration> generations;

	private final Supplier<@Nullable LocationProperties> held;

	private final SourceWrappers wrappers = new SourceWrappers(this);

	/** Set for a copy that shows another generation than the one in use. */
	private final @Nullable SourceWrapper bound;

	/**
	 * Create a source that answers each thread from its generation.
	 * @param place which location of a generation it is
	 * @param threads gives the generations
	 */
	public ConfigStorePropertySource(String name, int place, ThreadGenerations threads) {
		this(name, place, new ApplicationGenerations(threads));
	}

	private ConfigStorePropertySource(String name, int place, ApplicationGenerations generations) {
		this(name, place, generations, () -> {
			PropertyGeneration here = generations.here();
			return (here != null) ? here.location(place) : null;
		}, null);
	}

	private ConfigStorePropertySource(String name, int place, Supplier<PropertyGeneration> generations,
			Supplier<@Nullable LocationProperties> held, @Nullable SourceWrapper bound) {
		super(name, new SourceView());
		this.place = place;
		this.generations = generations;
		this.held = held;
		this.bound = bound;
		view().of(this);
	}

	private SourceView view() {
		return (SourceView) getSource();
	}

	/**
	 * Return the source of ours that a property source is, or that is inside it.
	 */
	static @Nullable ConfigStorePropertySource inside(PropertySource<?> source) {
		return (source.getSource() instanceof SourceView view) ? view.source() : null;
	}

	/**
	 * Remove all our sources from an environment, also those that others have wrapped.
	 */
	public static void removeFrom(ConfigurableEnvironment environment) {
		MutablePropertySources sources = environment.getPropertySources();
		List<String> ours = new ArrayList<>();
		for (PropertySource<?> source : sources) {
			if (inside(source) != null) {
				ours.add(source.getName());
			}
		}
		for (String name : ours) {
			sources.remove(name);
		}
	}

	/**
	 * Read through what others wrap around our sources in an environment from now on.
	 */
	public static void lookForWrappersIn(ConfigurableEnvironment environment) {
		for (PropertySource<?> source : environment.getPropertySources()) {
			ConfigStorePropertySource ours = inside(source);
			if (ours != null) {
				ours.wrappers.lookIn(environment);
			}
		}
	}

	/**
	 * Do what puts our sources themselves into the place of their wrappers, as a refresh
	 * of Spring Cloud's does, and put the wrappers back. Look-ups go through them
	 * meanwhile.
	 */
	public static void keepingWrappersIn(ConfigurableEnvironment environment, Runnable work) {
		MutablePropertySources sources = environment.getPropertySources();
		List<PropertySource<?>> wrappers = sources.stream()
			.filter((source) -> inside(source) != null && SourceWrappers.isForeign(source))
			.<PropertySource<?>>map((source) -> source)
			.toList();
		wrappers.forEach((wrapper) -> hold(wrapper, true));
		try {
			work.run();
		}
		finally {
			for (PropertySource<?> wrapper : wrappers) {
				PropertySource<?> present = sources.get(wrapper.getName());
				if (present != null && present != wrapper && inside(present) == inside(wrapper)) {
					sources.replace(wrapper.getName(), wrapper);
				}
				hold(wrapper, false);
			}
		}
	}

	private static void hold(PropertySource<?> wrapper, boolean held) {
		ConfigStorePropertySource ours = inside(wrapper);
		SourceWrapper found = (ours != null) ? ours.wrappers.find() : null;
		if (ours != null && found != null) {
			found.freshen(ours.properties());
			ours.wrappers.hold(held);
		}
	}

	/**
	 * Return what keeps values of ours in an environment, so that they cannot be known
	 * before they are in use.
	 * @param environment the environment
	 * @param names the names to find it out by, each of which is looked up twice
	 * @return the cache, if there is one
	 */
	public static Optional<WrapperCache> cacheIn(ConfigurableEnvironment environment, Set<String> names) {
		for (PropertySource<?> source : environment.getPropertySources()) {
			ConfigStorePropertySource ours = inside(source);
			SourceWrapper wrapper = (ours != null) ? ours.wrappers.find() : null;
			if (ours != null && wrapper != null && wrapper.isCaching(ours.properties(), names)) {
				return Optional.of(wrapper.cache());
			}
		}
		return Optional.empty();
	}

	/**
	 * Return a source as of another generation than the one in use.
	 * @param source one that is ours, or has one of ours inside
	 */
	static PropertySource<?> asOf(Supplier<PropertyGeneration> generation, PropertySource<?> source) {
		ConfigStorePropertySource ours = inside(source);
		if (ours == null || ours.generations.get().isOfOthers(generation.get())) {
			return source;
		}
		if (SourceWrappers.isForeign(source)) {
			return new ConfigStorePropertySource(source.getName(), ours.place, generation, () -> null,
					ours.wrapperOf(source));
		}
		ConfigStorePropertySource copy = new ConfigStorePropertySource(ours.getName(), ours.place, generation,
				() -> null, null);
		return (source instanceof BootstrapPropertySource) ? new BootstrapPropertySource<>(copy) : copy;
	}

	private SourceWrapper wrapperOf(PropertySource<?> wrapped) {
		SourceWrapper known = this.wrappers.find();
		return (known != null && known.isOf(wrapped)) ? known : new SourceWrapper(this, wrapped);
	}

	/**
	 * Hold nothing of what was read any more, now that the application is closed.
	 */
	public void release() {
		view().release();
	}

	/** What it shows, on this thread. */
	LocationProperties properties() {
		LocationProperties bound = WrappedRead.bound(this);
		return (bound != null) ? bound : this.generations.get().location(this.place);
	}

	/**
	 * Return what this thread holds instead of the generation in use, if it does.
	 */
	@Nullable LocationProperties held() {
		return this.held.get();
	}

	/**
	 * Return what it is read through.
	 */
	@Nullable SourceWrapper wrapper() {
		return (this.bound != null) ? this.bound : this.wrappers.find();
	}

	boolean isBound() {
		return this.bound != null;
	}

	@Override
	public @Nullable Object getProperty(String name) {
		LocationProperties properties = properties();
		return (this.bound != null) ? this.bound.value(name, properties, true) : properties.value(name);
	}

	@Override
	public boolean containsProperty(String name) {
		return properties().contains(name);
	}

	@Override
	public String[] getPropertyNames() {
		LocationProperties properties = properties();
		return (this.bound != null) ? this.bound.names(properties, true) : properties.names();
	}

	@Override
	public @Nullable Origin getOrigin(String key) {
		return properties().origin(key);
	}

}
