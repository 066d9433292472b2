package dev.configstore.reload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.configstore.dynamodb.Deadline;
import dev.configstore.dynamodb.Store;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.poll.LossGuard;
import org.jspecify.annotations.Nullable;

/**
 * Stores that reload together: a candidate has the snapshots of all of them, and one
 * reference is swapped.
 * <p>
 * A reload is a sequence of steps: poll, read, diff, check, swap, update. A failure
 * before the swap leaves everything as it was. Reads of the {@link #current()} generation
 * are one volatile read and never wait for a reload.
 *
 * @param <G> the type of generation
 */
public final class ReloadingStores<G extends Generation> implements AutoCloseable {

	/**
	 * How much a store may lose in one step that no version announces, unless set.
	 */
	public static final double DEFAULT_MAX_LOSS = LossGuard.DEFAULT_MAX_LOSS;

	private final ReloadCycle<G> cycle;

	private final Polling polling;

	/**
	 * Create without any store.
	 * @param generations makes a generation of snapshots, in the order in which their
	 * stores were added; may throw {@link CandidateRejectedException}
	 */
	public ReloadingStores(Function<List<StoreSnapshot>, G> generations) {
		this(generations, InstantSource.system());
	}

	/**
	 * As above.
	 * @param generations makes a generation of snapshots
	 * @param clock gives the time
	 */
	public ReloadingStores(Function<List<StoreSnapshot>, G> generations, InstantSource clock) {
		this.cycle = new ReloadCycle<>(generations, clock);
		this.polling = new Polling(this.cycle);
	}

	/**
	 * Set how much a store may lose in one step that no version announces, before the
	 * loss guard rejects what a poll finds. {@link #reload()} bypasses the loss guard.
	 * @param maxLoss the share of a store's options, 0 to 1
	 */
	public void setMaxLoss(double maxLoss) {
		this.cycle.candidates().guard(new LossGuard(maxLoss));
	}

	/**
	 * Read stores, side by side, and add what was found to the current generation.
	 * Without an update. Costs one Query a page and store, and two reads of each version.
	 * @param more the stores, at least one
	 * @throws ConfigStoreException if one cannot be read, in which case none is added: at
	 * once, without retries
	 */
	public void add(List<Store> more) {
		this.cycle.add(more);
	}

	/**
	 * As {@link #add(List)}, but try again, with jitter, what failed and may get better.
	 * @param more the stores, at least one
	 * @param deadline when it has to have ended, well or not; creating a missing table
	 * has its own time
	 * @throws ConfigStoreException if one cannot be read, at once if waiting does not
	 * help
	 */
	public void add(List<Store> more, Deadline deadline) {
		more.forEach((source) -> source.deadline(deadline));
		try {
			deadline.retry(() -> add(more));
		}
		finally {
			more.forEach((source) -> source.deadline(null));
		}
	}

	/**
	 * Add stores with snapshots that were kept from an earlier run, without a call. The
	 * next reload replaces them. Their tables existed, so they are never created.
	 * @param more the stores, at least one
	 * @param kept their snapshots, in the same order
	 * @param asOf when these were the newest, as far as is known
	 * @param failure why they could not be read
	 */
	public void addKept(List<Store> more, List<StoreSnapshot> kept, Instant asOf, ConfigStoreException failure) {
		more.forEach(Store::seen);
		this.cycle.addUnread(more, kept, asOf, failure);
	}

	/**
	 * Add stores as empty ones, without a call. The next reload fills them.
	 * @param more the stores, at least one
	 * @param failure why they could not be read, or {@code null} if that was not tried
	 */
	public void addEmpty(List<Store> more, @Nullable ConfigStoreException failure) {
		this.cycle.addUnread(more, more.stream().map((source) -> source.reader().empty()).toList(), null, failure);
	}

	/**
	 * Return the generation in use. One volatile read.
	 * @return the generation
	 */
	public G current() {
		return this.cycle.current();
	}

	/**
	 * Return the stores, in the order in which they were added.
	 * @return the stores
	 */
	public List<Store> stores() {
		return this.cycle.members().stores();
	}

	/**
	 * Add a check each candidate has to pass.
	 * @param check the check
	 */
	public void addCheck(ReloadCheck<? super G> check) {
		this.cycle.candidates().addCheck(check);
	}

	/**
	 * Add an observer of the reloads, requested ones included. The first reads, by
	 * {@link #add}, are not observed.
	 * @param observer the observer
	 */
	public void addObserver(ReloadObserver observer) {
		this.cycle.record().observers().add(observer);
	}

	/**
	 * Set the receiver of each generation that a reload put in use, after its update, and
	 * of one that was added without being read when a reload finds that it is the newest.
	 * Called on the reloading thread.
	 * @param accepted what to call; what it throws is logged
	 */
	public void setAccepted(Consumer<? super G> accepted) {
		this.cycle.inUse().accepted(accepted);
	}

	/**
	 * Set what carries a new generation on.
	 * @param target the target, or {@code null} for none
	 */
	public void setTarget(@Nullable ReloadTarget<? super G> target) {
		this.cycle.target(target);
	}

	/**
	 * Read all stores again, and return when the new generation is in use and its update
	 * is done. Asked for by a check, a target, an observer or a listener it is queued,
	 * and this returns at once.
	 * @return whether anything had changed; {@code false} if it was queued
	 * @throws ConfigStoreException if a store cannot be read, the candidate is rejected
	 * or the stores are closed; the current generation stays. If stores cannot be read
	 * that never were, the others have been reloaded
	 */
	public boolean reload() {
		return this.cycle.reload();
	}

	/**
	 * Call other people's code: reloads that it asks for are queued, and run on this
	 * thread when the code has ended.
	 * @param code the code
	 */
	public void calling(Runnable code) {
		this.cycle.calling(code);
	}

	/**
	 * Read all stores again and swap, but leave the rest to {@link #settle}. If that
	 * never comes, the next poll or reload carries the generation on, or takes it back.
	 * @return whether anything had changed
	 * @throws ConfigStoreException as {@link #reload()}
	 */
	public boolean reloadUncommitted() {
		return this.cycle.runUncommitted();
	}

	/**
	 * Carry on a generation that {@link #reloadUncommitted()} has put in use.
	 * @param target what to carry it to
	 * @return whether there was one
	 * @throws CandidateRejectedException if the target rejects it: the generation before
	 * is in use again
	 */
	public boolean settle(ReloadTarget<? super G> target) {
		return this.cycle.settle(target);
	}

	/**
	 * Try a rejected candidate again at once: what was in its way may be gone. Does
	 * nothing if none was rejected.
	 */
	public void retryRejected() {
		if (this.cycle.members().retryRejected()) {
			this.polling.pollNow();
		}
	}

	/**
	 * Poll for changes as cheaply as each store allows, and put in use what was found.
	 */
	public boolean poll(ReloadSchedule schedule) {
		return this.cycle.poll(schedule);
	}

	/**
	 * Put a generation in place of the one in use, which it was derived from: one that
	 * differs by an option that was read by itself. Without checks and without an update.
	 * Never waits: while a reload runs, nothing is replaced.
	 * @param expected the generation that should be in use
	 * @param replacement the one to use from now on
	 * @return whether it was replaced: not if another one is in use, or may soon be
	 */
	public boolean replace(G expected, G replacement) {
		return this.cycle.replace(expected, replacement);
	}

	/**
	 * Put an earlier generation back in use, because the one that took its place turned
	 * out to be unusable. What is rejected with it is remembered as after a check.
	 * @param before the earlier generation
	 * @param why the reason
	 */
	public void putBack(G before, CandidateRejectedException why) {
		this.cycle.putBack(before, why);
	}

	/**
	 * Let reads show what was just written to a store through this process: they do when
	 * this returns, unless the candidate is rejected or cannot be read. Waits a few
	 * seconds at most for a reload under way.
	 * @param index the place of the store
	 */
	public void written(int index) {
		this.cycle.written(index, false);
	}

	/**
	 * As {@link #written}, for what was edited by hand: the store is read as a whole.
	 * @param index which of the stores
	 */
	public void edited(int index) {
		this.cycle.written(index, true);
	}

	/** Return the status of the reloads. */
	public ReloadStatus status() {
		return this.cycle.record().status();
	}

	/**
	 * Return when the next poll is due.
	 * @return the time, or empty if no poll is planned
	 */
	public Optional<Instant> nextPoll() {
		return this.polling.nextPoll();
	}

	public ReloadListeners listeners() {
		return this.cycle.record().listeners();
	}

	public Optional<ReloadSchedule> schedule() {
		return Optional.ofNullable(this.cycle.schedule());
	}

	/**
	 * Start to poll and reload by schedule, on one daemon thread, until {@link #close()}.
	 * A second call does nothing, nor does one after the end.
	 * @param schedule the schedule
	 */
	public void start(ReloadSchedule schedule) {
		this.polling.start(schedule);
	}

	Optional<Duration> untilFullRead() {
		return this.cycle.members().untilFullRead();
	}

	/**
	 * End the reloads for good, without waiting for one that hangs. The current
	 * generation stays readable.
	 */
	@Override
	public void close() {
		this.cycle.record().close();
		stores().forEach(Store::closed);
		this.polling.close();
	}

	/**
	 * End the reloads until the next start.
	 */
	public void stop() {
		this.polling.stop();
	}

}
