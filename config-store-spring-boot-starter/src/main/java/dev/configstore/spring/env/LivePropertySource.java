package dev.configstore.spring.env;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.env.PropertySourceInfo;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The properties of a location in simple mode: the names of one generation, each looked
 * up where it stands. A name the generation does not have never leaves the process, and
 * costs what it costs in time-based mode: the names are immutable, the values are not.
 */
final class LivePropertySource extends EnumerablePropertySource<OriginTrackedMapPropertySource>
		implements OriginLookup<String>, PropertySourceInfo {

	private final Function<String, @Nullable Object> lookUp;

	/**
	 * @param held the generation's own source
	 * @param lookUp looks up a name the generation has
	 */
	LivePropertySource(OriginTrackedMapPropertySource held, Function<String, @Nullable Object> lookUp) {
		super(held.getName(), held);
		this.lookUp = lookUp;
	}

	@Override
	public @Nullable Object getProperty(String name) {
		return containsProperty(name) ? this.lookUp.apply(name) : null;
	}

	@Override
	public boolean containsProperty(String name) {
		return getSource().containsProperty(name);
	}

	@Override
	public String[] getPropertyNames() {
		return getSource().getPropertyNames();
	}

	@Override
	public @Nullable Origin getOrigin(String key) {
		return getSource().getOrigin(key);
	}

	@Override
	public boolean isImmutable() {
		return true;
	}

}
