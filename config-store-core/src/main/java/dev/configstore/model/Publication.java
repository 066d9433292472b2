package dev.configstore.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.InvalidPublicationException;
import org.jspecify.annotations.Nullable;

/**
 * Changes of several options of one store that are written all or none, as one version.
 * Immutable and safe for many threads: each method returns another publication and makes
 * no call. <pre class="code">
 * store.publish(Publication.none()
 *     .change("db").put("port", 5433).remove("user")
 *     .delete("old")
 *     .expecting(seen).by("alice").note("new cluster"));
 * </pre> A change of an option that is changed already comes on top of the one before.
 * Equal are publications that do the same.
 */
public abstract sealed class Publication permits Publication.KeyChanges {

	private static final Publication NONE = new KeyChanges(new Content(Map.of(), false, null, Set.of(), null, null),
			"");

	final Content content;

	private Publication(Content content) {
		this.content = content;
	}

	/**
	 * Return a publication without changes: what loops start with. It cannot be published
	 * as it is.
	 * @return the publication
	 */
	public static Publication none() {
		return NONE;
	}

	/**
	 * Return a publication that writes one option.
	 * @param option the option's name
	 * @param keys all keys it has then
	 * @return the publication
	 * @throws InvalidPublicationException if a value has no exact form in DynamoDB
	 */
	public static Publication of(String option, Map<String, ? extends @Nullable Object> keys) {
		return NONE.set(option, keys);
	}

	/**
	 * Return a publication that deletes one option.
	 * @param option the option's name
	 * @return the publication
	 */
	public static Publication ofDeleted(String option) {
		return NONE.delete(option);
	}

	/**
	 * Return a publication that replaces each of some options as a whole: an import, or a
	 * promotion of what another store has.
	 * @param options the options
	 * @param others what happens to all options that are not among them
	 * @return the publication; more than 49 options that differ are published by their
	 * preview
	 */
	public static Publication replaceAll(Collection<Option> options, Others others) {
		Objects.requireNonNull(options, "'options' must not be null");
		Objects.requireNonNull(others, "'others' must not be null");
		Map<String, OptionChange> changes = new LinkedHashMap<>();
		for (Option option : options) {
			Objects.requireNonNull(option, "'options' must not contain null");
			changes.put(option.name(), new OptionChange(OptionChange.Kind.REPLACE, option.keys(), Set.of()));
		}
		return new KeyChanges(new Content(changes, others == Others.DELETE, null, Set.of(), null, null), "");
	}

	/**
	 * Write an option as well.
	 * @param option the option's name
	 * @param keys all keys it has then
	 * @return a publication with the change
	 * @throws InvalidPublicationException if a value has no exact form in DynamoDB
	 */
	public final Publication set(String option, Map<String, ? extends @Nullable Object> keys) {
		Objects.requireNonNull(keys, "'keys' must not be null");
		return with(option, OptionChange.Kind.REPLACE, keys, Set.of());
	}

	/**
	 * Delete an option as well. One that does not exist is no error.
	 * @param option the option's name
	 * @return a publication with the change
	 */
	public final Publication delete(String option) {
		return with(option, OptionChange.DELETE);
	}

	/**
	 * Change single keys of an option: name them by {@link KeyChanges#put} and
	 * {@link KeyChanges#remove}. The others stay, also those that somebody changes in the
	 * same moment.
	 * @param option the option's name
	 * @return a publication that takes keys
	 */
	public final KeyChanges change(String option) {
		return new KeyChanges(this.content, requireOption(option));
	}

	/**
	 * Do what another publication does as well, after what this one does. Its author,
	 * note and expected version count if it has them.
	 * @param other the other publication
	 * @return a publication with the changes of both
	 * @throws IllegalArgumentException if the two expect different versions
	 */
	public final Publication and(Publication other) {
		Objects.requireNonNull(other, "'other' must not be null");
		return new KeyChanges(this.content.and(other.content), "");
	}

	/**
	 * Return the part that changes some options: what is left of a plan that failed, say.
	 * @param options the options' names
	 * @return a publication with these changes only; options that have none are left out,
	 * and so is {@link Others#DELETE}
	 */
	public final Publication only(Collection<String> options) {
		Objects.requireNonNull(options, "'options' must not be null");
		return new KeyChanges(this.content.only(options), "");
	}

	/**
	 * Write only if the store is still at the version that the new values are computed
	 * from: that of a snapshot of all options, in time-based mode. A version that was
	 * read by itself is newer than the values there.
	 * @param version the version that was seen; {@code null} for a store without one
	 * @return a publication with the expectation
	 */
	public final Publication expecting(@Nullable StoreVersion version) {
		return new KeyChanges(this.content.expecting(new Expectation((version != null) ? version.token() : null)), "");
	}

	/**
	 * Write an option without the check against an edit by hand in the same moment, and
	 * replace it as a whole. An option of more than 149 keys is written so in any case:
	 * DynamoDB can compare no more.
	 * @param option the option's name; publishing fails if the publication does not
	 * change it
	 * @return a publication without that check
	 */
	public final Publication unchecked(String option) {
		return new KeyChanges(this.content.unchecked(requireOption(option)), "");
	}

	/**
	 * Set the author.
	 * @param by the author, for the history; at most 256 bytes of UTF-8
	 * @return a publication with an author
	 */
	public final Publication by(@Nullable String by) {
		return new KeyChanges(this.content.described(by, this.content.note()), "");
	}

	/**
	 * Set the reason.
	 * @param note the reason, for the history; at most 1,024 bytes of UTF-8
	 * @return a publication with a note
	 */
	public final Publication note(@Nullable String note) {
		return new KeyChanges(this.content.described(this.content.by(), note), "");
	}

	/**
	 * Return what it does to each option, in the order in which they were named.
	 * @return the changes by option
	 */
	public final Map<String, OptionChange> changes() {
		return this.content.changes();
	}

	/**
	 * Return whether all options that it does not name are deleted.
	 * @return {@code true} for {@link Others#DELETE}
	 */
	public final boolean isPruning() {
		return this.content.pruning();
	}

	/**
	 * Return which version it expects.
	 * @return the expectation, or {@code null} if it takes the store as it is
	 */
	public final @Nullable Expectation expectation() {
		return this.content.expectation();
	}

	/**
	 * Return the options that are written without a check against edits by hand.
	 * @return their names
	 */
	public final Set<String> unchecked() {
		return this.content.unchecked();
	}

	/**
	 * Return the author.
	 * @return the author, or {@code null} if none was set
	 */
	public final @Nullable String by() {
		return this.content.by();
	}

	/**
	 * Return the reason.
	 * @return the note, or {@code null} if none was set
	 */
	public final @Nullable String note() {
		return this.content.note();
	}

	@Override
	public final boolean equals(@Nullable Object other) {
		return other instanceof Publication publication && this.content.equals(publication.content);
	}

	@Override
	public final int hashCode() {
		return this.content.hashCode();
	}

	/**
	 * Return the names of the options; values are secrets.
	 */
	@Override
	public final String toString() {
		return "Publication[options=" + changes().keySet() + "]";
	}

	final Publication with(String option, OptionChange change) {
		return new KeyChanges(this.content.with(requireOption(option), change), option);
	}

	final KeyChanges with(String option, OptionChange.Kind kind, Map<String, ? extends @Nullable Object> keys,
			Set<String> removed) {
		try {
			OptionChange change = new OptionChange(kind, Values.copyOfKeys(keys), removed);
			return new KeyChanges(this.content.with(requireOption(option), change), option);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPublicationException(String.valueOf(ex.getMessage()), Place.ofOption(option), null);
		}
	}

	private static String requireOption(String option) {
		return Objects.requireNonNull(option, "'option' must not be null");
	}

	/**
	 * A publication that changes single keys of the option that was named last.
	 */
	public static final class KeyChanges extends Publication {

		private final String option;

		private KeyChanges(Content content, String option) {
			super(content);
			this.option = option;
		}

		/**
		 * Write a key. An option that does not exist is created.
		 * @param key the key
		 * @param value the value, in the types of {@link Option}
		 * @return a publication with the change, which takes more keys
		 * @throws InvalidPublicationException if the value has no exact form in DynamoDB
		 */
		public KeyChanges put(String key, @Nullable Object value) {
			Objects.requireNonNull(key, "'key' must not be null");
			return putAll(Collections.singletonMap(key, value));
		}

		/**
		 * Write several keys.
		 * @param keys the values by key
		 * @return a publication with the changes, which takes more keys
		 * @throws InvalidPublicationException if a value has no exact form in DynamoDB
		 */
		public KeyChanges putAll(Map<String, ? extends @Nullable Object> keys) {
			Objects.requireNonNull(keys, "'keys' must not be null");
			return with(this.option, OptionChange.Kind.CHANGE_KEYS, keys, Set.of());
		}

		/**
		 * Remove a key. One that does not exist is no error. An option that loses its
		 * last key stays, without keys.
		 * @param key the key
		 * @return a publication with the change, which takes more keys
		 */
		public KeyChanges remove(String key) {
			Objects.requireNonNull(key, "'key' must not be null");
			return with(this.option, OptionChange.Kind.CHANGE_KEYS, Map.of(), Set.of(key));
		}

	}

	/**
	 * What happens to the options that a publication does not name.
	 */
	public enum Others {

		/** They stay. */
		KEEP,

		/** They are deleted. */
		DELETE

	}

	/**
	 * The version a publication expects.
	 *
	 * @param token its token, or {@code null} if there should be none
	 */
	public record Expectation(@Nullable String token) {

	}

	/** What a publication holds. */
	record Content(Map<String, OptionChange> changes, boolean pruning, @Nullable Expectation expectation,
			Set<String> unchecked, @Nullable String by, @Nullable String note) {

		Content {
			changes = Collections.unmodifiableMap(changes);
			unchecked = Collections.unmodifiableSet(unchecked);
		}

		Content with(String option, OptionChange change) {
			Map<String, OptionChange> changes = new LinkedHashMap<>(this.changes);
			changes.merge(option, change, OptionChange::then);
			return new Content(changes, this.pruning, this.expectation, this.unchecked, this.by, this.note);
		}

		Content and(Content other) {
			if (this.expectation != null && other.expectation != null && !this.expectation.equals(other.expectation)) {
				throw new IllegalArgumentException("The two publications expect different versions");
			}
			Map<String, OptionChange> changes = new LinkedHashMap<>(this.changes);
			other.changes.forEach((option, change) -> changes.merge(option, change, OptionChange::then));
			Set<String> unchecked = new TreeSet<>(this.unchecked);
			unchecked.addAll(other.unchecked);
			return new Content(changes, this.pruning || other.pruning,
					(other.expectation != null) ? other.expectation : this.expectation, unchecked,
					(other.by != null) ? other.by : this.by, (other.note != null) ? other.note : this.note);
		}

		Content only(Collection<String> options) {
			Map<String, OptionChange> changes = new LinkedHashMap<>(this.changes);
			changes.keySet().retainAll(options);
			Set<String> unchecked = new TreeSet<>(this.unchecked);
			unchecked.retainAll(options);
			return new Content(changes, false, this.expectation, unchecked, this.by, this.note);
		}

		Content expecting(Expectation expectation) {
			return new Content(this.changes, this.pruning, expectation, this.unchecked, this.by, this.note);
		}

		Content unchecked(String option) {
			Set<String> unchecked = new TreeSet<>(this.unchecked);
			unchecked.add(option);
			return new Content(this.changes, this.pruning, this.expectation, unchecked, this.by, this.note);
		}

		Content described(@Nullable String by, @Nullable String note) {
			return new Content(this.changes, this.pruning, this.expectation, this.unchecked, by, note);
		}

	}

}
