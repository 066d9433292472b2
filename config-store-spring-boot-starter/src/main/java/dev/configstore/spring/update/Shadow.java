package dev.configstore.spring.update;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

import dev.configstore.spring.bound.BeanProperty;
import dev.configstore.spring.bound.BoundInstance;
import dev.configstore.spring.bound.Held;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.objenesis.SpringObjenesis;

/**
 * A bean as it would be, for constraints to be judged on: it has both what a candidate
 * gives and what code had set. Copied field by field, nested beans on the way to a
 * planned property too, and written by fields: no constructor, no setter and no callback
 * runs. All else is shared with the live bean, so a shadow may only be looked at.
 *
 * @param bean the bean's name
 * @param prefix its prefix
 * @param validated whether Boot would validate it by its annotation
 * @param live the object in use, to tell what is broken already
 * @param shadow the object as it would be; {@code null} where a planned property has no
 * field of its name, and only the live object can be judged, after the update
 */
public record Shadow(String bean, ConfigurationPropertyName prefix, boolean validated, Object live,
		@Nullable Object shadow) {

	private static final SpringObjenesis OBJENESIS = new SpringObjenesis();

	static Shadow of(InstancePlan plan) {
		Map<Object, Object> copies = new IdentityHashMap<>();
		Object shadow = copy(plan.object(), plan.owners(), copies);
		for (Step step : plan.steps()) {
			Object owner = copies.get(step.owner());
			if (owner == null || step.property() == null || !write(step.property(), owner, step.value())) {
				shadow = null;
				break;
			}
		}
		BoundInstance instance = plan.instance();
		return new Shadow(instance.name(), instance.prefix(), instance.isValidated(), plan.object(), shadow);
	}

	/**
	 * @param deep the nested beans that are copied too
	 */
	private static @Nullable Object copy(Object object, Set<Object> deep, Map<Object, Object> copies) {
		Object copy = OBJENESIS.newInstance(object.getClass(), true);
		copies.put(object, copy);
		for (Class<?> type = object.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (Modifier.isStatic(field.getModifiers())) {
					continue;
				}
				Held held = BeanProperty.readField(field, object);
				Object value = held.value();
				if (value != null && deep.contains(value)) {
					Object known = copies.get(value);
					value = (known != null) ? known : copy(value, deep, copies);
				}
				if (!held.isKnown() || !set(field, copy, value)) {
					return null;
				}
			}
		}
		return copy;
	}

	/** Final fields too: the copy has just been made. */
	private static boolean set(Field field, Object copy, @Nullable Object value) {
		try {
			// Each reflection of a field is opened by itself.
			field.trySetAccessible();
			field.set(copy, value);
			return true;
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return false;
		}
	}

	private static boolean write(BeanProperty property, Object owner, @Nullable Object value) {
		Field field = property.field();
		return field != null && !Modifier.isStatic(field.getModifiers()) && set(field, owner, value);
	}

	/** It holds values. */
	@Override
	public String toString() {
		return "Shadow[" + this.bean + "]";
	}

}
