package dev.configstore.spring.bound;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ObjectUtils;

/**
 * What a property held at a moment: the reference, and for collections, maps and arrays a
 * shallow copy of the content, because they may be filled in place afterwards. Values are
 * secrets, and stay out of {@link #toString()}.
 */
public final class Held {

	/** It cannot be read. */
	public static final Held UNKNOWN = new Held(false, null, null);

	private static final Held NULL = new Held(true, null, null);

	private final boolean known;

	private final @Nullable Object value;

	private final @Nullable Object content;

	private Held(boolean known, @Nullable Object value, @Nullable Object content) {
		this.known = known;
		this.value = value;
		this.content = content;
	}

	public static Held of(@Nullable Object value) {
		if (value == null) {
			return NULL;
		}
		try {
			return new Held(true, value, content(value));
		}
		catch (RuntimeException ex) {
			// It is being changed at this moment, or its class does not allow a copy.
			return new Held(true, value, null);
		}
	}

	private static @Nullable Object content(Object value) {
		if (value instanceof Collection<?> collection) {
			return (collection.isEmpty()) ? List.of() : Arrays.asList(collection.toArray());
		}
		if (value instanceof Map<?, ?> map) {
			return (map.isEmpty()) ? Map.of() : Aggregates.entries(map);
		}
		return (value.getClass().isArray()) ? Aggregates.copyOfArray(value) : null;
	}

	public boolean isKnown() {
		return this.known;
	}

	public @Nullable Object value() {
		return this.value;
	}

	/**
	 * Return what was held, in an object that no other code holds; the very object where
	 * it is neither collection, map nor array, or cannot be copied.
	 */
	public @Nullable Object fresh() {
		Object value = this.value;
		if (value instanceof Collection<?> collection && this.content instanceof List<?> elements) {
			return Aggregates.like(collection, elements);
		}
		if (value instanceof Map<?, ?> map && this.content instanceof Map<?, ?> entries) {
			return Aggregates.like(map, entries);
		}
		if (value != null && value.getClass().isArray() && this.content != null) {
			return Aggregates.copyOfArray(this.content);
		}
		return value;
	}

	/**
	 * Return what a binder may fill: for a map an empty one of the same kind, so that
	 * what it gets is known.
	 */
	public @Nullable Object emptyOrFresh() {
		return (this.value instanceof Map<?, ?> map) ? Aggregates.like(map, Map.of()) : fresh();
	}

	/**
	 * Return the entries that a map had; empty for anything else.
	 */
	public Map<?, ?> entries() {
		return (this.content instanceof Map<?, ?> entries) ? entries : Map.of();
	}

	/**
	 * Put the content back into the object, where something has changed it in place.
	 */
	public void restoreContent() {
		Object value = this.value;
		if (value instanceof Collection<?> collection && this.content instanceof List<?> elements) {
			Aggregates.edit(collection, elements);
		}
		else if (value instanceof Map<?, ?> map && this.content instanceof Map<?, ?> entries) {
			Aggregates.edit(map, entries);
		}
		else if (value != null && this.content != null && !same(value, this.content)) {
			System.arraycopy(this.content, 0, value, 0, Array.getLength(value));
		}
	}

	/**
	 * Whether another value equals this one, so that the setter need not be called.
	 */
	public boolean isEqualTo(@Nullable Object other) {
		return this.known && same(this.value, other);
	}

	static boolean same(@Nullable Object one, @Nullable Object other) {
		try {
			if (one instanceof Object[] first && other instanceof Object[] second) {
				return Arrays.deepEquals(first, second);
			}
			return ObjectUtils.nullSafeEquals(one, other);
		}
		catch (RuntimeException ex) {
			// An equals of the application that throws.
			return false;
		}
	}

	@Override
	public String toString() {
		return (this.known) ? "Held" : "Held[unknown]";
	}

}
