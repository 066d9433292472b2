package dev.configstore.spring.env;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The properties of a location as a wrapper shows them, with the origins that we know.
 * Never immutable: what a wrapper makes of a value is its own affair.
 */
final class WrappedPropertySource extends EnumerablePropertySource<String> implements OriginLookup<String> {

	private final SourceWrapper wrapper;

	private final Supplier<LocationProperties> current;

	private final boolean bound;

	/**
	 * @param name the name of the source
	 * @param current gives the properties, at each look-up
	 * @param bound whether they are of another generation than the one in use
	 */
	WrappedPropertySource(String name, SourceWrapper wrapper, Supplier<LocationProperties> current, boolean bound) {
		super(name, name);
		this.wrapper = wrapper;
		this.current = current;
		this.bound = bound;
	}

	@Override
	public @Nullable Object getProperty(String name) {
		return this.wrapper.value(name, this.current.get(), this.bound);
	}

	@Override
	public String[] getPropertyNames() {
		return this.wrapper.names(this.current.get(), this.bound);
	}

	@Override
	public @Nullable Origin getOrigin(String key) {
		return this.current.get().origin(key);
	}

}
