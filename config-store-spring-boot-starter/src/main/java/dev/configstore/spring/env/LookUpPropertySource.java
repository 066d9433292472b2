package dev.configstore.spring.env;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The properties of a location in simple mode: names from the index, each looked up where
 * it is stored. A name the index does not have never leaves the process.
 * <p>
 * The names are those of the generation in use, not of one for ever: Boot binds a list
 * from one source, and fails if that still has the names of elements that its first
 * look-up found removed.
 */
public final class LookUpPropertySource extends EnumerablePropertySource<PlaceholderNames>
		implements OriginLookup<String> {

	private final Supplier<LocationProperties> current;

	private final LookUp lookUp;

	/**
	 * @param name the name of the source
	 * @param current the properties in use
	 * @param lookUp looks up a name the index has
	 */
	public LookUpPropertySource(String name, Supplier<LocationProperties> current, LookUp lookUp) {
		// Which values have a placeholder is known without a look-up.
		super(name, () -> current.get().placeholders());
		this.current = current;
		this.lookUp = lookUp;
	}

	@Override
	public @Nullable Object getProperty(String name) {
		return containsProperty(name) ? this.lookUp.get(name) : null;
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
	 * Looks up the value of a name.
	 */
	@FunctionalInterface
	public interface LookUp {

		@Nullable Object get(String name);

	}

}
