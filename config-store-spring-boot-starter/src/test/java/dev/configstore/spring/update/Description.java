package dev.configstore.spring.update;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.core.io.Resource;

/**
 * What an object holds, as text: equal texts, equal content. And the objects in it, one
 * after the other, to compare their identities.
 */
final class Description {

	private Description() {
	}

	static String of(Object object) {
		return text(object, Collections.newSetFromMap(new IdentityHashMap<>()));
	}

	private static String text(Object object, Set<Object> visited) {
		if (object == null || isValue(object)) {
			return String.valueOf(object);
		}
		if (!visited.add(object)) {
			return "...";
		}
		if (object instanceof Map<?, ?> map) {
			Map<String, String> entries = new TreeMap<>();
			map.forEach((key, value) -> entries.put(String.valueOf(key), text(value, visited)));
			return entries.toString();
		}
		if (object instanceof Collection<?> || object.getClass().isArray()) {
			List<String> elements = new ArrayList<>();
			elements(object).forEach((element) -> elements.add(text(element, visited)));
			return elements.toString();
		}
		Map<String, String> fields = new TreeMap<>();
		fields(object).forEach((name, value) -> fields.put(name, text(value, visited)));
		return fields.toString();
	}

	static List<Object> parts(Object object) {
		List<Object> parts = new ArrayList<>();
		collect(object, parts, Collections.newSetFromMap(new IdentityHashMap<>()));
		return parts;
	}

	private static void collect(Object object, List<Object> parts, Set<Object> visited) {
		parts.add(object);
		if (object == null || isValue(object) || !visited.add(object)) {
			return;
		}
		if (object instanceof Map<?, ?> map) {
			new TreeMap<String, Object>(byText(map)).values().forEach((value) -> collect(value, parts, visited));
		}
		else if (object instanceof Collection<?> || object.getClass().isArray()) {
			elements(object).forEach((element) -> collect(element, parts, visited));
		}
		else {
			fields(object).values().forEach((value) -> collect(value, parts, visited));
		}
	}

	private static Map<String, Object> byText(Map<?, ?> map) {
		Map<String, Object> entries = new TreeMap<>();
		map.forEach((key, value) -> entries.put(String.valueOf(key), value));
		return entries;
	}

	private static List<Object> elements(Object object) {
		if (object instanceof Collection<?> collection) {
			return new ArrayList<>(collection);
		}
		List<Object> elements = new ArrayList<>();
		for (int i = 0; i < Array.getLength(object); i++) {
			elements.add(Array.get(object, i));
		}
		return elements;
	}

	private static boolean isValue(Object object) {
		return object instanceof Resource || object instanceof Enum<?> || object instanceof Record
				|| (object.getClass().getName().startsWith("java.") && !(object instanceof Map<?, ?>)
						&& !(object instanceof Collection<?>) && !object.getClass().isArray())
				|| object.getClass().getName().startsWith("org.springframework.");
	}

	private static Map<String, Object> fields(Object object) {
		Map<String, Object> fields = new TreeMap<>();
		for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !"calls".equals(field.getName())) {
					try {
						field.setAccessible(true);
						fields.put(field.getName(), field.get(object));
					}
					catch (IllegalAccessException ex) {
						throw new IllegalStateException(ex);
					}
				}
			}
		}
		return fields;
	}

}
