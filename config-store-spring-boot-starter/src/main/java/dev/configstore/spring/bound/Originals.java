package dev.configstore.spring.bound;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Notes the collections, maps and arrays of a bean at its first binding, whether they are
 * bound then or not: code may fill them in place afterwards, and a note taken at their
 * own first binding would have that twice once a callback runs again.
 * <p>
 * Fields with a setter of their type are read, and no getter is called. Nested beans are
 * followed as Boot's metadata does it: classes that are members of another, or fields
 * marked as nested. This happens at the start for every bean that is bound, so it looks
 * at fields only, and for methods only where a field calls for it.
 */
final class Originals {

	private static final Logger logger = LoggerFactory.getLogger(Originals.class);

	private Originals() {
	}

	static void note(Object bean, ConfigurationPropertyName prefix, Notes notes) {
		if (NotingBindHandler.isAggregate(bean)) {
			notes.note(prefix, Held.of(bean));
			return;
		}
		try {
			note(bean, prefix, notes, Collections.newSetFromMap(new IdentityHashMap<>()));
		}
		catch (RuntimeException | LinkageError ex) {
			// A class that cannot be read in full; Boot may never ask for that part of
			// it.
			logger.debug("Not all of {} can be read: {}", bean.getClass().getName(), ex.getClass().getName());
		}
	}

	private static void note(Object bean, ConfigurationPropertyName prefix, Notes notes, Set<Object> visited) {
		if (!visited.add(bean)) {
			return;
		}
		for (Class<?> type = bean.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
					note(field, bean, prefix, notes, visited);
				}
			}
		}
	}

	private static void note(Field field, Object bean, ConfigurationPropertyName prefix, Notes notes,
			Set<Object> visited) {
		if (BeanProperty.isAggregate(field.getType())) {
			ConfigurationPropertyName name = isBound(bean, "set", field, field.getType()) ? name(prefix, field) : null;
			if (name != null) {
				Held held = BeanProperty.readField(field, bean);
				if (held.isKnown()) {
					notes.note(name, held);
				}
			}
		}
		else if (isNested(field) && isBound(bean, "get", field)) {
			Object nested = BeanProperty.readField(field, bean).value();
			ConfigurationPropertyName name = (nested != null) ? name(prefix, field) : null;
			if (nested != null && name != null) {
				note(nested, name, notes, visited);
			}
		}
	}

	private static boolean isNested(Field field) {
		Class<?> type = field.getType();
		return !type.isEnum() && !type.getName().startsWith("java.")
				&& (type.getDeclaringClass() != null || field.isAnnotationPresent(NestedConfigurationProperty.class));
	}

	private static boolean isBound(Object bean, String prefix, Field field, Class<?>... parameters) {
		Method accessor = ReflectionUtils.findMethod(bean.getClass(), prefix + StringUtils.capitalize(field.getName()),
				parameters);
		return accessor != null && BeanShape.isCandidate(accessor);
	}

	private static @Nullable ConfigurationPropertyName name(ConfigurationPropertyName prefix, Field field) {
		ConfigurationPropertyName name = ConfigurationPropertyName.ofIfValid(BeanProperty.boundName(field));
		return (name != null) ? prefix.append(name) : null;
	}

}
