package dev.configstore.reload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.configstore.dynamodb.Store;
import dev.configstore.dynamodb.Ticker;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.UnexpectedFailureException;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.poll.Members;
import dev.configstore.reload.poll.PollResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps from the tables to the generation in use: poll (or read everything), diff,
 * loss guard, checks, swap, update, listeners. One run at a time. A failure before the
 * swap leaves everything as it was; after a failed update the generation before is in use
 * again.
 *
 * @param <G> the type of generation
 */
final class ReloadCycle<G extends Generation> {

	private static final Logger logger = LoggerFactory.getLogger(ReloadingStores.class);

	/** How long a write waits for a reload under way. */
	private static final Duration WRITE_WAITS = Duration.ofSeconds(5);

	private final Candidates<G> candidates;

	private final Turns turns = new Turns();

	/** As many as the current generation has snapshots. */
	private final Members members;

	private final ReloadRecord record;

	private final InstantSource clock;

	private final InUse<G> inUse;

	private volatile @Nullable ReloadTarget<? super G> target;

	private volatile @Nullable ReloadSchedule schedule;

	ReloadCycle(Function<List<StoreSnapshot>, G> generations, InstantSource clock) {
		Ticker ticker = Ticker.of(clock);
		this.candidates = new Candidates<>(generations);
		this.members = new Members(ticker);
		this.record = new ReloadRecord(clock, ticker, this.members, new ReloadListeners(this.turns));
		this.clock = clock;
		this.inUse = new InUse<>(this.candidates.create(List.of()), this.members, this.record);
	}

	G current() {
		return this.inUse.current();
	}

	ReloadRecord record() {
		return this.record;
	}

	InUse<G> inUse() {
		return this.inUse;
	}

	Members members() {
		return this.members;
	}

	Candidates<G> candidates() {
		return this.candidates;
	}

	void target(@Nullable ReloadTarget<? super G> target) {
		this.target = target;
	}

	@Nullable ReloadSchedule schedule() {
		return this.schedule;
	}

	void schedule(ReloadSchedule schedule) {
		this.schedule = schedule;
	}

	/**
	 * Read stores and add them to the generation in use, without an update.
	 */
	void add(List<Store> more) {
		add(more, () -> this.members.read(more), null, null);
	}

	/**
	 * Add stores that were not read.
	 * @param asOf when the snapshots were the newest, if that is not now
	 * @param failure why they could not be read, unless that was not tried
	 */
	void addUnread(List<Store> more, List<StoreSnapshot> snapshots, @Nullable Instant asOf,
			@Nullable ConfigStoreException failure) {
		add(more, () -> snapshots, asOf, failure);
	}

	private void add(List<Store> more, Supplier<List<StoreSnapshot>> read, @Nullable Instant asOf,
			@Nullable ConfigStoreException failure) {
		this.turns.runInside(() -> {
			List<StoreSnapshot> snapshots = new ArrayList<>(current().snapshots());
			snapshots.addAll(read.get());
			this.inUse.use(this.candidates.create(List.copyOf(snapshots)));
			Duration age = (asOf != null) ? Duration.between(asOf, this.clock.instant()) : Duration.ZERO;
			this.members.add(more, age, failure != null);
			this.record.added(failure);
			return true;
		});
	}

	/**
	 * Poll for changes as cheaply as each store allows, and run the steps for what was
	 * found.
	 */
	boolean poll(ReloadSchedule schedule) {
		this.schedule = schedule;
		this.turns.begin();
		return run(ReloadTrigger.POLL, (applied) -> this.members.poll(applied, schedule));
	}

	/**
	 * Read everything, and run the steps for what was found.
	 */
	boolean reload() {
		if (this.turns.queue(ReloadTrigger.REQUEST, this::readAll)) {
			return false;
		}
		this.turns.begin();
		return readAll();
	}

	private boolean readAll() {
		return run(ReloadTrigger.REQUEST, this.members::readAll);
	}

	/**
	 * Call other people's code outside a reload.
	 */
	void calling(Runnable code) {
		this.turns.calling(code);
	}

	/**
	 * Let reads show what this process has written, or somebody else by hand. Where that
	 * does not work out, it is written all the same, and the status says why. Called by a
	 * listener it is queued.
	 */
	void written(int index, boolean byHand) {
		BooleanSupplier poll = () -> steps(ReloadTrigger.POLL,
				(applied) -> this.members.readWritten(applied, index, byHand));
		if (this.turns.queue(index, poll::getAsBoolean)) {
			return;
		}
		try {
			this.turns.runWithin(WRITE_WAITS, index, poll);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ConfigStoreException ex) {
			logger.debug("What was written is not in use yet: {}", ex.getMessage());
		}
	}

	/**
	 * Run all steps once.
	 * @param trigger why; what the schedule finds has to pass the loss guard
	 * @return whether anything had changed
	 */
	private boolean run(ReloadTrigger trigger, Function<List<StoreSnapshot>, List<PollResult>> read) {
		return inTurn(trigger, () -> steps(trigger, read));
	}

	private boolean steps(ReloadTrigger trigger, Function<List<StoreSnapshot>, List<PollResult>> read) {
		return this.record.observed(trigger, () -> {
			ReloadTarget<? super G> target = this.target;
			this.inUse.commit(target);
			boolean swapped = swap(read, trigger == ReloadTrigger.POLL);
			this.inUse.commit(target);
			requireAllRead();
			return swapped;
		});
	}

	/**
	 * What could be read is in use. That a store was left out, which was never read, is a
	 * failure all the same.
	 */
	private void requireAllRead() {
		ConfigStoreException failure = this.members.failure();
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Run the steps up to the swap, and leave the rest to {@link #settle}, or to the next
	 * run if that never comes.
	 */
	boolean runUncommitted() {
		return inTurn("uncommitted",
				() -> this.record.observed(ReloadTrigger.REQUEST, () -> swap(this.members::readAll, false)));
	}

	/**
	 * Run the steps behind the swap for a generation that was left uncommitted.
	 * @return whether there was one; {@code false} inside a reload
	 */
	boolean settle(ReloadTarget<? super G> target) {
		if (this.turns.isInside()) {
			return false;
		}
		return inTurn("settle",
				() -> this.inUse.isUncommitted() && this.record.recorded(() -> this.inUse.commit(target)));
	}

	private boolean inTurn(Object kind, BooleanSupplier steps) {
		try {
			return this.turns.run(kind, steps);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.record.requireOpen();
			throw UnexpectedFailureException.of("The reload was interrupted", ex, this.record.place());
		}
	}

	/**
	 * Put what was found in use.
	 * @return whether anything has changed
	 */
	private boolean swap(Function<List<StoreSnapshot>, List<PollResult>> read, boolean guarded) {
		G before = current();
		boolean unread = this.members.isUnread();
		List<PollResult> polls = read.apply(before.snapshots());
		boolean same = polls.stream().allMatch((poll) -> poll.diff().isEmpty());
		G candidate = same ? kept(before, polls) : accept(before, polls, guarded);
		this.record.requireOpen();
		this.members.settle(polls, this.schedule);
		if (same) {
			this.inUse.use(candidate);
			this.members.forgetRejected(polls);
			this.record.confirmed(this.members.isRejecting());
			if (unread && !this.members.isUnread()) {
				this.inUse.accept(candidate);
			}
			return false;
		}
		this.inUse.swap(new InUse.Uncommitted<>(before, candidate, polls));
		this.members.forgetRejected();
		this.record.confirmed(false);
		return true;
	}

	/**
	 * Keep a version that changed nothing, or each poll would find it again.
	 */
	private G kept(G before, List<PollResult> polls) {
		return polls.stream().allMatch(PollResult::isSameVersion) ? before
				: this.candidates.create(polls.stream().map(PollResult::after).toList());
	}

	/**
	 * Create the candidate and check it. One that is rejected is remembered, and polls do
	 * not report it until everything is read again.
	 */
	private G accept(G before, List<PollResult> polls, boolean guarded) {
		try {
			return this.candidates.checked(before, polls, guarded);
		}
		catch (CandidateRejectedException ex) {
			this.members.reject(polls);
			this.members.settle(polls, this.schedule);
			throw ex;
		}
	}

	/**
	 * Put an earlier generation back in use. What is rejected with it is remembered as
	 * after a check.
	 */
	void putBack(G before, CandidateRejectedException why) {
		this.turns.runInside(() -> {
			this.members.reject(current().snapshots(), before.snapshots());
			this.inUse.use(before);
			this.record.rejected(why);
			return true;
		});
	}

	/**
	 * Replace the generation in use, without checks, without an update and without
	 * waiting.
	 */
	boolean replace(G expected, G replacement) {
		return this.turns.runIfFree(() -> {
			if (current() != expected) {
				return false;
			}
			this.inUse.use(replacement);
			return true;
		});
	}

}
