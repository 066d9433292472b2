package dev.configstore.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One item of a store: a name and its keys, deeply immutable.
 * <p>
 * A key's value is one of: {@link String} (S), {@link java.math.BigDecimal} (N, exact),
 * {@link Boolean} (BOOL), {@code null} (NULL), {@link Binary} (B), {@link java.util.Map}
 * (M), {@link java.util.List} (L), or a {@link java.util.Set} of strings, numbers or
 * binaries (SS, NS, BS; sorted). Values given in another form that means the same (any
 * {@link Number}, {@code byte[]}) are brought into this one, so an option that was
 * written equals the option that is read.
 *
 * @param name the name, 1 to 1,024 bytes of UTF-8
 * @param keys the values by key; may be empty; the table's own key attributes are never
 * among them
 */
public record Option(String name, Map<String, @Nullable Object> keys) {

	/**
	 * Create an option.
	 * @param name the name
	 * @param keys the values by key
	 * @throws IllegalArgumentException if a value has no exact form in DynamoDB; the
	 * message names the key and the type, never the value
	 */
	public Option {
		Objects.requireNonNull(name, "'name' must not be null");
		keys = Values.copyOfKeys(keys);
	}

	/**
	 * Return the value of a key.
	 * @param key the key
	 * @return the value; {@code null} when there is no such key, and when its value is
	 * DynamoDB's NULL ({@link #keys()} distinguishes the two)
	 */
	public @Nullable Object get(String key) {
		return this.keys.get(key);
	}

	/**
	 * Return this option with only the given keys. A key the option does not have is left
	 * out, as in a read from the table.
	 * @param wanted the keys to keep
	 * @return the option
	 */
	public Option only(Collection<String> wanted) {
		Map<String, @Nullable Object> kept = new LinkedHashMap<>();
		this.keys.forEach((key, value) -> {
			if (wanted.contains(key)) {
				kept.put(key, value);
			}
		});
		return new Option(this.name, kept);
	}

	/**
	 * Return the name and the names of the keys; values are secrets.
	 */
	@Override
	public String toString() {
		return "Option[name=" + this.name + ", keys=" + this.keys.keySet() + "]";
	}

}
