package dev.configstore.spring.env;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * The properties of one location as of one generation, immutable. What Spring reads from
 * is Boot's own immutable source: its look-ups of names it does not have cost the same at
 * ten and at ten thousand names. In simple mode the values that Spring reads are looked
 * up where they stand.
 */
final class LocationProperties {

	private final Map<String, String> texts;

	private final String[] names;

	private final OriginTrackedMapPropertySource held;

	private final EnumerablePropertySource<?> source;

	private final MutablePropertySources sources = new MutablePropertySources();

	/**
	 * @param name the name of the source, unique in the environment: Boot caches by it
	 * @param live makes a source that looks names up where they stand, or {@code null} to
	 * read the values that are given here
	 */
	LocationProperties(String name, Map<String, OriginTrackedValue> values,
			@Nullable Function<OriginTrackedMapPropertySource, LivePropertySource> live) {
		Map<String, String> texts = new HashMap<>();
		values.forEach((property, value) -> texts.put(property, String.valueOf(value.getValue())));
		this.texts = Collections.unmodifiableMap(texts);
		this.held = new OriginTrackedMapPropertySource(name, Collections.unmodifiableMap(new LinkedHashMap<>(values)),
				true);
		this.source = (live != null) ? live.apply(this.held) : this.held;
		this.names = this.held.getPropertyNames();
		this.sources.addLast(this.source);
	}

	/**
	 * Return the texts by name.
	 */
	Map<String, String> texts() {
		return this.texts;
	}

	/**
	 * Return the names, not a copy: a look-up of a name this source does not have asks
	 * for them.
	 */
	String[] names() {
		return this.names;
	}

	/**
	 * Return where a property of this generation stands.
	 */
	@Nullable ConfigStoreOrigin origin(String name) {
		return (ConfigStoreOrigin) this.held.getOrigin(name);
	}

	OriginTrackedMapPropertySource held() {
		return this.held;
	}

	EnumerablePropertySource<?> source() {
		return this.source;
	}

	MutablePropertySources sources() {
		return this.sources;
	}

	@Override
	public String toString() {
		return "LocationProperties[" + this.names.length + " properties]";
	}

}
