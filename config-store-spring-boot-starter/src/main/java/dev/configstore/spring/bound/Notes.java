package dev.configstore.spring.bound;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.configstore.spring.difference.ChangedNames;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * What is known of a bean's bindings: the originals of its properties, the keys of its
 * maps that configuration has put there, and the names that other libraries' bind
 * handlers asked for elsewhere. Kept by name, not by owner, so that it leads back to no
 * bean. Safe for several threads.
 */
public final class Notes {

	/** Configuration does not carry the property, or not any more. */
	public static final Set<Object> NOTHING = Collections.unmodifiableSet(new HashSet<>());

	private final Map<ConfigurationPropertyName, Held> originals = new ConcurrentHashMap<>();

	private final Map<ConfigurationPropertyName, Set<Object>> carried = new ConcurrentHashMap<>();

	private final Map<ConfigurationPropertyName, Set<ConfigurationPropertyName>> asked = new ConcurrentHashMap<>();

	/**
	 * Note what a property holds. The first note wins.
	 */
	public void note(ConfigurationPropertyName property, Held held) {
		this.originals.putIfAbsent(property, held);
	}

	public @Nullable Held original(ConfigurationPropertyName property) {
		return this.originals.get(property);
	}

	/**
	 * Note that configuration carries a property now; of a map, which keys. The last note
	 * wins.
	 * @param keys the keys, empty for all but maps; {@link #NOTHING} where it does not
	 */
	public void carries(ConfigurationPropertyName property, Set<Object> keys) {
		this.carried.put(property, keys);
	}

	public Set<Object> carried(ConfigurationPropertyName property) {
		return this.carried.getOrDefault(property, NOTHING);
	}

	/**
	 * Whether configuration has given the property what it holds. If it has not, code has
	 * the say.
	 */
	public boolean isCarried(ConfigurationPropertyName property) {
		return carried(property) != NOTHING;
	}

	/**
	 * Note that the binding of a property has asked for another name.
	 */
	void asks(ConfigurationPropertyName property, ConfigurationPropertyName elsewhere) {
		this.asked.computeIfAbsent(elsewhere, (name) -> ConcurrentHashMap.newKeySet()).add(property);
	}

	/**
	 * Return the properties whose binding has asked for a name that differs.
	 */
	public Set<ConfigurationPropertyName> askedFor(ChangedNames changed) {
		if (this.asked.isEmpty()) {
			return Set.of();
		}
		Set<ConfigurationPropertyName> properties = new LinkedHashSet<>();
		this.asked.forEach((elsewhere, by) -> {
			if (changed.touches(elsewhere)) {
				properties.addAll(by);
			}
		});
		return properties;
	}

	/**
	 * Take over what an update has found out. Originals that are known already stay.
	 * @return what forgets it again
	 */
	public Runnable keep(Notes found) {
		Set<ConfigurationPropertyName> added = new LinkedHashSet<>();
		found.originals.forEach((property, held) -> {
			if (this.originals.putIfAbsent(property, held) == null) {
				added.add(property);
			}
		});
		found.asked.forEach((elsewhere, by) -> by.forEach((property) -> asks(property, elsewhere)));
		Map<ConfigurationPropertyName, Set<Object>> replaced = new HashMap<>();
		found.carried.forEach((property, keys) -> {
			replaced.put(property, carried(property));
			carries(property, keys);
		});
		return () -> {
			this.originals.keySet().removeAll(added);
			this.carried.putAll(replaced);
		};
	}

	/** Originals are values. */
	@Override
	public String toString() {
		return "Notes[" + this.originals.keySet() + "]";
	}

}
