package dev.configstore.spring.dryrun;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * A bean that Boot binds properties to, as its definition says.
 *
 * @param name the bean's name
 * @param annotation its annotation
 * @param target what is bound, without any instance
 * @param constructor makes a fresh instance of a JavaBean; {@code null} for a value
 * object, and for a bean that only its factory method can make
 * @param isMadeByCode whether a factory method makes the bean, and may set what is not
 * bound
 * @param isScoped whether it is neither a singleton nor a prototype
 */
record PropertiesBean(String name, ConfigurationProperties annotation, Bindable<?> target,
		@Nullable Constructor<?> constructor, boolean isMadeByCode, boolean isScoped) {

	ConfigurationPropertyName prefix() {
		return ConfigurationPropertyName.of(this.annotation.prefix());
	}

	Class<?> type() {
		return this.target.getType().resolve(Object.class);
	}

	boolean isValueObject() {
		return this.target.getBindMethod() == BindMethod.VALUE_OBJECT;
	}

	/**
	 * Return what makes a fresh instance of a JavaBean, public or not, if anything does.
	 */
	static @Nullable Constructor<?> constructor(Class<?> type) {
		if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
			return null;
		}
		try {
			return type.getDeclaredConstructor();
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

	/**
	 * Return this bean as of the class that its last instance had.
	 * @param type the class, or {@code null} if there was none
	 */
	PropertiesBean as(@Nullable Class<?> type) {
		return (type == null || isValueObject() || type == type()) ? this : new PropertiesBean(this.name,
				this.annotation, this.target, constructor(type), this.isMadeByCode, this.isScoped);
	}

	/**
	 * Whether a fresh instance can be made without the bean's factory method.
	 */
	boolean isCheckable() {
		return isValueObject() || this.constructor != null;
	}

	/**
	 * Return a target that nobody else holds.
	 */
	Bindable<?> fresh() {
		return (this.constructor != null) ? fresh(this.target, BeanUtils.instantiateClass(this.constructor))
				: this.target;
	}

	@SuppressWarnings("unchecked")
	private static <T> Bindable<T> fresh(Bindable<T> target, Object instance) {
		return target.withExistingValue((T) instance);
	}

}
