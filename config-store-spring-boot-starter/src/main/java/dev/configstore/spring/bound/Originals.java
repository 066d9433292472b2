package dev.configstore.spring.bound;

import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Notes the collections, maps and arrays of a bean at its first binding, whether they are
 * bound then or not: code may fill them in place afterwards, and a note taken at their
 * own first binding would have that twice once a callback runs again.
 * <p>
 * Fields are read, no getter is called. Nested beans are followed as Boot's metadata does
 * it: classes that are members of another, or fields marked as nested.
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
		BeanShape.of(bean.getClass()).properties().forEach((name, property) -> {
			Field field = property.field();
			if (field != null && BeanProperty.isAggregate(field.getType())) {
				Held held = property.read(bean);
				if (held.isKnown() && property.isSettable()) {
					notes.note(prefix.append(name), held);
				}
			}
			else if (field != null && isNested(field)) {
				Object nested = nested(field, bean);
				if (nested != null) {
					note(nested, prefix.append(name), notes, visited);
				}
			}
		});
	}

	private static boolean isNested(Field field) {
		Class<?> type = field.getType();
		return !type.isEnum() && !type.getName().startsWith("java.")
				&& (type.getDeclaringClass() != null || field.isAnnotationPresent(NestedConfigurationProperty.class));
	}

	private static @Nullable Object nested(Field field, Object bean) {
		return BeanProperty.readField(field, bean).value();
	}

}
