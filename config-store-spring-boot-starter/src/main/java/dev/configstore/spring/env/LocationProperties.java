package dev.configstore.spring.env;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * The properties of one location as of one generation, immutable. What Spring reads from
 * is Boot's own immutable source: its look-ups of names it does not have cost the same at
 * ten and at ten thousand names.
 */
final class LocationProperties {

	private final Map<String, String> texts;

	private final String[] names;

	private final EnumerablePropertySource<?> source;

	private final MutablePropertySources sources = new MutablePropertySources();

	/**
	 * @param name the name of the source, unique in the environment: Boot caches by it
	 */
	LocationProperties(String name, Map<String, OriginTrackedValue> values) {
		Map<String, String> texts = new HashMap<>();
		values.forEach((property, value) -> texts.put(property, String.valueOf(value.getValue())));
		this.texts = Collections.unmodifiableMap(texts);
		this.source = new OriginTrackedMapPropertySource(name, Collections.unmodifiableMap(new LinkedHashMap<>(values)),
				true);
		this.names = this.source.getPropertyNames();
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
