package dev.configstore.spring.env;

import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.OriginTrackedValue;

/**
 * The values of one location, whichever generation is in use: always of the same names.
 * Boot makes an index of the names of an immutable source, at a cost that grows with
 * them, and reads values at each look-up. As long as no name is added or removed, one
 * source can show generation after generation, with the same index.
 * <p>
 * Once the names change this is not returned any more; a reader that still holds it sees
 * the values of these names as of its last read.
 */
final class CurrentValues extends AbstractMap<String, OriginTrackedValue> implements PlaceholderNames {

	private final Supplier<LocationProperties> current;

	private final String[] names;

	/** Not known any more once the application is closed. */
	private volatile @Nullable LocationProperties last;

	private volatile boolean released;

	/**
	 * @param current gives the properties in use
	 * @param first the properties that have the names
	 */
	CurrentValues(Supplier<LocationProperties> current, LocationProperties first) {
		this.current = current;
		this.names = first.names();
		this.last = first;
	}

	boolean isFor(LocationProperties properties) {
		return this.names == properties.names();
	}

	/**
	 * Hold nothing any more: caches of others may keep this.
	 */
	void release() {
		this.released = true;
		this.last = null;
	}

	private LocationProperties properties() {
		LocationProperties last = this.last;
		LocationProperties now = this.current.get();
		if (now == last) {
			return now;
		}
		if (now.names() == this.names) {
			if (!this.released) {
				this.last = now;
			}
			return now;
		}
		return (last != null) ? last : LocationProperties.NONE;
	}

	@Override
	public @Nullable OriginTrackedValue get(Object name) {
		return properties().values().get(name);
	}

	@Override
	public boolean containsKey(Object name) {
		return properties().values().containsKey(name);
	}

	@Override
	public Set<String> keySet() {
		return properties().values().keySet();
	}

	@Override
	public Set<Map.Entry<String, OriginTrackedValue>> entrySet() {
		return properties().values().entrySet();
	}

	@Override
	public List<String> placeholderNames() {
		return properties().placeholders();
	}

	/**
	 * Return how much it holds; values are secrets.
	 */
	@Override
	public String toString() {
		return properties().toString();
	}

}
