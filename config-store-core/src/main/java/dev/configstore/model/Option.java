package dev.configstore.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.OptionNotFoundException;
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
 * <p>
 * {@link #get(String, Class)} and {@link #find(String, Class)} read a value as a type of
 * Java, <pre class="code">
 * int port = option.get("port", Integer.class);
 * Duration timeout = option.find("timeout", Duration.class).orElse(Duration.ofSeconds(5));
 * List&lt;String&gt; hosts = List.of(option.get("hosts", String[].class));
 * </pre>
 *
 * exactly: what the type cannot hold is an error, and nothing is rounded. The types are
 * <ul>
 * <li>{@code String}: a text, a number as plain decimal digits, {@code true} and
 * {@code false};</li>
 * <li>{@code Boolean}: a boolean, or the text {@code true} or {@code false};</li>
 * <li>{@code Byte}, {@code Short}, {@code Integer}, {@code Long}, {@code BigInteger},
 * {@code BigDecimal}: a number, or a text of decimal digits;</li>
 * <li>{@code Float}, {@code Double}: the same, if its shortest decimal form is that
 * number;</li>
 * <li>{@code Duration}: a text in the form of ISO-8601 ({@code PT10S}), or a number and
 * its unit ({@code 10s}; {@code ns}, {@code us}, {@code ms}, {@code s}, {@code m},
 * {@code h}, {@code d});</li>
 * <li>an enum: a text that is the name of a constant;</li>
 * <li>{@code byte[]}, {@link Binary}: binary data;</li>
 * <li>an array of any of these: a list or a set, element by element;</li>
 * <li>{@code List}, {@code Set}, {@code Map}, {@code Object}: the value as it is.</li>
 * </ul>
 * The classes of primitive types count as those of their wrappers.
 */
public final class Option {

	private final String name;

	private final Map<String, @Nullable Object> keys;

	private final Place place;

	/**
	 * Create an option.
	 * @param name the name, 1 to 1,024 bytes of UTF-8
	 * @param keys the values by key; may be empty; the table's own key attributes are
	 * never among them; copied
	 * @throws IllegalArgumentException if a value has no exact form in DynamoDB; the
	 * message names the key and the type, never the value
	 */
	public Option(String name, Map<String, ? extends @Nullable Object> keys) {
		this(new Place("", null, Objects.requireNonNull(name, "'name' must not be null")), keys);
	}

	/**
	 * Create an option that was read from a store. It equals one that was not: where it
	 * is stands in messages only.
	 * @param place where it was read; the place of an option
	 * @param keys the values by key; copied
	 * @throws IllegalArgumentException if a value has no exact form in DynamoDB
	 */
	public Option(Place place, Map<String, ? extends @Nullable Object> keys) {
		Objects.requireNonNull(place, "'place' must not be null");
		this.name = Objects.requireNonNull(place.option(), "'place' must be the place of an option");
		this.keys = Values.copyOfKeys(Objects.requireNonNull(keys, "'keys' must not be null"));
		this.place = place;
	}

	/**
	 * Return the name.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the values as they are.
	 * @return the values by key, in the order of the keys; may be empty
	 */
	public Map<String, @Nullable Object> keys() {
		return this.keys;
	}

	/**
	 * Return the value of a key as it is.
	 * @param key the key
	 * @return the value; {@code null} when there is no such key, and when its value is
	 * DynamoDB's NULL ({@link #keys()} distinguishes the two)
	 */
	public @Nullable Object get(String key) {
		return this.keys.get(Objects.requireNonNull(key, "'key' must not be null"));
	}

	/**
	 * Return the value of a key that has to be there.
	 * @param key the key
	 * @param type the type to read it as, one that {@link Option} lists
	 * @param <T> the type
	 * @return the value
	 * @throws OptionNotFoundException if there is no such key, or its value is NULL
	 * @throws MalformedItemException if the value has no exact form in the type; the
	 * message names table, store, option, key and type, never the value
	 * @throws IllegalArgumentException if no value can be read as the type
	 */
	public <T> T get(String key, Class<T> type) {
		return find(key, type).orElseThrow(() -> missing(key, Conversion.name(type)));
	}

	private OptionNotFoundException missing(String key, String type) {
		return new OptionNotFoundException(
				this.keys.containsKey(key) ? "The value of key '" + key + "' is NULL, and " + type + " was asked for"
						: "There is no key '" + key + "' in this option, and " + type + " was asked for",
				this.place);
	}

	/**
	 * Return the value of a key that may be missing.
	 * @param key the key
	 * @param type the type to read it as, one that {@link Option} lists
	 * @param <T> the type
	 * @return the value; empty if there is no such key, or its value is NULL
	 * @throws MalformedItemException if there is a value without an exact form in the
	 * type; the message names table, store, option, key and type, never the value
	 * @throws IllegalArgumentException if no value can be read as the type
	 */
	public <T> Optional<T> find(String key, Class<T> type) {
		return new Conversion<>(type, key, this.place).of(get(key));
	}

	/**
	 * Return this option with only the given keys. A key the option does not have is left
	 * out, as in a read from the table.
	 * @param wanted the keys to keep
	 * @return the option
	 */
	public Option only(Collection<String> wanted) {
		Objects.requireNonNull(wanted, "'wanted' must not be null");
		Map<String, @Nullable Object> kept = new LinkedHashMap<>();
		this.keys.forEach((key, value) -> {
			if (wanted.contains(key)) {
				kept.put(key, value);
			}
		});
		return new Option(this.place, kept);
	}

	/**
	 * Two options are equal if names and keys are, wherever they were read.
	 */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Option that && this.name.equals(that.name) && this.keys.equals(that.keys);
	}

	@Override
	public int hashCode() {
		return 31 * this.name.hashCode() + this.keys.hashCode();
	}

	/**
	 * Return the name and the names of the keys; values are secrets.
	 */
	@Override
	public String toString() {
		return "Option[name=" + this.name + ", keys=" + this.keys.keySet() + "]";
	}

}
