package dev.configstore.model;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * How the options as of an earlier version are restored. Immutable.
 *
 * @param by who does it, for the history; may be {@code null}
 * @param note why, for the history; {@code null} for a note that names the version
 * @param forced whether options that were edited by hand since they were published are
 * overwritten, and those whose past is not known left alone; otherwise the rollback fails
 * and names them
 * @param options the options to restore; all when empty
 */
public record Rollback(@Nullable String by, @Nullable String note, boolean forced, Set<String> options) {

	/**
	 * Create a description of a rollback.
	 * @param by who does it
	 * @param note why
	 * @param forced whether edits by hand are overwritten
	 * @param options the options to restore; copied
	 */
	public Rollback {
		Objects.requireNonNull(options, "'options' must not be null");
		options = Collections.unmodifiableSet(new TreeSet<>(options));
	}

	/**
	 * Return a rollback of all options that does not overwrite edits by hand.
	 * @param by who does it
	 * @return the rollback
	 */
	public static Rollback by(@Nullable String by) {
		return new Rollback(by, null, false, Set.of());
	}

	/**
	 * Return this rollback with a note.
	 * @param note why
	 * @return the rollback
	 */
	public Rollback note(@Nullable String note) {
		return new Rollback(this.by, note, this.forced, this.options);
	}

	/**
	 * Return this rollback, overwriting edits by hand.
	 * @return the rollback
	 */
	public Rollback force() {
		return new Rollback(this.by, this.note, true, this.options);
	}

	/**
	 * Return this rollback, restoring only some options.
	 * @param option an option
	 * @param more more options
	 * @return the rollback
	 */
	public Rollback only(String option, String... more) {
		Objects.requireNonNull(more, "'more' must not be null");
		Set<String> options = new TreeSet<>();
		options.add(Objects.requireNonNull(option, "'option' must not be null"));
		for (String another : more) {
			options.add(Objects.requireNonNull(another, "'option' must not be null"));
		}
		return new Rollback(this.by, this.note, this.forced, options);
	}

	/**
	 * Return whether an option is to be restored.
	 * @param option the option's name
	 * @return {@code true} if it was named, or none was
	 */
	public boolean includes(String option) {
		Objects.requireNonNull(option, "'option' must not be null");
		return this.options.isEmpty() || this.options.contains(option);
	}

	public Publication describe(Publication publication, long version) {
		Objects.requireNonNull(publication, "'publication' must not be null");
		return publication.by(this.by).note((this.note != null) ? this.note : "Rollback to version " + version);
	}

}
