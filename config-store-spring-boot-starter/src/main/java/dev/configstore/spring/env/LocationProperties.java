package dev.configstore.spring.env;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.configstore.spring.ConfigStoreOrigin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.OriginTrackedValue;

/**
 * The properties of one location as of one generation, immutable.
 */
public final class LocationProperties {

	/** No property. */
	static final LocationProperties NONE = new LocationProperties("config-store", Map.of(), new String[0], null);

	private final String name;

	private final Map<String, OriginTrackedValue> values;

	private final String[] names;

	private final List<String> placeholders;

	private final @Nullable LookUpPropertySource live;

	/**
	 * @param name the name of the source, unique in the environment: Boot caches by it
	 * @param values the values; not copied, and not to be changed any more
	 * @param known the names of an earlier generation at the location
	 * @param live makes a source that looks names up where they are stored, or
	 * {@code null} to read the values that are given here
	 */
	LocationProperties(String name, Map<String, OriginTrackedValue> values, String[] known,
			@Nullable Supplier<LookUpPropertySource> live) {
		this.name = name;
		this.values = Collections.unmodifiableMap(values);
		this.names = sameNames(values, known) ? known : values.keySet().toArray(String[]::new);
		List<String> placeholders = new ArrayList<>();
		values.forEach((property, value) -> {
			if (hasPlaceholder(value)) {
				placeholders.add(property);
			}
		});
		this.placeholders = List.copyOf(placeholders);
		this.live = (live != null) ? live.get() : null;
	}

	private static boolean sameNames(Map<String, ?> values, String[] known) {
		if (values.size() != known.length) {
			return false;
		}
		int index = 0;
		for (String name : values.keySet()) {
			if (!name.equals(known[index++])) {
				return false;
			}
		}
		return true;
	}

	private static boolean hasPlaceholder(OriginTrackedValue value) {
		return value.getValue() instanceof String text && text.contains("${");
	}

	String name() {
		return this.name;
	}

	/**
	 * Return the values by name, in the order of {@link #names()}.
	 */
	Map<String, OriginTrackedValue> values() {
		return this.values;
	}

	/**
	 * Return the names, not a copy: a look-up of a name this source does not have calls
	 * this. The same array as that of an earlier generation with the same names.
	 */
	String[] names() {
		return this.names;
	}

	/**
	 * Return the names whose values have a placeholder.
	 */
	List<String> placeholders() {
		return this.placeholders;
	}

	boolean contains(String name) {
		return this.values.containsKey(name);
	}

	/**
	 * Return the value of a name as of this generation.
	 */
	public @Nullable Object held(String name) {
		OriginTrackedValue value = this.values.get(name);
		return (value != null) ? value.getValue() : null;
	}

	/**
	 * Return the value of a name: in simple mode as it is stored now.
	 */
	@Nullable Object value(String name) {
		return (this.live != null) ? this.live.getProperty(name) : held(name);
	}

	/**
	 * Return where a property of this generation is stored.
	 */
	public @Nullable ConfigStoreOrigin origin(String name) {
		OriginTrackedValue value = this.values.get(name);
		return (value != null) ? (ConfigStoreOrigin) value.getOrigin() : null;
	}

	/**
	 * Return how many properties come from a store.
	 */
	public int count(String store) {
		return (int) this.values.values()
			.stream()
			.filter((value) -> value.getOrigin() instanceof ConfigStoreOrigin origin && origin.store().equals(store))
			.count();
	}

	/**
	 * Return the source that looks names up where they are stored; {@code null} outside
	 * of simple mode.
	 */
	@Nullable LookUpPropertySource live() {
		return this.live;
	}

	@Override
	public String toString() {
		return "LocationProperties[" + this.names.length + " properties]";
	}

}
