package dev.configstore.model;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The keys of an option, in the one form that {@link Values} gives them. A type of its
 * own, so that keys in this form are recognized and not copied again.
 */
final class Keys extends AbstractMap<String, @Nullable Object> {

	private final SortedMap<String, @Nullable Object> sorted;

	/**
	 * Create keys.
	 * @param sorted the values, each in its one form; no other reference to this map is
	 * kept
	 */
	Keys(SortedMap<String, @Nullable Object> sorted) {
		this.sorted = sorted;
	}

	@Override
	public int size() {
		return this.sorted.size();
	}

	@Override
	public boolean containsKey(Object key) {
		return this.sorted.containsKey(key);
	}

	@Override
	public @Nullable Object get(Object key) {
		return this.sorted.get(key);
	}

	@Override
	public Set<Map.Entry<String, @Nullable Object>> entrySet() {
		return Collections.unmodifiableMap(this.sorted).entrySet();
	}

	@Override
	public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
		this.sorted.forEach(action);
	}

	/**
	 * Return the names of the keys; values are secrets.
	 */
	@Override
	public String toString() {
		return this.sorted.keySet().toString();
	}

	@Override
	public boolean equals(Object other) {
		return this.sorted.equals(other);
	}

	@Override
	public int hashCode() {
		return this.sorted.hashCode();
	}

}
