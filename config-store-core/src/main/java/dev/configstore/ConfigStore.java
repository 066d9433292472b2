package dev.configstore;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.HandEditException;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.OptionNotFoundException;
import dev.configstore.exception.PartlyPublishedException;
import dev.configstore.exception.UnclearOutcomeException;
import dev.configstore.exception.VersionConflictException;
import dev.configstore.exception.VersionNotFoundException;
import dev.configstore.model.CostForecast;
import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.change.PublicationPlan;
import dev.configstore.model.change.StoreDiff;
import dev.configstore.reload.ReloadListener;
import dev.configstore.reload.ReloadStatus;
import org.jspecify.annotations.Nullable;

/**
 * One store: options, each with keys. Safe for many threads.
 * <p>
 * The {@linkplain #mode() mode} decides what reads cost and how fresh they are; a write
 * always goes to DynamoDB.
 */
public interface ConfigStore extends AutoCloseable {

	/**
	 * Describe a store to open.
	 * @return a builder
	 */
	static ConfigStoreBuilder builder() {
		return new ConfigStoreBuilder();
	}

	/**
	 * Return the table the store is in.
	 * @return the table's name
	 */
	String table();

	/**
	 * Return the store's name.
	 * @return the name
	 */
	String store();

	/**
	 * Return where reads are answered.
	 * @return the mode
	 */
	Mode mode();

	/**
	 * Return an option that has to be there. In simple mode one strongly consistent
	 * GetItem (1 RCU for each 4 KB of the option, 1 if there is none), in time-based mode
	 * no call.
	 * @param option the option's name
	 * @return the option
	 * @throws OptionNotFoundException if the store has no option of that name
	 * @throws ConfigStoreException if DynamoDB cannot be read (simple mode)
	 */
	Option get(String option);

	/**
	 * Return an option that may be missing. Costs what {@link #get(String)} costs.
	 * @param option the option's name
	 * @return the option; empty if the store has no option of that name
	 * @throws ConfigStoreException if DynamoDB cannot be read (simple mode)
	 */
	Optional<Option> find(String option);

	/**
	 * Return an option with some of its keys. Costs what {@link #get(String)} costs:
	 * DynamoDB counts the whole option.
	 * @param option the option's name
	 * @param key a key to return
	 * @param moreKeys more keys to return; keys the option does not have are left out
	 * @return the option
	 * @throws OptionNotFoundException if the store has no option of that name
	 * @throws ConfigStoreException if DynamoDB cannot be read (simple mode)
	 */
	Option get(String option, String key, String... moreKeys);

	/**
	 * Return all options. In time-based mode no call. In simple mode a full read: one
	 * strongly consistent Query a page (1 RCU for each 4 KB of the store, at least 1),
	 * and a read of the version before and after it (1 RCU each); all of it again when
	 * somebody published in between.
	 * @return the options as of one moment
	 * @throws ConfigStoreException if DynamoDB cannot be read (simple mode)
	 */
	StoreSnapshot getAll();

	/**
	 * Return how the reads go. In time-based mode the status of the reloads, of all
	 * stores that reload together: what failed, what was rejected and why, and when what
	 * is in use was last known to be the newest. In simple mode the status of the reads
	 * of options so far, one by one or all: when the last one ended, when one last
	 * succeeded, and why the last one failed; nothing is ever rejected there. No call.
	 * @return the status as of now
	 */
	ReloadStatus status();

	/**
	 * Return the {@linkplain ReloadStatus#age age} of {@link #status()} now: how long ago
	 * what reads answer was last known to be the newest (time-based mode), or a read last
	 * succeeded (simple mode). No call.
	 * @return the age, not negative
	 */
	Duration age();

	/**
	 * Write an option: the given keys replace all keys of the option. A publish of one
	 * option without an expected version, author and note: when another publish comes
	 * first it is repeated, the last writer wins, and the history keeps what was
	 * overwritten. In time-based mode reads show it when this returns, at the cost of a
	 * poll, unless what is read is rejected (by the loss guard, or in a Spring
	 * application by the dry run) or cannot be read. Called by a {@link ReloadListener},
	 * this returns before the poll.
	 * @param option the option's name, 1 to 1,011 bytes of UTF-8
	 * @param keys the values by key, in the types of {@link Option}
	 * @throws InvalidPublicationException if it cannot be an item; nothing was sent then
	 * @throws ConfigStoreException if DynamoDB cannot be written
	 */
	void set(String option, Map<String, ? extends @Nullable Object> keys);

	/**
	 * Delete an option, as {@link #set} writes one.
	 * @param option the option's name
	 * @return whether there was one
	 * @throws ConfigStoreException if DynamoDB cannot be written
	 */
	boolean delete(String option);

	/**
	 * Write changes of several options, all or none, as one version. Costs a strongly
	 * consistent read of each option (of the whole store instead, for more than 49
	 * options and for {@link Publication.Others#DELETE}), of the version and of the
	 * newest number in the history, and one transaction of two items for each option that
	 * differs and one more, each of which costs twice its WCU. Pruning the history costs
	 * a Query, and a write for each item. When another publish comes first it all is
	 * repeated, unless a version was expected. In time-based mode reads show it as after
	 * {@link #set}.
	 * @param publication the changes, of at most 49 options that differ, and 4 MB with
	 * their history
	 * @return the version the store has now; when nothing had to change the one it had,
	 * {@code null} if it had none
	 * @throws VersionConflictException if another version was expected; nothing was
	 * written
	 * @throws HandEditException if a version was expected and an option was edited by
	 * hand in the same moment; nothing was written
	 * @throws InvalidPublicationException if an option cannot be an item, or could not be
	 * kept in the history later, or if it is too much for one transaction, which
	 * {@link #publish(PublicationPlan)} divides; nothing was written
	 * @throws MalformedItemException if the version item is not one of ours; nothing was
	 * written
	 * @throws UnclearOutcomeException if DynamoDB did not confirm whether the publish was
	 * written
	 * @throws ConfigStoreException if DynamoDB cannot be written
	 */
	@Nullable StoreVersion publish(Publication publication);

	/**
	 * Say what a publication would do, key by key, without writing anything. Costs a
	 * strongly consistent read of the version and of each option, or of the whole store
	 * instead, as {@link #publish(Publication)}.
	 * @param publication the changes; what exceeds one transaction becomes several
	 * versions, in the order of its changes
	 * @return the plan
	 * @throws VersionConflictException if another version was expected
	 * @throws InvalidPublicationException if an option cannot be an item, or could not be
	 * kept in the history later
	 * @throws ConfigStoreException if DynamoDB cannot be read
	 */
	PublicationPlan preview(Publication publication);

	/**
	 * Write what a plan shows, if the store still is at the version that the plan was
	 * made against, and each option has the contents that the plan shows: edits by hand
	 * move no version. Options of more than 149 stored keys are compared when they are
	 * read here, and written on the condition of the version alone. Each version of the
	 * plan is written on the condition of the one before, and costs what
	 * {@link #publish(Publication)} of its options costs. A plan without changes costs a
	 * read of the version. In time-based mode reads show it as after {@link #set}.
	 * @param plan the plan, of this store
	 * @return the version the store has now; the one the plan was made against if nothing
	 * had to change
	 * @throws VersionConflictException if the store is at another version; nothing was
	 * written
	 * @throws HandEditException if an option was edited by hand since; it is named, and
	 * nothing was written
	 * @throws PartlyPublishedException if it failed after the first version; it says
	 * which versions stand, which options are left, and why
	 * @throws InvalidPublicationException if it is the plan of another store
	 * @throws UnclearOutcomeException if DynamoDB did not confirm whether the first
	 * version was written
	 * @throws ConfigStoreException if DynamoDB cannot be written
	 */
	@Nullable StoreVersion publish(PublicationPlan plan);

	/**
	 * Read which version the store is at from DynamoDB, in both modes. Costs one strongly
	 * consistent GetItem (1 RCU). Not to be paired with {@link #get(String)} in a
	 * condition: in time-based mode the version is newer than the values. The version of
	 * {@link #getAll()} is that of its options.
	 * @return the version, or {@code null} if the store was never published to, or its
	 * version may not be read
	 */
	@Nullable StoreVersion version();

	/**
	 * Return the newest versions of the history, with the names of the options that each
	 * has changed. Costs one strongly consistent Query for each page of {@code limit + 1}
	 * changed options (50 at least, 1,000 at most), or of 1 MB. What the options were is
	 * not sent, but DynamoDB counts it: 1 RCU for each 4 KB of these items. An item that
	 * cannot be read is listed like the others.
	 * @param limit how many versions at most, at least 1
	 * @return the versions, newest first; without those that were pruned in part
	 * @throws IllegalArgumentException if the limit is below 1
	 * @throws ConfigStoreException if DynamoDB cannot be read
	 */
	List<HistoryEntry> history(int limit);

	/**
	 * Return the snapshot as of a version, computed from the present one and the history.
	 * Costs a full read as {@link #getAll()} in simple mode, in both modes, and a
	 * strongly consistent Query of the history since (1 RCU for each 4 KB).
	 * @param version the version's number; 0 for the snapshot before the first version
	 * @return the snapshot; it {@linkplain StoreSnapshot#unknown() names} the options of
	 * which the history could not keep what they were, or has it in a form that cannot be
	 * read
	 * @throws VersionNotFoundException if the history does not reach it
	 * @throws ConfigStoreException if DynamoDB cannot be read
	 */
	StoreSnapshot at(long version);

	/**
	 * Compare the snapshots as of two versions, key by key. Costs one full read, and one
	 * Query of the history since the earlier of them. Two snapshots that were read
	 * already, of one store or of two, are compared by {@link StoreDiff#between}, without
	 * a call.
	 * @param from the earlier version's number; 0 for the snapshot before the first
	 * version
	 * @param to the later version's number
	 * @return what differs; it names the options of which that is not known
	 * @throws VersionNotFoundException if the history does not reach one of them
	 */
	StoreDiff diff(long from, long to);

	/**
	 * Compare the snapshot as of a version with the present one. An edit by hand counts
	 * as made before the version, unless the option was published since. Costs what
	 * {@link #diff(long, long)} costs.
	 * @param from the version's number; 0 for the snapshot before the first version
	 * @return what differs; it names the options of which that is not known
	 * @throws VersionNotFoundException if the history does not reach it
	 */
	StoreDiff diff(long from);

	/**
	 * Restore the options as of a version: a publish of the options that were written
	 * since and differ, which can be rolled back like any other. What does not fit into
	 * one transaction goes back in several versions, the newest first, so that the store
	 * is as of some version after each. Costs what {@link #previewRollback} and
	 * {@link #publish(PublicationPlan)} cost, and one more read of the version and of the
	 * newest number in the history.
	 * @param toVersion the version's number; 0 for the snapshot before the first version
	 * @param rollback who does it, why, which options, and whether edits by hand are
	 * overwritten
	 * @return the version the store has now
	 * @throws VersionNotFoundException if the history does not reach it, or could not
	 * keep what an option was, unless forced: that option stays as it is then
	 * @throws OptionNotFoundException if an option was named that neither the store nor
	 * the history since has
	 * @throws HandEditException if an option is not what was published last; nothing was
	 * written
	 * @throws ConfigStoreException as {@link #publish(PublicationPlan)}
	 */
	@Nullable StoreVersion rollback(long toVersion, Rollback rollback);

	/**
	 * Say what a rollback would do, key by key, without writing anything. Costs a full
	 * read, and a Query of the history since.
	 * @param toVersion the version's number; 0 for the snapshot before the first version
	 * @param rollback who does it, why, which options, and whether edits by hand are
	 * overwritten
	 * @return the plan, which can be published; it names the options that stay as they
	 * are because their past is not known
	 * @throws VersionNotFoundException as {@link #rollback}
	 * @throws OptionNotFoundException as {@link #rollback}
	 * @throws HandEditException as {@link #rollback}
	 * @throws ConfigStoreException if DynamoDB cannot be read
	 */
	PublicationPlan previewRollback(long toVersion, Rollback rollback);

	/**
	 * Compute what a quiet hour costs this instance at the present size and settings.
	 * Makes no call.
	 * @return the forecast; {@link CostForecast#NONE} in simple mode, where only look-ups
	 * cost
	 */
	CostForecast forecast();

	/**
	 * Compute what a quiet hour would cost an instance in time-based mode at the present
	 * size, with other intervals than this one may have. In time-based mode no call; in
	 * simple mode it costs what {@link #getAll()} costs.
	 * @param schedule the intervals
	 * @return the forecast
	 * @throws ConfigStoreException if DynamoDB cannot be read (simple mode)
	 */
	CostForecast forecast(ReloadSchedule schedule);

	/**
	 * Read the store again now, with all that reload together with it, and return when
	 * reads answer from the new snapshot. Costs one strongly consistent Query a page and
	 * two reads of the version (1 RCU each) for each of these stores; what it finds does
	 * not have to pass the loss guard. In simple mode there is nothing to do, and no
	 * call. Called by a listener or a check it is queued, and this returns at once.
	 * @return whether anything had changed; {@code false} if it was queued
	 * @throws ConfigStoreException if it failed, or the store is closed; the snapshot in
	 * use stays
	 */
	boolean reload();

	/**
	 * Add a listener to the reloads. In simple mode it is never called.
	 * @param listener the listener
	 */
	void addListener(ReloadListener listener);

	/**
	 * Remove a listener.
	 * @param listener the listener
	 */
	void removeListener(ReloadListener listener);

	/**
	 * End the reloads and close the client, unless it was given to the builder. Does not
	 * wait for requests or listeners that hang: a publish under way has an unclear
	 * outcome, a reload under way fails. Reads in time-based mode go on answering from
	 * the last snapshot. With a client that was given to the builder, what calls DynamoDB
	 * goes on working.
	 */
	@Override
	void close();

}
