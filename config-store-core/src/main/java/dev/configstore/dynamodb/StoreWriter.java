package dev.configstore.dynamodb;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

	private final AtomicBoolean saidHistoryDenied = new AtomicBoolean();

	private volatile boolean historyDenied;

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
	 * @return the version the store has then; the one it had, {@code null} if it had
	 * none, when the publication changes nothing
	 */
	public @Nullable StoreVersion publish(Publication publication) {
		return publish(publication, (before) -> {
		});
	}

	/**
	 * Publish.
	 * @param changing is told before each try which options it changes
	 */
	public @Nullable StoreVersion publish(Publication publication, Consumer<Map<String, Optional<Option>>> changing) {
		PublicationLimits.check(publication, place(null));
		// Everything about an option is checked before the first call.
		publication.changes().forEach((name, after) -> {
			this.table.codec().checkName(this.store, name);
			after.ifPresent((option) -> check(name, option.keys()));
		});
		int throttled = 0;
		for (int attempt = 1;; attempt++) {
			VersionItem seen = this.versions.read(Operation.WRITE, true);
			requireExpected(publication, seen);
			Map<String, Optional<Option>> before = readBefore(publication);
			changing.accept(before);
			if (before.isEmpty()) {
				if (publication.expectation() != null) {
					// Another publish may have written the same since the version was
					// read, and only one of the two may succeed.
					requireExpected(publication, this.versions.read(Operation.WRITE, true));
				}
				return (seen != null) ? seen.version() : null;
			}
			PublishTransaction transaction = new PublishTransaction(new PublishRequest(this.table, this.store,
					this.versions, publication, seen, next(publication, seen), before, this.updating.get()),
					this.pause);
			PublishTransaction.Outcome outcome = transaction.run();
			if (outcome == PublishTransaction.Outcome.WRITTEN) {
				hintIfHistoryIsDenied();
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

	private void requireExpected(Publication publication, @Nullable VersionItem seen) {
		Publication.Expectation expectation = publication.expectation();
		String token = (seen != null) ? seen.version().token() : null;
		if (expectation != null && !Objects.equals(expectation.token(), token)) {
			throw new VersionConflictException((seen != null) ? seen.version().number() : null, place(null));
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
	 * Read the options that are to change, and leave out those that would not.
	 */
	private Map<String, Optional<Option>> readBefore(Publication publication) {
		Map<String, Optional<Option>> before = new LinkedHashMap<>();
		publication.changes().forEach((name, after) -> {
			Optional<Option> found = Optional.ofNullable(this.table.read(this.store, Operation.WRITE, name, List.of()));
			if (!found.equals(after)) {
				before.put(name, found);
			}
		});
		return before;
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
		return new StoreVersion(number, UUID.randomUUID().toString(), this.clock.instant(), publication.author());
	}

	/**
	 * A role that may put items of the history and not read them can publish all the
	 * same; one that may not write at all is told so by the transaction.
	 */
	private long newestBehind(long number) {
		try {
			return this.versions.newestBehind(number);
		}
		catch (StoreAccessDeniedException ex) {
			this.historyDenied = true;
			return 0;
		}
	}

	private void hintIfHistoryIsDenied() {
		if (this.historyDenied && this.saidHistoryDenied.compareAndSet(false, true)) {
			this.hints.accept("The history of store '" + this.store + "' in table '" + this.table.name()
					+ "' may not be read, so a number may be given twice after the version item was restored or deleted: "
					+ "allow dynamodb:Query on the leading key '" + this.store + HistoryItem.PARTITION_SUFFIX + "'");
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

}
