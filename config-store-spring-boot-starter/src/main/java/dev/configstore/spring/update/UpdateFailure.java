package dev.configstore.spring.update;

import dev.configstore.spring.text.Printable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Why a bean cannot have what a candidate gives it.
 *
 * @param bean the bean's name, or the class of an object without one
 * @param type the class of the object that Boot has bound
 * @param property the property, or the bean's prefix where it is not known which
 * @param cause what was thrown; its message may hold the value, so it must be neither
 * logged nor shown
 */
public record UpdateFailure(String bean, Class<?> type, ConfigurationPropertyName property, Throwable cause) {

	/**
	 * Return what failed, by names and types alone.
	 */
	@Override
	public String toString() {
		Throwable root = this.cause;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		return "bean '" + this.bean + "', property '" + Printable.name(this.property.toString()) + "': "
				+ root.getClass().getName();
	}

}
