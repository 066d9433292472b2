package dev.configstore.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Changes of several options of one store that are written all or none, as one version.
 * Immutable: each method returns another publication. <pre class="code">
 * store.publish(Publication.of("db", Map.of("host", "db-2")).delete("old").expecting(seen).by("alice"));
 * </pre>
 */
public final class Publication {

	private static final Publication EMPTY = new Publication(Map.of(), null, Set.of(), null, null);

	private final Map<String, Optional<Option>> changes;

	private final @Nullable Expectation expectation;

	private final Set<String> unchecked;

	private final @Nullable String by;

	private final @Nullable String note;

	private Publication(Map<String, Optional<Option>> changes, @Nullable Expectation expectation, Set<String> unchecked,
			@Nullable String by, @Nullable String note) {
		this.changes = Collections.unmodifiableMap(changes);
		this.expectation = expectation;
		this.unchecked = Collections.unmodifiableSet(unchecked);
		this.by = by;
		this.note = note;
	}

	/**
	 * Return a publication that writes one option.
	 * @param option the option's name
	 * @param keys all keys it has then
	 * @return the publication
	 */
	public static Publication of(String option, Map<String, ? extends @Nullable Object> keys) {
		return EMPTY.set(option, keys);
	}

	/**
	 * Return a publication that deletes one option.
	 * @param option the option's name
	 * @return the publication
	 */
	public static Publication ofDeleted(String option) {
		return EMPTY.delete(option);
	}

	public static Publication none() {
		return EMPTY;
	}

	/**
	 * Write an option as well.
	 * @param option the option's name
	 * @param keys all keys it has then
	 * @return a publication with the change
	 */
	public Publication set(String option, Map<String, ? extends @Nullable Object> keys) {
		return change(option, Optional.of(new Option(option, Values.copyOfKeys(keys))));
	}

	/**
	 * Delete an option as well. One that does not exist is no error.
	 * @param option the option's name
	 * @return a publication with the change
	 */
	public Publication delete(String option) {
		return change(option, Optional.empty());
	}

	private Publication change(String option, Optional<Option> change) {
		Map<String, Optional<Option>> changes = new LinkedHashMap<>(this.changes);
		changes.put(option, change);
		return new Publication(changes, this.expectation, this.unchecked, this.by, this.note);
	}

	/**
	 * Write only if the store is still at a version.
	 * @param version the version that was seen; {@code null} for a store without one
	 * @return a publication with the expectation
	 */
	public Publication expecting(@Nullable StoreVersion version) {
		return new Publication(this.changes, new Expectation((version != null) ? version.token() : null),
				this.unchecked, this.by, this.note);
	}

	/**
	 * Write an option without the check against an edit by hand in the same moment, and
	 * replace it as a whole. An option of more than 149 keys is written so in any case:
	 * DynamoDB can compare no more.
	 * @param option the option's name
	 * @return a publication without that check
	 */
	public Publication unchecked(String option) {
		Set<String> unchecked = new TreeSet<>(this.unchecked);
		unchecked.add(option);
		return new Publication(this.changes, this.expectation, unchecked, this.by, this.note);
	}

	/**
	 * Set the author.
	 * @param by the author, for the history; at most 256 bytes of UTF-8
	 * @return a publication with an author
	 */
	public Publication by(@Nullable String by) {
		return new Publication(this.changes, this.expectation, this.unchecked, by, this.note);
	}

	/**
	 * Set the reason.
	 * @param note the reason, for the history; at most 1,024 bytes of UTF-8
	 * @return a publication with a note
	 */
	public Publication note(@Nullable String note) {
		return new Publication(this.changes, this.expectation, this.unchecked, this.by, note);
	}

	public Map<String, Optional<Option>> changes() {
		return this.changes;
	}

	public @Nullable Expectation expectation() {
		return this.expectation;
	}

	public boolean isChecked(String option) {
		return !this.unchecked.contains(option);
	}

	public @Nullable String author() {
		return this.by;
	}

	public @Nullable String reason() {
		return this.note;
	}

	/**
	 * Return the names of the options; values are secrets.
	 */
	@Override
	public String toString() {
		return "Publication[options=" + this.changes.keySet() + "]";
	}

	/**
	 * The version a publication expects.
	 *
	 * @param token its token, or {@code null} if there should be none
	 */
	public record Expectation(@Nullable String token) {

	}

}
