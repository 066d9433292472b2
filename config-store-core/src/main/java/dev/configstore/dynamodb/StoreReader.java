package dev.configstore.dynamodb;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.configstore.dynamodb.item.ItemSize;
import dev.configstore.dynamodb.item.ReadUnits;
import dev.configstore.dynamodb.item.VersionItem;
import dev.configstore.dynamodb.item.VersionLog.Announcement;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.StoreAccessDeniedException;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.model.Operation;
import dev.configstore.model.Option;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads consistent snapshots of a store.
 * <p>
 * A snapshot has strongly consistent data only. A full read of a versioned store comes
 * between two reads of its version, and is repeated when the version changed in between:
 * a Query may see a part of a transaction (developer guide, "Transaction isolation
 * levels").
 */
public final class StoreReader {

	private static final Logger logger = LoggerFactory.getLogger(StoreReader.class);

	public static final Consumer<String> LOG = logger::info;

	private static final int MAX_ATTEMPTS = 20;

	private final ConfigTable table;

	private final String store;

	private final VersionPartitions versions;

	private final InstantSource clock;

	private final Backoff pause;

	private final Consumer<String> hints;

	private final AtomicBoolean saidDenied = new AtomicBoolean();

	private volatile boolean denied;

	/** Whether the store has, or had, a version. */
	private volatile boolean versionSeen;

	private volatile @Nullable BiFunction<SortedMap<String, Option>, List<MalformedItemException>, SortedMap<String, Option>> usable;

	/** Whether the last read of what can be used left something out. */
	private volatile boolean leftOut;

	StoreReader(ConfigTable table, String store, InstantSource clock, Backoff pause, Consumer<String> hints) {
		this.table = table;
		this.store = store;
		this.versions = new VersionPartitions(table, store);
		this.clock = clock;
		this.pause = pause;
		this.hints = hints;
	}

	/**
	 * Read everything. Costs one strongly consistent Query a page, and one of the version
	 * before it and after it: a store that had none may be published to for the first
	 * time in between. Where reading the version was allowed and is denied now,
	 * everything is read twice at least.
	 * @throws MalformedItemException if an item is no option
	 */
	public Reading readAll() {
		return readAll(Contents::whole);
	}

	/**
	 * As {@link #readAll()}, but where options are chosen, only those that can be used.
	 */
	Reading readUsable() {
		BiFunction<SortedMap<String, Option>, List<MalformedItemException>, SortedMap<String, Option>> usable = this.usable;
		return (usable == null) ? readAll() : readAll((contents) -> {
			SortedMap<String, Option> used = usable.apply(contents.options(), contents.malformed());
			this.leftOut = !contents.malformed().isEmpty() || !used.equals(contents.options());
			return new Contents(used, contents.bytes(), List.of());
		});
	}

	void usable(BiFunction<SortedMap<String, Option>, List<MalformedItemException>, SortedMap<String, Option>> usable) {
		this.usable = usable;
	}

	/**
	 * Return whether one option that cannot be used leaves the others usable.
	 */
	boolean isChoosing() {
		return this.usable != null;
	}

	boolean hasLeftOut() {
		return this.leftOut;
	}

	private Reading readAll(UnaryOperator<Contents> used) {
		Contents last = null;
		for (int attempt = 1;; attempt++) {
			Seen before = look(Operation.READ_ALL, true);
			Contents contents = contents(Operation.READ_ALL, true);
			// Also when it was denied: it may be allowed again.
			Seen after = look(Operation.READ_ALL, true);
			// Where the version was readable and is denied, two equal reads are one
			// state.
			boolean whole = !before.isDenied() || !this.versionSeen
					|| (last != null && contents.options().equals(last.options()));
			last = contents;
			if (before.isSameAs(after) && whole) {
				Contents kept = used.apply(contents);
				return new Reading(snapshot(kept.options(), kept.bytes(), before.item()), before.item());
			}
			waitUnlessLast(attempt);
		}
	}

	/**
	 * Read the options that changed since a snapshot, if the version's log names them.
	 * Costs one strongly consistent GetItem for each and one for the version.
	 * @param now the version as of a strongly consistent poll
	 * @return the snapshot as of a later version, or empty if the log does not name what
	 * changed, or if a full read is cheaper
	 */
	Optional<Reading> readChanged(StoreSnapshot base, VersionItem now) {
		VersionItem before = now;
		for (int attempt = 1;; attempt++) {
			Optional<Set<String>> names = Optional.ofNullable(base.token()).flatMap(before.changes()::namesSince);
			if (names.isEmpty() || names.get().size() > ReadUnits.ofQuery(base.bytes(), true)) {
				return Optional.empty();
			}
			Reading reading = readNamed(base, names.get(), before);
			VersionItem after = version(Operation.READ_OPTION, true);
			if (isAt(before.version().token(), after)) {
				return Optional.of(reading);
			}
			if (after == null) {
				return Optional.empty();
			}
			before = after;
			waitUnlessLast(attempt);
		}
	}

	private Reading readNamed(StoreSnapshot base, Set<String> names, VersionItem version) {
		SortedMap<String, Option> options = new TreeMap<>(base.options());
		long bytes = base.bytes();
		for (String name : names) {
			Option old = options.remove(name);
			Option found = this.table.read(this.store, Operation.READ_OPTION, name, List.of());
			bytes -= (old != null) ? size(old) : 0;
			if (found != null) {
				options.put(name, found);
				bytes += size(found);
			}
		}
		return new Reading(snapshot(options, bytes, version), version);
	}

	private long size(Option option) {
		return ItemSize.of(this.table.codec().key(this.store, option.name()))
				+ ItemSize.of(this.table.codec().encodeKeys(option));
	}

	/**
	 * Read the options without their version, to detect a difference or for a store of
	 * one page. Costs one Query a page.
	 */
	Contents contents(Operation operation, boolean consistent) {
		return this.table.readAll(this.store, operation, consistent);
	}

	/**
	 * Read the version. Costs one GetItem of less than 4 KB.
	 * @return the version item; {@code null} if there is none, or if it may not be read,
	 * which is reported once
	 */
	public @Nullable VersionItem version(Operation operation, boolean consistent) {
		return look(operation, consistent).item();
	}

	/**
	 * As {@link #version}, but tell a version item that is not there from one that may
	 * not be read.
	 */
	Seen look(Operation operation, boolean consistent) {
		try {
			VersionItem item = this.versions.read(operation, consistent);
			this.denied = false;
			this.versionSeen |= item != null;
			return new Seen(item, false);
		}
		catch (StoreAccessDeniedException ex) {
			if (this.saidDenied.compareAndSet(false, true)) {
				this.hints.accept("The version of store '" + this.store + "' in table '" + this.table.name()
						+ "' may not be read, so the store counts as unversioned: allow dynamodb:GetItem and dynamodb:Query "
						+ "on the leading key '" + this.store + VersionItem.PARTITION_SUFFIX + "' for cheap polls");
			}
			this.denied = true;
			return new Seen(null, true);
		}
	}

	/**
	 * Return whether the version could not be read when it was last looked at, because
	 * that is denied.
	 */
	boolean isVersionDenied() {
		return this.denied;
	}

	public StoreSnapshot empty() {
		return snapshot(new TreeMap<>(), 0, null);
	}

	private StoreSnapshot snapshot(SortedMap<String, Option> options, long bytes, @Nullable VersionItem version) {
		return new StoreSnapshot(this.table.name(), this.store, options, (version != null) ? version.version() : null,
				bytes, this.clock.instant());
	}

	static boolean isAt(@Nullable String token, @Nullable VersionItem version) {
		return Objects.equals(token, (version != null) ? version.version().token() : null);
	}

	private void waitUnlessLast(int attempt) {
		if (attempt == MAX_ATTEMPTS) {
			throw new StoreUnavailableException(
					"The store was published to during each of " + attempt
							+ " reads, so no consistent snapshot could be read",
					Place.of(this.table.name(), this.store), null);
		}
		this.pause.before(attempt);
	}

	/**
	 * What a look at the version found.
	 *
	 * @param item the version item, if there is one that may be read
	 * @param isDenied whether it may not be read
	 */
	record Seen(@Nullable VersionItem item, boolean isDenied) {

		boolean isSameAs(Seen other) {
			return this.isDenied == other.isDenied
					&& isAt((this.item != null) ? this.item.version().token() : null, other.item);
		}

	}

	/**
	 * What one Query found.
	 *
	 * @param options the options by name
	 * @param bytes the size of the items
	 * @param malformed why other items are no options
	 */
	record Contents(SortedMap<String, Option> options, long bytes, List<MalformedItemException> malformed) {

		/**
		 * Return this if every item is an option.
		 */
		Contents whole() {
			if (!this.malformed.isEmpty()) {
				throw this.malformed.get(0);
			}
			return this;
		}

	}

	/**
	 * A snapshot and the version item it was read at.
	 *
	 * @param snapshot the snapshot
	 * @param version the version item it was read at, if there is one
	 */
	public record Reading(StoreSnapshot snapshot, @Nullable VersionItem version) {

		/**
		 * Return what the log announces since an earlier snapshot.
		 */
		public Announcement announcedSince(StoreSnapshot before) {
			return (this.version != null) ? this.version.changes().announcedSince(before.version())
					: Announcement.NOTHING;
		}

		/**
		 * Return the options that differ from an earlier snapshot although no version
		 * names them.
		 */
		public Set<String> editedByHandSince(StoreSnapshot before) {
			Set<String> differing = new TreeSet<>(
					SnapshotDiff.between(before.options(), this.snapshot.options()).names());
			if (this.version == null || before.token() == null) {
				// Unversioned before or now: edits by hand are not reported.
				return Set.of();
			}
			Optional<Set<String>> published = this.version.changes().namesSince(before.token());
			if (published.isEmpty()) {
				return Set.of();
			}
			differing.removeAll(published.get());
			return differing;
		}

	}

}
