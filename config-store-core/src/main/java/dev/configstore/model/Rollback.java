package dev.configstore.model;

import org.jspecify.annotations.Nullable;

/**
 * How the options as of an earlier version are restored.
 *
 * @param by who does it, for the history; may be {@code null}
 * @param note why, for the history; {@code null} for a note that names the version
 * @param forced whether options that were edited by hand since they were published are
 * overwritten, and those whose past is not known left alone; otherwise the rollback fails
 * and names them
 */
public record Rollback(@Nullable String by, @Nullable String note, boolean forced) {

	/**
	 * Return a rollback that does not overwrite edits by hand.
	 * @param by who does it
	 * @return the rollback
	 */
	public static Rollback by(String by) {
		return new Rollback(by, null, false);
	}

	/**
	 * Return this rollback with a note.
	 * @param note why
	 * @return the rollback
	 */
	public Rollback because(String note) {
		return new Rollback(this.by, note, this.forced);
	}

	/**
	 * Return this rollback, overwriting edits by hand.
	 * @return the rollback
	 */
	public Rollback force() {
		return new Rollback(this.by, this.note, true);
	}

	public Publication describe(Publication publication, long version) {
		return publication.by(this.by).note((this.note != null) ? this.note : "Rollback to version " + version);
	}

}
