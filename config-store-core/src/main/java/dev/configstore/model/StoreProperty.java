package dev.configstore.model;

import java.util.Objects;

/**
 * One property: a flat name, its text, and where it is stored.
 *
 * @param name the name, {@code option.key}, as Spring sees it before a prefix
 * @param value the text
 * @param option the option it comes from
 * @param key the key of the option it comes from; a nested name or an index is not part
 * of it
 */
public record StoreProperty(String name, String value, String option, String key) {

	/**
	 * Create a property.
	 * @param name the name
	 * @param value the text
	 * @param option the option it comes from
	 * @param key the key of the option it comes from
	 */
	public StoreProperty {
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(value, "'value' must not be null");
		Objects.requireNonNull(option, "'option' must not be null");
		Objects.requireNonNull(key, "'key' must not be null");
	}

	/**
	 * Return everything but the value, which is a secret.
	 */
	@Override
	public String toString() {
		return "StoreProperty[name=" + this.name + ", option=" + this.option + ", key=" + this.key + "]";
	}

}
