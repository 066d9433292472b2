package dev.configstore.spring.env;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * A location in the environment, for as long as the application lives: a view of whatever
 * generation is in use.
 * <p>
 * Its source is an environment, because Boot flattens such a source
 * ({@code ConfigurationPropertySources}) and then reads the immutable one inside, behind
 * Spring Cloud's bootstrap wrapper too. It never claims to be immutable itself: then Boot
 * would keep the first names for ever.
 */
final class ConfigStorePropertySource extends EnumerablePropertySource<ConfigurableEnvironment>
		implements OriginLookup<String> {

	private final int place;

	private final Supplier<LocationProperties> current;

	/**
	 * @param place which location of a generation it is
	 * @param generations gives the generation in use
	 */
	ConfigStorePropertySource(String name, int place, Supplier<PropertyGeneration> generations) {
		super(name, new View(() -> generations.get().location(place)));
		this.place = place;
		this.current = () -> generations.get().location(place);
	}

	/**
	 * Return the same location as of one generation, whichever is in use.
	 */
	ConfigStorePropertySource asOf(PropertyGeneration generation) {
		return new ConfigStorePropertySource(getName(), this.place, () -> generation);
	}

	@Override
	public @Nullable Object getProperty(String name) {
		return this.current.get().source().getProperty(name);
	}

	@Override
	public boolean containsProperty(String name) {
		return this.current.get().texts().containsKey(name);
	}

	@Override
	public String[] getPropertyNames() {
		return this.current.get().names();
	}

	@Override
	public @Nullable Origin getOrigin(String key) {
		return OriginLookup.getOrigin(this.current.get().source(), key);
	}

	/**
	 * An environment of nothing but the generation in use. Shows no value when printed.
	 */
	private static final class View extends AbstractEnvironment {

		private final @Nullable Supplier<LocationProperties> current;

		View(Supplier<LocationProperties> current) {
			this.current = current;
		}

		@Override
		public MutablePropertySources getPropertySources() {
			// The constructor of the super class asks before there is a supplier.
			return (this.current != null) ? this.current.get().sources() : super.getPropertySources();
		}

		@Override
		public String toString() {
			return "config-store";
		}

	}

}
