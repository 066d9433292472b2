package dev.configstore.dynamodb.item;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.configstore.dynamodb.item.VersionItem.Entry;
import dev.configstore.model.StoreVersion;
import org.jspecify.annotations.Nullable;

/**
 * What changed up to a version. A log of a form that is not known counts as one that does
 * not reach back.
 *
 * @param version the version
 * @param entries what changed, newest first
 */
public record VersionLog(StoreVersion version, List<Entry> entries) {

	/**
	 * Return the options that changed since a token.
	 * @return the names, or empty if the log does not have all of them
	 */
	public Optional<Set<String>> namesSince(String token) {
		if (!isLogged()) {
			return Optional.empty();
		}
		Set<String> names = new TreeSet<>();
		for (Entry entry : this.entries) {
			if (entry.token().equals(token)) {
				return Optional.of(names);
			}
			if (entry.names() == null) {
				return Optional.empty();
			}
			names.addAll(entry.names());
		}
		return Optional.empty();
	}

	/**
	 * Whether the log has an entry for the version itself.
	 */
	boolean isLogged() {
		return !this.entries.isEmpty() && this.entries.get(0).token().equals(this.version.token());
	}

	/**
	 * Return what the log announces to a reader that has another version.
	 * @param before the version it has, or {@code null} if the store had none
	 */
	public Announcement announcedSince(@Nullable StoreVersion before) {
		if (before == null) {
			return isLogged() ? announced(this.entries) : new Announcement(true, Set.of());
		}
		int known = indexOf(before.token());
		if (known >= 0) {
			return announced(this.entries.subList(0, known));
		}
		// Cut, or of a form that is not known: a higher number is a publish, a lower one
		// is a version item from a backup.
		return new Announcement(this.version.number() > before.number(), Set.of());
	}

	private static Announcement announced(List<Entry> entries) {
		Set<String> names = new TreeSet<>();
		boolean anything = false;
		for (Entry entry : entries) {
			anything |= entry.names() == null;
			names.addAll((entry.names() != null) ? entry.names() : Set.of());
		}
		return new Announcement(anything, names);
	}

	private int indexOf(String token) {
		for (int i = 0; isLogged() && i < this.entries.size(); i++) {
			if (this.entries.get(i).token().equals(token)) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Return what the version item proves of a publish that was not confirmed.
	 * @param seen the token that it was to replace, or {@code null} if there was none
	 */
	public Proof proofOf(StoreVersion published, @Nullable String seen) {
		if (this.version.token().equals(published.token()) || indexOf(published.token()) >= 0) {
			return Proof.WRITTEN;
		}
		boolean moved = !this.version.token().equals(seen);
		boolean reachesBack = (seen != null && indexOf(seen) >= 0)
				|| (isLogged() && this.entries.stream().anyMatch((entry) -> entry.number() == published.number()));
		return (moved && reachesBack) ? Proof.NOT_WRITTEN : Proof.OPEN;
	}

	/**
	 * What a log announces.
	 *
	 * @param anything whether that is anything
	 * @param names otherwise the options
	 */
	public record Announcement(boolean anything, Set<String> names) {

		/** Without a version. */
		public static final Announcement NOTHING = new Announcement(false, Set.of());

		public boolean covers(Set<String> options) {
			return this.anything || this.names.containsAll(options);
		}

	}

	/**
	 * What a version item proves of a publish.
	 */
	public enum Proof {

		/** It was written. */
		WRITTEN,

		/** Another was written in its place: it is not, and will not be. */
		NOT_WRITTEN,

		/** Neither. */
		OPEN

	}

}
