package dev.configstore.spring.env;

import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.AbstractEnvironment;
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
 */
public final class ConfigStorePropertySource extends EnumerablePropertySource<ConfigurableEnvironment>
		implements OriginLookup<String> {

	private final int place;

	private final Supplier<LocationProperties> current;

	/**
	 * Create a source that answers each thread from its generation.
	 * @param place which location of a generation it is
	 * @param threads gives the generations
	 */
	public ConfigStorePropertySource(String name, int place, ThreadGenerations threads) {
		this(name, place, threads::generation, () -> {
			PropertyGeneration here = threads.here();
			return (here != null) ? here.location(place) : null;
		});
	}

	private ConfigStorePropertySource(String name, int place, Supplier<PropertyGeneration> generations,
			Supplier<@Nullable LocationProperties> held) {
		this(name, () -> generations.get().location(place), held, place);
	}

	private ConfigStorePropertySource(String name, Supplier<LocationProperties> current,
			Supplier<@Nullable LocationProperties> held, int place) {
		super(name, new View(current, held));
		this.place = place;
		this.current = current;
	}

	/**
	 * Remove all our sources from an environment, also those that others have wrapped.
	 */
	public static void removeFrom(ConfigurableEnvironment environment) {
		MutablePropertySources sources = environment.getPropertySources();
		sources.stream()
			.filter((source) -> source.getSource() instanceof View)
			.map(PropertySource::getName)
			.toList()
			.forEach(sources::remove);
	}

	/**
	 * Return the same location as of another generation than the one in use.
	 */
	ConfigStorePropertySource asOf(Supplier<PropertyGeneration> generation) {
		return new ConfigStorePropertySource(getName(), this.place, generation, () -> null);
	}

	@Override
	public @Nullable Object getProperty(String name) {
		LocationProperties properties = this.current.get();
		LookUpPropertySource live = properties.live();
		return (live != null) ? live.getProperty(name) : properties.held(name);
	}

	@Override
	public boolean containsProperty(String name) {
		return this.current.get().contains(name);
	}

	@Override
	public String[] getPropertyNames() {
		return this.current.get().names();
	}

	@Override
	public @Nullable Origin getOrigin(String key) {
		return this.current.get().origin(key);
	}

	/**
	 * An environment of one generation alone: that of the calling thread. Shows no value
	 * when printed.
	 * <p>
	 * What threads hold has a source of its own, with a name of its own: Boot caches by
	 * the name, and its readers of the generation in use are to keep their index.
	 */
	private static final class View extends AbstractEnvironment {

		private final @Nullable Supplier<LocationProperties> current;

		private final Supplier<@Nullable LocationProperties> held;

		private volatile @Nullable Flat flat;

		private volatile @Nullable Flat heldFlat;

		View(Supplier<LocationProperties> current, Supplier<@Nullable LocationProperties> held) {
			this.current = current;
			this.held = held;
		}

		@Override
		public MutablePropertySources getPropertySources() {
			if (this.current == null) {
				// The constructor of the superclass calls this before there is a
				// supplier.
				return super.getPropertySources();
			}
			LocationProperties held = this.held.get();
			if (held != null && held.live() == null) {
				return held(held).sources();
			}
			LocationProperties now = this.current.get();
			Flat flat = this.flat;
			if (flat == null || !flat.isFor(now)) {
				flat = Flat.of(this.current, now, now.name());
				this.flat = flat;
			}
			return flat.sources();
		}

		private Flat held(LocationProperties now) {
			Flat flat = this.heldFlat;
			if (flat == null || !flat.isFor(now)) {
				// Read by a thread that holds another generation or none: the first.
				flat = Flat.of(() -> Objects.requireNonNullElse(this.held.get(), now), now, now.name() + " (held)");
				this.heldFlat = flat;
			}
			return flat;
		}

		@Override
		public String toString() {
			return "config-store";
		}

	}

	/**
	 * What Spring reads from: Boot's own immutable source, whose look-ups of names it
	 * does not have cost the same at ten and at ten thousand names, or the live source of
	 * simple mode.
	 *
	 * @param sources the one source
	 * @param values its values, outside of simple mode
	 * @param live the source of simple mode
	 */
	private record Flat(MutablePropertySources sources, @Nullable CurrentValues values,
			@Nullable LookUpPropertySource live) {

		static Flat of(Supplier<LocationProperties> current, LocationProperties now, String name) {
			MutablePropertySources sources = new MutablePropertySources();
			LookUpPropertySource live = now.live();
			if (live != null) {
				sources.addLast(live);
				return new Flat(sources, null, live);
			}
			CurrentValues values = new CurrentValues(current, now);
			sources.addLast(new OriginTrackedMapPropertySource(name, values, true));
			return new Flat(sources, values, null);
		}

		boolean isFor(LocationProperties now) {
			return (this.values != null) ? this.values.isFor(now) : this.live == now.live();
		}

	}

}
