package dev.configstore.model;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Publication} does to one option. Immutable.
 *
 * @param kind what happens to the keys that are not named
 * @param keys the values that are written, by key, in the types of {@link Option}; never
 * shown by {@code toString()}
 * @param removed the keys that are removed; only when single keys are changed
 */
public record OptionChange(Kind kind, Map<String, @Nullable Object> keys, Set<String> removed) {

	static final OptionChange DELETE = new OptionChange(Kind.DELETE, Map.of(), Set.of());

	/**
	 * Create a change.
	 * @param kind what happens to the keys that are not named
	 * @param keys the values that are written; copied
	 * @param removed the keys that are removed; copied
	 * @throws IllegalArgumentException if a value has no exact form in DynamoDB
	 */
	public OptionChange {
		Objects.requireNonNull(kind, "'kind' must not be null");
		keys = Values.copyOfKeys(Objects.requireNonNull(keys, "'keys' must not be null"));
		removed = Collections.unmodifiableSet(new TreeSet<>(removed));
	}

	/**
	 * Return what the option is after this change.
	 * @param option the option's name
	 * @param before what it is now; empty if there is none
	 * @return what it is then; empty if there is none. Single keys that are written make
	 * an option that does not exist; keys that are removed do not, and an option that
	 * loses its last key stays
	 */
	public Optional<Option> after(String option, Optional<Option> before) {
		return switch (this.kind) {
			case REPLACE -> Optional.of(new Option(option, this.keys));
			case DELETE -> Optional.empty();
			case CHANGE_KEYS -> (before.isEmpty() && this.keys.isEmpty()) ? before
					: Optional.of(new Option(option, changed(before.map(Option::keys).orElse(Map.of()))));
		};
	}

	/**
	 * Return this change with a later one of the same option.
	 */
	OptionChange then(OptionChange next) {
		if (next.kind != Kind.CHANGE_KEYS) {
			return next;
		}
		if (this.kind == Kind.DELETE && next.keys.isEmpty()) {
			// Keys that are removed do not make an option.
			return this;
		}
		Kind both = (this.kind == Kind.DELETE) ? Kind.REPLACE : this.kind;
		Set<String> removed = new TreeSet<>();
		if (both == Kind.CHANGE_KEYS) {
			removed.addAll(this.removed);
			removed.removeAll(next.keys.keySet());
			removed.addAll(next.removed);
		}
		return new OptionChange(both, next.changed(this.keys), removed);
	}

	private Map<String, @Nullable Object> changed(Map<String, @Nullable Object> before) {
		Map<String, @Nullable Object> changed = new HashMap<>(before);
		changed.putAll(this.keys);
		changed.keySet().removeAll(this.removed);
		return changed;
	}

	/**
	 * Return the names of the keys; values are secrets.
	 */
	@Override
	public String toString() {
		return "OptionChange[kind=" + this.kind + ", keys=" + this.keys.keySet() + ", removed=" + this.removed + "]";
	}

	/**
	 * What happens to the keys of an option that a change does not name.
	 */
	public enum Kind {

		/** They go: the option has the given keys then. */
		REPLACE,

		/** They stay. */
		CHANGE_KEYS,

		/** The option goes. */
		DELETE

	}

}
