package dev.configstore.spring.difference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * The names of properties that differ. Asked for many names, so it looks up and never
 * searches. Immutable.
 */
public final class ChangedNames {

	private static final ChangedNames EVERYTHING = new ChangedNames(Map.of(), true);

	private final Map<ConfigurationPropertyName, String> names;

	private final Set<ConfigurationPropertyName> above = new HashSet<>();

	private final boolean everything;

	private ChangedNames(Map<ConfigurationPropertyName, String> names, boolean everything) {
		this.names = names;
		this.everything = everything;
		names.keySet().forEach((name) -> {
			ConfigurationPropertyName parent = name;
			do {
				parent = parent.getParent();
			}
			while (this.above.add(parent) && !parent.isEmpty());
		});
	}

	/**
	 * Return names as they stand.
	 * @param names the names, in any spelling
	 * @return the names that differ
	 */
	public static ChangedNames of(Collection<String> names) {
		Map<ConfigurationPropertyName, String> known = new LinkedHashMap<>();
		names.forEach((text) -> {
			ConfigurationPropertyName name = ConfigurationPropertyName.adapt(text, '.');
			if (!name.isEmpty()) {
				known.putIfAbsent(name, text);
			}
		});
		return new ChangedNames(known, false);
	}

	/**
	 * Return that every name may differ.
	 * @return any name
	 */
	public static ChangedNames everything() {
		return EVERYTHING;
	}

	/**
	 * Whether nothing differs.
	 * @return whether there is no name
	 */
	public boolean isEmpty() {
		return !this.everything && this.names.isEmpty();
	}

	/**
	 * Return the names as they were spelt; empty where every name may differ.
	 * @return the names
	 */
	public Set<String> names() {
		return Set.copyOf(this.names.values());
	}

	/**
	 * Whether a name differs, or one below it, or one above it.
	 * @param name the name of a property, or a prefix
	 * @return whether what is bound to that name may differ
	 */
	public boolean touches(ConfigurationPropertyName name) {
		return this.everything || isBelow(name) || isAtOrAbove(name);
	}

	public boolean isBelow(ConfigurationPropertyName name) {
		return this.everything || this.above.contains(name);
	}

	boolean isAt(ConfigurationPropertyName name) {
		return this.everything || this.names.containsKey(name);
	}

	private boolean isAtOrAbove(ConfigurationPropertyName name) {
		for (ConfigurationPropertyName each = name; !each.isEmpty(); each = each.getParent()) {
			if (this.names.containsKey(each)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return these names and others.
	 */
	public ChangedNames and(Collection<ConfigurationPropertyName> others) {
		if (this.everything || others.isEmpty()) {
			return this;
		}
		Map<ConfigurationPropertyName, String> names = new LinkedHashMap<>(this.names);
		others.forEach((name) -> names.putIfAbsent(name, name.toString()));
		return new ChangedNames(names, false);
	}

	/**
	 * Return the names below a prefix.
	 */
	public List<ConfigurationPropertyName> below(ConfigurationPropertyName prefix) {
		List<ConfigurationPropertyName> below = new ArrayList<>();
		if (this.above.contains(prefix)) {
			this.names.keySet().stream().filter(prefix::isAncestorOf).forEach(below::add);
		}
		return below;
	}

	@Override
	public String toString() {
		return (this.everything) ? "ChangedNames[*]" : "ChangedNames" + this.names.values();
	}

}
