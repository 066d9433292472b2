package dev.configstore.spring.bound;

import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * A property of a JavaBean as Boot binds it: what it is called, and by what it is read
 * and set.
 */
public final class BeanProperty {

	private final String name;

	private @Nullable Method getter;

	private @Nullable Method setter;

	private @Nullable Field field;

	BeanProperty(String name) {
		this.name = name;
	}

	void addGetter(Method getter) {
		if (this.getter == null || this.getter.getName().startsWith("is")) {
			this.getter = getter;
		}
	}

	void addSetter(Method setter) {
		if (this.setter == null
				|| (this.getter != null && this.getter.getReturnType().equals(setter.getParameterTypes()[0]))) {
			this.setter = setter;
		}
	}

	void addField(Field field) {
		if (this.field == null) {
			this.field = field;
		}
	}

	/**
	 * Return the name in configuration, below that of its owner.
	 */
	String boundName() {
		return (this.field != null) ? boundName(this.field, this.name) : DataObjectPropertyName.toDashedForm(this.name);
	}

	/**
	 * Return the name in configuration of the property that a field of its name belongs
	 * to.
	 */
	static String boundName(Field field) {
		return boundName(field, field.getName());
	}

	private static String boundName(Field field, String property) {
		Name name = field.getDeclaredAnnotation(Name.class);
		return (name != null) ? name.value() : DataObjectPropertyName.toDashedForm(property);
	}

	public Annotation[] annotations() {
		return (this.field != null) ? this.field.getDeclaredAnnotations() : new Annotation[0];
	}

	/**
	 * Return the declared type, with the generics that the owner's type gives it.
	 */
	public ResolvableType type(ResolvableType owner) {
		MethodParameter parameter = (this.setter != null) ? new MethodParameter(this.setter, 0)
				: new MethodParameter(Objects.requireNonNull(this.getter), -1);
		return ResolvableType.forMethodParameter(parameter, owner);
	}

	public boolean isSettable() {
		return this.setter != null;
	}

	static boolean isAggregate(Class<?> type) {
		return Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type) || type.isArray();
	}

	public @Nullable Field field() {
		return this.field;
	}

	/**
	 * Return what the property holds: the field of its name where the setter's argument
	 * would fit as it is (a getter may hand out a view, a setter may transform), else
	 * what the getter says.
	 */
	public Held read(Object owner) {
		Field field = ownField();
		if (field != null) {
			return readField(field, owner);
		}
		if (this.getter == null || (this.setter != null && !isAssignable(this.setter, this.getter))) {
			return Held.UNKNOWN;
		}
		return get(owner);
	}

	/**
	 * Return what the getter says, as Boot asks it for nested beans.
	 */
	public Held get(Object owner) {
		if (this.getter == null || !open(this.getter, owner)) {
			return Held.UNKNOWN;
		}
		try {
			return Held.of(this.getter.invoke(owner));
		}
		catch (InvocationTargetException ex) {
			// As Boot sees a lateinit property.
			return "kotlin.UninitializedPropertyAccessException".equals(ex.getTargetException().getClass().getName())
					? Held.of(null) : Held.UNKNOWN;
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return Held.UNKNOWN;
		}
	}

	/**
	 * Call the setter.
	 * @throws Throwable what the setter throws
	 */
	public void set(Object owner, @Nullable Object value) throws Throwable {
		Method setter = this.setter;
		if (setter == null) {
			throw new IllegalStateException("No setter found for property: " + this.name);
		}
		open(setter, owner);
		try {
			setter.invoke(owner, value);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/**
	 * Write the field of the property's name, past the setter.
	 * @return whether there is one that takes the value
	 */
	public boolean write(Object owner, @Nullable Object value) {
		Field field = ownField();
		return field != null && writeField(field, owner, value);
	}

	public static Held readField(Field field, Object owner) {
		try {
			return open(field, owner) ? Held.of(field.get(owner)) : Held.UNKNOWN;
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return Held.UNKNOWN;
		}
	}

	public static boolean writeField(Field field, Object owner, @Nullable Object value) {
		try {
			if (Modifier.isFinal(field.getModifiers()) || !open(field, owner)) {
				return false;
			}
			field.set(owner, value);
			return true;
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return false;
		}
	}

	/**
	 * Return the field that holds what the setter was given, as far as types can tell.
	 */
	private @Nullable Field ownField() {
		Field field = this.field;
		return (field != null && this.setter != null && !Modifier.isStatic(field.getModifiers())
				&& field.getType().equals(this.setter.getParameterTypes()[0])) ? field : null;
	}

	private static boolean isAssignable(Method setter, Method getter) {
		return setter.getParameterTypes()[0].isAssignableFrom(getter.getReturnType());
	}

	private static boolean open(AccessibleObject member, Object owner) {
		return member.canAccess(owner) || member.trySetAccessible();
	}

	/** The property's name; it holds no value. */
	@Override
	public String toString() {
		return this.name;
	}

}
