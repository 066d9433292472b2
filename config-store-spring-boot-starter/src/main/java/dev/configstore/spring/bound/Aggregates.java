package dev.configstore.spring.bound;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.springframework.beans.BeanUtils;

/**
 * Collections, maps and arrays: copies of the same kind, and the smallest edit that
 * brings one to a content without ever emptying it on the way.
 */
public final class Aggregates {

	private Aggregates() {
	}

	/**
	 * Return the entries in their order. Maps that hold {@code null} are possible.
	 */
	public static Map<Object, Object> entries(Map<?, ?> map) {
		return new LinkedHashMap<>(map);
	}

	public static Object copyOfArray(Object array) {
		int length = Array.getLength(array);
		Object copy = Array.newInstance(array.getClass().getComponentType(), length);
		System.arraycopy(array, 0, copy, 0, length);
		return copy;
	}

	/**
	 * Return a new collection of the same kind with other elements. Where the kind cannot
	 * be made, it is the very collection if that has these elements, being immutable so
	 * far as is known, or else one of a usual kind.
	 */
	@SuppressWarnings("unchecked")
	public static Collection<Object> like(Collection<?> collection, List<?> elements) {
		try {
			Collection<Object> copy = (Collection<Object>) emptyLike(collection);
			copy.addAll(elements);
			return copy;
		}
		catch (RuntimeException ex) {
			if (!isSynchronized(collection) && same(new ArrayList<>(collection), (List<Object>) elements)) {
				return (Collection<Object>) collection;
			}
			return (collection instanceof Set<?>) ? new LinkedHashSet<>(elements) : new ArrayList<>(elements);
		}
	}

	/** A wrapper that can be changed, and has no constructor to make another. */
	private static boolean isSynchronized(Object aggregate) {
		return aggregate.getClass().getName().startsWith("java.util.Collections$Synchronized");
	}

	@SuppressWarnings("unchecked")
	private static Collection<?> emptyLike(Collection<?> collection) {
		if (collection instanceof EnumSet<?> set) {
			EnumSet<?> copy = set.clone();
			copy.clear();
			return copy;
		}
		if (collection.getClass() == TreeSet.class) {
			return new TreeSet<>(((SortedSet<Object>) collection).comparator());
		}
		return BeanUtils.instantiateClass(collection.getClass());
	}

	/**
	 * Return a new map of the same kind with other entries, by the rule for collections.
	 */
	@SuppressWarnings("unchecked")
	public static Map<Object, Object> like(Map<?, ?> map, Map<?, ?> entries) {
		try {
			Map<Object, Object> copy = (Map<Object, Object>) emptyLike(map);
			copy.putAll(entries);
			return copy;
		}
		catch (RuntimeException ex) {
			return (!isSynchronized(map) && map.equals(entries)) ? (Map<Object, Object>) map
					: new LinkedHashMap<>(entries);
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<?, ?> emptyLike(Map<?, ?> map) {
		if (map instanceof EnumMap<?, ?> enums) {
			EnumMap<?, ?> copy = enums.clone();
			copy.clear();
			return copy;
		}
		if (map.getClass() == TreeMap.class) {
			return new TreeMap<>(((SortedMap<Object, Object>) map).comparator());
		}
		return BeanUtils.instantiateClass(map.getClass());
	}

	/**
	 * Bring a live collection to a content: what stays is not touched.
	 * @throws UnsupportedOperationException if the collection cannot be changed
	 */
	@SuppressWarnings("unchecked")
	public static void edit(Collection<?> live, Collection<?> content) {
		if (live instanceof List<?> list) {
			edit((List<Object>) list, new ArrayList<>(content));
		}
		else if (!same(new ArrayList<>(live), new ArrayList<>(content))) {
			Collection<Object> target = (Collection<Object>) live;
			if (live instanceof Set<?>) {
				target.addAll(content);
				Set<Object> kept = new LinkedHashSet<>(content);
				target.removeIf((element) -> !kept.contains(element));
			}
			else {
				List<Object> before = new ArrayList<>(live);
				target.addAll(content);
				before.forEach(target::remove);
			}
		}
	}

	private static void edit(List<Object> live, List<Object> content) {
		int common = Math.min(live.size(), content.size());
		for (int i = 0; i < common; i++) {
			if (live.get(i) != content.get(i)) {
				live.set(i, content.get(i));
			}
		}
		for (int i = common; i < content.size(); i++) {
			live.add(content.get(i));
		}
		for (int i = live.size() - 1; i >= content.size(); i--) {
			live.remove(i);
		}
	}

	/**
	 * Bring a live map to a content: what stays is not touched.
	 * @throws UnsupportedOperationException if the map cannot be changed
	 */
	@SuppressWarnings("unchecked")
	public static void edit(Map<?, ?> live, Map<?, ?> content) {
		Map<Object, Object> target = (Map<Object, Object>) live;
		content.forEach((key, value) -> {
			if (target.get(key) != value || !target.containsKey(key)) {
				target.put(key, value);
			}
		});
		for (Iterator<Object> keys = new ArrayList<>(target.keySet()).iterator(); keys.hasNext();) {
			Object key = keys.next();
			if (!content.containsKey(key)) {
				target.remove(key);
			}
		}
	}

	private static boolean same(List<Object> one, List<Object> other) {
		if (one.size() != other.size()) {
			return false;
		}
		for (int i = 0; i < one.size(); i++) {
			if (one.get(i) != other.get(i)) {
				return false;
			}
		}
		return true;
	}

}
