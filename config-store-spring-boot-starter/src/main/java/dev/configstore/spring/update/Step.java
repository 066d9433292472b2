package dev.configstore.spring.update;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.configstore.spring.bound.Aggregates;
import dev.configstore.spring.bound.BeanProperty;
import dev.configstore.spring.bound.Held;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * One property that will get something else. Holds values; its text does not.
 *
 * @param name the property
 * @param owner the object that has the property
 * @param property how it is set; {@code null} for a bean that is a collection or map
 * @param kind what is done
 * @param value what it gets
 */
record Step(ConfigurationPropertyName name, Object owner, @Nullable BeanProperty property, Kind kind,
		@Nullable Object value) {

	/**
	 * Return what the property holds now.
	 */
	Held read() {
		return (this.property != null) ? this.property.read(this.owner) : Held.of(this.owner);
	}

	/**
	 * Set the property.
	 * @throws Throwable what other people's code throws
	 */
	void run() throws Throwable {
		if (this.kind == Kind.EDIT) {
			edit(read().value());
		}
		else if (this.property != null) {
			Map<?, ?> before = (this.value instanceof Map<?, ?>) ? read().entries() : Map.of();
			this.property.set(this.owner, this.value);
			if (this.value instanceof Map<?, ?> content && read().value() instanceof Map<?, ?> live) {
				removeLeftOvers(live, before, content);
			}
			if (this.kind == Kind.ORIGINAL) {
				// A setter that transforms has done so before, with what is put back.
				Held held = this.property.read(this.owner);
				if (held.isKnown() && !held.isEqualTo(this.value)) {
					this.property.write(this.owner, this.value);
				}
			}
		}
	}

	/**
	 * Remove what a setter has left that only adds to a map: the very entries that were
	 * there before and are not wanted. What a setter has made of a wanted entry stays.
	 */
	private static void removeLeftOvers(Map<?, ?> live, Map<?, ?> before, Map<?, ?> content) {
		if (live != content) {
			Set<Object> left = new HashSet<>(before.keySet());
			left.removeIf(
					(key) -> content.containsKey(key) || !live.containsKey(key) || live.get(key) != before.get(key));
			live.keySet().removeAll(left);
		}
	}

	private void edit(@Nullable Object live) {
		if (live instanceof Map<?, ?> map && this.value instanceof Map<?, ?> content) {
			Aggregates.edit(map, content);
		}
		else if (live instanceof Collection<?> collection && this.value instanceof Collection<?> content) {
			Aggregates.edit(collection, content);
		}
	}

	/**
	 * Write the field of the property's name, where the setter does not take the value.
	 * @return whether there is such a field
	 */
	boolean write() {
		return this.property != null && this.property.write(this.owner, this.value);
	}

	@Override
	public String toString() {
		return this.kind + " " + this.name;
	}

	/** What is done. */
	enum Kind {

		/** What the candidate gives, by the setter. */
		VALUE,

		/**
		 * What the property held before it was bound, by the setter or else the field.
		 */
		ORIGINAL,

		/** The content of a collection or map without setter, entry by entry. */
		EDIT

	}

}
