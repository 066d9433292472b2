package dev.configstore.dynamodb;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.configstore.dynamodb.item.HistoryItem;
import dev.configstore.dynamodb.item.VersionItem;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.HandEditException;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.StoreAccessDeniedException;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.exception.VersionConflictException;
import dev.configstore.model.Operation;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.change.OptionDiff;
import dev.configstore.model.change.StoreDiff;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes: reads the options, decides, writes all or nothing, and tries again when
 * another publish came first.
 */
public final class StoreWriter {

	private static final Logger logger = LoggerFactory.getLogger(StoreWriter.class);

	/**
	 * Enough for writers that conflict at times; more conflicts call for another design.
	 */
	private static final int MAX_ATTEMPTS = 100;

	/** As long as the SDK would try. */
	private static final int MAX_THROTTLED = 6;

	/** Between two tries to prune without the permission. */
	private static final Duration NOT_PRUNING = Duration.ofHours(1);

	private final ConfigTable table;

	private final String store;

	private final VersionPartitions versions;

	private final InstantSource clock;

	private final int historyLimit;

	private final Backoff pause;

	private final Consumer<String> hints;

	private final AtomicBoolean updating = new AtomicBoolean(true);

	private final Ticker ticker;

	private volatile @Nullable Duration pruneDenied;

	StoreWriter(ConfigTable table, String store, InstantSource clock, int historyLimit, Backoff pause,
			Consumer<String> hints) {
		this.table = table;
		this.store = store;
		this.versions = new VersionPartitions(table, store);
		this.clock = clock;
		this.historyLimit = historyLimit;
		this.pause = pause;
		this.hints = hints;
		this.ticker = Ticker.of(clock);
	}

	/**
	 * Publish.
	 * @param changing is told before each try which options it changes
	 * @return the version the store has then; the one it had, {@code null} if it had
	 * none, when the publication changes nothing
	 */
	public @Nullable StoreVersion publish(Publication publication, Consumer<Map<String, OptionDiff>> changing) {
		return publish(publication, null, changing);
	}

	/**
	 * Publish.
	 * @param shown what the options have to be before, unless they are unchecked
	 */
	@Nullable StoreVersion publish(Publication publication, @Nullable StoreDiff shown,
			Consumer<Map<String, OptionDiff>> changing) {
		check(publication);
		int throttled = 0;
		for (int attempt = 1;; attempt++) {
			VersionItem seen = readExpected(publication);
			Found found = find(publication, seen);
			requireShown(found, shown);
			Map<String, OptionDiff> changes = found.diffs();
			changing.accept(changes);
			if (changes.isEmpty() && publication.expectation() == null) {
				return found.version();
			}
			PublicationLimits.checkOptions(changes.size(), place(null));
			StoreVersion next = next(publication, seen);
			if (publication.expectation() != null && repairIfBehind(seen, next.number() - 1)) {
				throw new VersionConflictException(next.number() - 1, place(null));
			}
			if (changes.isEmpty()) {
				// Another publish may have written the same since the version was read,
				// and
				// only one of the two may succeed.
				readExpected(publication);
				return found.version();
			}
			PublishTransaction transaction = new PublishTransaction(new PublishRequest(this.table, this.store,
					this.versions, found.publication(), seen, next, changes, this.updating.get()), this.pause);
			PublishTransaction.Outcome outcome = transaction.run();
			if (outcome == PublishTransaction.Outcome.WRITTEN) {
				prune(transaction.version());
				return transaction.version();
			}
			ConfigStoreException throttling = transaction.throttled();
			throttled += (throttling != null) ? 1 : 0;
			if (throttling != null && throttled == MAX_THROTTLED) {
				throw throttling;
			}
			if (attempt == MAX_ATTEMPTS) {
				throw new StoreThrottledException((outcome == PublishTransaction.Outcome.BUSY)
						? "DynamoDB was too busy for the publish, " + attempt + " times"
						: "Other publishes came first " + attempt + " times: try again later, or publish less often",
						place(null), null);
			}
			if (outcome == PublishTransaction.Outcome.UPDATE_DENIED) {
				putFromNowOn();
				continue;
			}
			requireRepeatable(publication, outcome, transaction);
			this.pause.before(attempt);
		}
	}

	/**
	 * Without the permission to update options they are put, which loses a key that is
	 * added by hand in the same moment.
	 */
	private void putFromNowOn() {
		if (this.updating.compareAndSet(true, false)) {
			this.hints.accept("Options of store '" + this.store + "' in table '" + this.table.name()
					+ "' may be put and not updated, so a key that is added by hand during a publish is lost: allow "
					+ "dynamodb:UpdateItem on the leading key '" + this.store + "'");
		}
	}

	/**
	 * Reject what cannot be an item.
	 */
	public void check(String option, Map<String, ? extends @Nullable Object> keys) {
		this.table.codec().encode(this.store, option, keys);
	}

	/**
	 * Reject what an option cannot become.
	 */
	void check(OptionDiff option) {
		option.after()
			.ifPresent((after) -> this.table.codec()
				.encode(this.store, option.name(), after.keys(), option.before().map(Option::keys).orElse(Map.of())));
	}

	/** Everything about an option is checked before the first call. */
	private void check(Publication publication) {
		PublicationLimits.check(publication, place(null));
		publication.changes().forEach((name, change) -> {
			this.table.codec().checkName(this.store, name);
			check(name, change.keys());
		});
	}

	private @Nullable VersionItem readExpected(Publication publication) {
		VersionItem seen = this.versions.read(Operation.WRITE, true);
		Publication.Expectation expectation = publication.expectation();
		String token = (seen != null) ? seen.version().token() : null;
		if (expectation != null && !Objects.equals(expectation.token(), token)) {
			throw new VersionConflictException((seen != null) ? seen.version().number() : null, place(null));
		}
		return seen;
	}

	/**
	 * Fail if the store is not at a version.
	 */
	void requireVersion(@Nullable StoreVersion version) {
		readExpected(Publication.none().expecting(version));
	}

	/**
	 * Read what a publication would change, without writing.
	 */
	Found read(Publication publication) {
		check(publication);
		return find(publication, readExpected(publication));
	}

	/**
	 * Read the options: one by one, or all at once when that takes fewer requests or all
	 * are concerned.
	 */
	private Found find(Publication publication, @Nullable VersionItem seen) {
		StoreVersion version = (seen != null) ? seen.version() : null;
		if (!publication.isPruning() && publication.changes().size() <= PublicationLimits.MAX_OPTIONS) {
			Map<String, Option> found = new TreeMap<>();
			publication.changes().keySet().forEach((name) -> {
				Option option = this.table.read(this.store, Operation.WRITE, name, List.of());
				if (option != null) {
					found.put(name, option);
				}
			});
			return new Found(publication, version, found);
		}
		Map<String, Option> all = this.table.readAll(this.store, Operation.WRITE, true).whole().options();
		Publication expanded = publication;
		if (publication.isPruning()) {
			for (String name : all.keySet()) {
				if (!publication.changes().containsKey(name)) {
					this.table.codec().checkName(this.store, name);
					expanded = expanded.delete(name);
				}
			}
		}
		return new Found(expanded, version, all);
	}

	/**
	 * An edit by hand moves no version, so the contents are compared.
	 */
	private void requireShown(Found found, @Nullable StoreDiff shown) {
		if (shown == null) {
			return;
		}
		for (OptionDiff option : shown.options().values()) {
			boolean same = Objects.equals(option.before().orElse(null), found.options().get(option.name()));
			if (!same && !found.publication().unchecked().contains(option.name())) {
				// Unless a publish came between the two reads.
				readExpected(found.publication());
				throw new HandEditException(
						"The option was edited by hand since the plan was made: preview again, then publish",
						place(option.name()), null);
			}
		}
	}

	/**
	 * A publication that expects a version fails, so that its author decides again; any
	 * other is repeated, and the last writer of an option wins.
	 */
	private void requireRepeatable(Publication publication, PublishTransaction.Outcome outcome,
			PublishTransaction transaction) {
		String edited = transaction.editedByHand();
		if (publication.expectation() != null && edited != null) {
			throw new HandEditException(
					"The option was edited by hand while it was being published: read it, then publish again",
					place(edited), null);
		}
		logger.debug("Publishing to store '{}' again: {}", this.store, outcome);
	}

	/**
	 * Numbers continue behind those that the version item knows and those of the history:
	 * one of the two may be from a backup.
	 */
	private StoreVersion next(Publication publication, @Nullable VersionItem seen) {
		long known = (seen != null) ? seen.highestNumber() : 0;
		long number = Math.max(known, newestBehind(known)) + 1;
		if (number > VersionItem.MAX_NUMBER) {
			throw new MalformedItemException("There is no number left behind version " + (number - 1)
					+ ": correct 'n' of the version item, or delete its history", place(null), null);
		}
		return new StoreVersion(number, UUID.randomUUID().toString(), this.clock.instant(), publication.by());
	}

	/**
	 * Give the version item the number of the newest version in the history and another
	 * token, if it is an older one from a backup: who expects its token has not seen what
	 * was published since.
	 */
	public void repairIfBehind() {
		VersionItem seen = this.versions.read(Operation.WRITE, true);
		if (seen != null) {
			repairIfBehind(seen, newestBehind(seen.highestNumber()));
		}
	}

	private boolean repairIfBehind(@Nullable VersionItem seen, long newest) {
		if (seen == null || !seen.hasToken() || newest <= seen.highestNumber()) {
			return false;
		}
		StoreVersion version = new StoreVersion(newest, UUID.randomUUID().toString(), this.clock.instant(), null);
		this.versions.replace(seen, VersionItem.unknown(version));
		return true;
	}

	/**
	 * Without it a number could be given twice, so there is no publish without the
	 * permission.
	 */
	private long newestBehind(long number) {
		try {
			return this.versions.newestBehind(number);
		}
		catch (StoreAccessDeniedException ex) {
			throw new StoreAccessDeniedException(
					"Publishing reads and writes the history, which needs dynamodb:Query and dynamodb:PutItem on the "
							+ "leading key '" + this.store + HistoryItem.PARTITION_SUFFIX + "': " + ex.getMessage(),
					place(null), ex);
		}
	}

	/**
	 * Best effort, outside the transaction: an old entry that stays does no harm.
	 */
	private void prune(StoreVersion version) {
		long oldest = version.number() - this.historyLimit + 1;
		Duration denied = this.pruneDenied;
		if (oldest <= 1 || (denied != null && this.ticker.now().minus(denied).compareTo(NOT_PRUNING) < 0)) {
			return;
		}
		try {
			this.versions.prune(oldest);
			this.pruneDenied = null;
		}
		catch (StoreAccessDeniedException ex) {
			this.pruneDenied = this.ticker.now();
			if (denied == null) {
				this.hints.accept("The history of store '" + this.store + "' in table '" + this.table.name()
						+ "' may not be pruned, so it keeps all versions: allow dynamodb:Query and dynamodb:DeleteItem on "
						+ "the leading key '" + this.store + HistoryItem.PARTITION_SUFFIX + "'");
			}
		}
		catch (ConfigStoreException ex) {
			logger.debug("The history of store '{}' was not pruned: {}", this.store, ex.getMessage());
		}
	}

	private Place place(@Nullable String option) {
		return new Place(this.table.name(), this.store, option);
	}

	/**
	 * What a publication meets.
	 *
	 * @param publication the publication, which names all options it deletes
	 * @param version the version of the store
	 * @param options the options that were read
	 */
	record Found(Publication publication, @Nullable StoreVersion version, Map<String, Option> options) {

		Map<String, OptionDiff> diffs() {
			return PlanSteps.diffs(this.publication, this.options);
		}

	}

}
