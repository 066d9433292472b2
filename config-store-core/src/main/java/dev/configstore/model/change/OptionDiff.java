package dev.configstore.model.change;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.configstore.model.Option;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two contents of one option, key by key. Immutable.
 *
 * @param name the option's name
 * @param before the earlier content; empty if there was no such option
 * @param after the later content; empty if there is no such option
 */
public record OptionDiff(String name, Optional<Option> before, Optional<Option> after) {

	/**
	 * Create a difference.
	 * @param name the option's name
	 * @param before the earlier content
	 * @param after the later content
	 */
	public OptionDiff {
		Objects.requireNonNull(name, "'name' must not be null");
		Objects.requireNonNull(before, "'before' must not be null");
		Objects.requireNonNull(after, "'after' must not be null");
	}

	/**
	 * Return the keys that only the later content has.
	 * @return their names, in order
	 */
	public Set<String> added() {
		return names(after(), (key) -> !keys(this.before).containsKey(key));
	}

	/**
	 * Return the keys that both have, with different values. Equal numbers and sets of
	 * another order do not differ.
	 * @return their names, in order
	 */
	public Set<String> changed() {
		return names(after(), (key) -> keys(this.before).containsKey(key)
				&& !Objects.equals(keys(this.before).get(key), keys(this.after).get(key)));
	}

	/**
	 * Return the keys that only the earlier content has.
	 * @return their names, in order
	 */
	public Set<String> removed() {
		return names(before(), (key) -> !keys(this.after).containsKey(key));
	}

	/**
	 * Return whether there was no such option.
	 * @return {@code true} if only the later content is there
	 */
	public boolean isCreated() {
		return this.before.isEmpty() && this.after.isPresent();
	}

	/**
	 * Return whether there is no such option any more.
	 * @return {@code true} if only the earlier content is there
	 */
	public boolean isDeleted() {
		return this.before.isPresent() && this.after.isEmpty();
	}

	/**
	 * Return whether nothing differs.
	 * @return {@code true} if both contents are equal, or both are absent
	 */
	public boolean isEmpty() {
		return this.before.equals(this.after);
	}

	private static Map<String, @Nullable Object> keys(Optional<Option> option) {
		return option.map(Option::keys).orElse(Map.of());
	}

	private static Set<String> names(Optional<Option> option, Predicate<String> wanted) {
		Set<String> names = new TreeSet<>(keys(option).keySet());
		names.removeIf(wanted.negate());
		return Collections.unmodifiableSet(names);
	}

	/**
	 * Return the names of the keys; values are secrets.
	 */
	@Override
	public String toString() {
		return "OptionDiff[name=" + this.name + ", added=" + added() + ", changed=" + changed() + ", removed="
				+ removed() + "]";
	}

}
