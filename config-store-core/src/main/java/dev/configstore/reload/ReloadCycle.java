package dev.configstore.reload;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.configstore.dynamodb.Store;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.poll.Member;
import dev.configstore.reload.poll.Members;
import dev.configstore.reload.poll.PollResult;
import org.jspecify.annotations.Nullable;

/**
 * The steps from the tables to the generation in use: poll (or read everything), diff,
 * loss guard, checks, swap, update, listeners. One run at a time. A failure before the
 * swap leaves everything as it was; after a failed update the generation before is in use
 * again.
 *
 * @param <G> the type of generation
 */
final class ReloadCycle<G extends Generation> {

	private final Candidates<G> candidates;

	private final ReloadRecord record;

	/**
	 * Held while a reload runs, its I/O included: a monitor would pin a virtual thread.
	 */
	private final ReentrantLock reloading = new ReentrantLock();

	/** As many as the current generation has snapshots. */
	private final Members members = new Members();

	private volatile G current;

	/** Whether something of the current generation was added without being read. */
	private boolean unread;

	/** In use, and not committed yet. */
	private @Nullable Uncommitted<G> uncommitted;

	private volatile Consumer<? super G> accepted = (generation) -> {
	};

	private volatile @Nullable ReloadTarget<? super G> target;

	ReloadCycle(Function<List<StoreSnapshot>, G> generations, InstantSource clock) {
		this.candidates = new Candidates<>(generations);
		this.record = new ReloadRecord(clock);
		this.current = this.candidates.create(List.of());
	}

	G current() {
		return this.current;
	}

	ReloadRecord record() {
		return this.record;
	}

	Members members() {
		return this.members;
	}

	Candidates<G> candidates() {
		return this.candidates;
	}

	void accepted(Consumer<? super G> accepted) {
		this.accepted = accepted;
	}

	void target(@Nullable ReloadTarget<? super G> target) {
		this.target = target;
	}

	/**
	 * Add stores to the generation in use, without an update.
	 * @param asOf when the added snapshots were the newest, if that is not now
	 * @param failure why they could not be read, if they could not
	 */
	void add(List<Store> more, @Nullable Instant asOf, @Nullable ConfigStoreException failure,
			Function<List<Member>, List<StoreSnapshot>> read) {
		this.reloading.lock();
		try {
			List<Member> added = more.stream().map((source) -> new Member(source, source.poller())).toList();
			List<StoreSnapshot> snapshots = new ArrayList<>(this.current.snapshots());
			snapshots.addAll(read.apply(added));
			this.current = this.candidates.create(List.copyOf(snapshots));
			this.unread |= failure != null;
			this.record.added(this.members.size() == 0, asOf, failure);
			this.members.add(added);
		}
		finally {
			this.reloading.unlock();
		}
	}

	/**
	 * Poll for changes as cheaply as each store allows, and run the steps for what was
	 * found.
	 */
	boolean poll(ReloadSchedule schedule) {
		return run(ReloadTrigger.POLL, (member, applied) -> member.poller().poll(applied, schedule));
	}

	/**
	 * Run all steps once.
	 * @param trigger why; what the schedule finds has to pass the loss guard
	 * @return whether anything had changed
	 */
	boolean run(ReloadTrigger trigger, Member.Step read) {
		return locked(() -> this.record.observed(trigger, () -> {
			ReloadTarget<? super G> target = this.target;
			Uncommitted<G> left = this.uncommitted;
			if (left != null) {
				commit(left, target);
			}
			Uncommitted<G> swapped = swap(read, trigger == ReloadTrigger.POLL);
			if (swapped != null) {
				commit(swapped, target);
			}
			return swapped != null;
		}));
	}

	/**
	 * Run the steps up to the swap, and leave the rest to {@link #settle}, or to the next
	 * run if that never comes.
	 */
	boolean runUncommitted(Member.Step read) {
		return locked(() -> this.record.observed(ReloadTrigger.REQUEST, () -> {
			Uncommitted<G> left = this.uncommitted;
			Uncommitted<G> swapped = swap(read, false);
			if (swapped != null) {
				this.uncommitted = (left != null) ? left.then(swapped) : swapped;
			}
			return swapped != null;
		}));
	}

	/**
	 * Run the steps behind the swap for a generation that was left uncommitted.
	 * @return whether there was one
	 */
	boolean settle(ReloadTarget<? super G> target) {
		return locked(() -> {
			Uncommitted<G> left = this.uncommitted;
			return left != null && this.record.recorded(() -> {
				commit(left, target);
				return true;
			});
		});
	}

	private boolean locked(BooleanSupplier steps) {
		this.reloading.lock();
		try {
			return steps.getAsBoolean();
		}
		finally {
			this.reloading.unlock();
		}
	}

	/**
	 * Put what was found in use.
	 * @return what has changed, or {@code null} if nothing has
	 */
	private @Nullable Uncommitted<G> swap(Member.Step read, boolean guarded) {
		G before = this.current;
		List<PollResult> polls = this.members.poll(before.snapshots(), read);
		if (polls.stream().allMatch((poll) -> poll.diff().isEmpty())) {
			confirm(polls);
			return null;
		}
		G candidate = accept(before, polls, guarded);
		this.current = candidate;
		this.unread = false;
		this.record.confirmed(false);
		this.members.forgetRejected();
		return new Uncommitted<>(before, candidate, polls);
	}

	/**
	 * Carry a generation on. From the update on nothing takes it back, and only then
	 * anything is told or kept.
	 */
	private void commit(Uncommitted<G> swapped, @Nullable ReloadTarget<? super G> target) {
		this.uncommitted = null;
		if (target != null) {
			update(swapped, target);
		}
		this.record.changed(swapped.polls());
		this.record.safely(this.accepted, swapped.after());
		if (target != null) {
			target.committed(swapped.before(), swapped.after());
		}
	}

	private void update(Uncommitted<G> swapped, ReloadTarget<? super G> target) {
		try {
			target.update(swapped.before(), swapped.after());
		}
		catch (CandidateRejectedException ex) {
			this.current = swapped.before();
			this.members.reject(swapped.polls());
			target.restored(swapped.before());
			throw ex;
		}
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
			throw ex;
		}
	}

	/**
	 * Put an earlier generation back in use. What is rejected with it is remembered as
	 * after a check.
	 */
	void putBack(G before, CandidateRejectedException why) {
		this.reloading.lock();
		try {
			List<StoreSnapshot> rejected = this.current.snapshots();
			this.current = before;
			this.members.reject(rejected, before.snapshots());
			this.record.rejected(why);
		}
		finally {
			this.reloading.unlock();
		}
	}

	private void confirm(List<PollResult> polls) {
		keep(polls);
		this.record.confirmed(this.members.isRejecting());
		if (this.unread) {
			this.unread = false;
			this.record.safely(this.accepted, this.current);
		}
	}

	/**
	 * Keep a version that changed nothing, or each poll would find it again.
	 */
	private void keep(List<PollResult> polls) {
		this.members.forgetRejected(polls);
		if (!polls.stream().allMatch(PollResult::isSameVersion)) {
			this.current = this.candidates.create(polls.stream().map(PollResult::after).toList());
		}
	}

	/**
	 * Replace the generation in use, without checks, without an update and without
	 * waiting.
	 */
	boolean replace(G expected, G replacement) {
		if (!this.reloading.tryLock()) {
			return false;
		}
		try {
			if (this.current != expected) {
				return false;
			}
			this.current = replacement;
			return true;
		}
		finally {
			this.reloading.unlock();
		}
	}

}
