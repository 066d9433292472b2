package dev.configstore.reload;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.configstore.dynamodb.Store;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.StoreSnapshot;
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

	private final Candidates<G> candidates;

	private final InstantSource clock;

	private final ReloadListeners listeners = new ReloadListeners();

	private final ReloadObservers observers = new ReloadObservers();

	/**
	 * Held while a reload runs, its I/O included: a monitor would pin a virtual thread.
	 */
	private final ReentrantLock reloading = new ReentrantLock();

	/** As many as the current generation has snapshots. */
	private volatile List<Member> members = List.of();

	private volatile G current;

	private volatile ReloadStatus status;

	/** Whether something of the current generation was added without being read. */
	private boolean unread;

	/** In use, and not committed yet. */
	private @Nullable Uncommitted<G> uncommitted;

	private volatile Consumer<? super G> accepted = (generation) -> {
	};

	ReloadCycle(Function<List<StoreSnapshot>, G> generations, InstantSource clock) {
		this.candidates = new Candidates<>(generations);
		this.clock = clock;
		this.current = this.candidates.create(List.of());
		this.status = ReloadStatus.begun(clock.instant());
	}

	G current() {
		return this.current;
	}

	ReloadStatus status() {
		return this.status;
	}

	List<Member> members() {
		return this.members;
	}

	ReloadListeners listeners() {
		return this.listeners;
	}

	ReloadObservers observers() {
		return this.observers;
	}

	Candidates<G> candidates() {
		return this.candidates;
	}

	void accepted(Consumer<? super G> accepted) {
		this.accepted = accepted;
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
			Instant now = this.clock.instant();
			this.status = this.status.added(this.members.isEmpty(), (asOf != null) ? asOf : now, now, failure);
			this.members = Stream.concat(this.members.stream(), added.stream()).toList();
		}
		finally {
			this.reloading.unlock();
		}
	}

	private void accepted(G generation) {
		try {
			this.accepted.accept(generation);
		}
		catch (RuntimeException ex) {
			logger.warn("A new generation is in use, but recording it failed", ex);
		}
	}

	/**
	 * Run all steps once.
	 * @param trigger why; what the schedule finds has to pass the loss guard
	 * @param target carries a new generation on, if there is something to carry it to
	 * @return whether anything had changed
	 */
	boolean run(ReloadTrigger trigger, Member.Step read, @Nullable ReloadTarget<? super G> target) {
		return locked(() -> this.observers.observe(trigger, () -> recorded(() -> {
			Uncommitted<G> left = this.uncommitted;
			if (left != null) {
				commit(left, target);
			}
			Uncommitted<G> swapped = swap(read, trigger == ReloadTrigger.POLL);
			if (swapped != null) {
				commit(swapped, target);
			}
			return swapped != null;
		})));
	}

	/**
	 * Run the steps up to the swap, and leave the rest to {@link #settle}, or to the next
	 * run if that never comes.
	 */
	boolean runUncommitted(Member.Step read) {
		return locked(() -> this.observers.observe(ReloadTrigger.REQUEST, () -> recorded(() -> {
			Uncommitted<G> left = this.uncommitted;
			Uncommitted<G> swapped = swap(read, false);
			if (swapped != null) {
				this.uncommitted = (left != null) ? left.then(swapped) : swapped;
			}
			return swapped != null;
		})));
	}

	/**
	 * Run the steps behind the swap for a generation that was left uncommitted.
	 * @return whether there was one
	 */
	boolean settle(ReloadTarget<? super G> target) {
		return locked(() -> {
			Uncommitted<G> left = this.uncommitted;
			return left != null && recorded(() -> {
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

	private boolean recorded(BooleanSupplier steps) {
		try {
			return steps.getAsBoolean();
		}
		catch (CandidateRejectedException ex) {
			this.status = this.status.rejected(this.clock.instant(), ex);
			this.listeners.failed(this.members.size(), ex);
			throw ex;
		}
		catch (ConfigStoreException ex) {
			this.status = this.status.failed(this.clock.instant(), ex);
			this.listeners.failed(this.members.size(), ex);
			throw ex;
		}
	}

	/**
	 * Put what was found in use.
	 * @return what has changed, or {@code null} if nothing has
	 */
	private @Nullable Uncommitted<G> swap(Member.Step read, boolean guarded) {
		G before = this.current;
		List<PollResult> polls = poll(before, read);
		if (polls.stream().allMatch((poll) -> poll.diff().isEmpty())) {
			confirm(polls);
			return null;
		}
		G candidate = accept(before, polls, guarded);
		this.current = candidate;
		this.unread = false;
		this.status = this.status.confirmed(this.clock.instant(), false);
		this.members.forEach((member) -> member.poller().reject(null));
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
		this.status = this.status.changed(this.clock.instant());
		this.listeners.changed(swapped.polls());
		accepted(swapped.after());
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
			remember(swapped.polls());
			target.restored(swapped.before());
			throw ex;
		}
	}

	private List<PollResult> poll(G before, Member.Step read) {
		List<Member> members = this.members;
		return Parallel.map(IntStream.range(0, members.size()).boxed().toList(), (index) -> {
			StoreSnapshot applied = before.snapshots().get(index);
			return PollResult.of(index, applied, read.read(members.get(index), applied));
		});
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
			remember(polls);
			throw ex;
		}
	}

	private void remember(List<PollResult> rejected) {
		rejected.stream()
			.filter((poll) -> !poll.diff().isEmpty())
			.forEach((poll) -> this.members.get(poll.index()).poller().reject(poll.after()));
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
			IntStream.range(0, Math.min(rejected.size(), before.snapshots().size()))
				.filter((index) -> !rejected.get(index).options().equals(before.snapshots().get(index).options()))
				.forEach((index) -> this.members.get(index).poller().reject(rejected.get(index)));
			this.status = this.status.rejected(this.clock.instant(), why);
			this.listeners.failed(this.members.size(), why);
		}
		finally {
			this.reloading.unlock();
		}
	}

	private void confirm(List<PollResult> polls) {
		keep(polls);
		boolean rejected = this.members.stream().anyMatch((member) -> member.poller().isRejecting());
		this.status = this.status.confirmed(this.clock.instant(), rejected);
		if (this.unread) {
			this.unread = false;
			accepted(this.current);
		}
	}

	/**
	 * Keep a version that changed nothing, or each poll would find it again.
	 */
	private void keep(List<PollResult> polls) {
		polls.stream()
			.filter(PollResult::isRead)
			.forEach((poll) -> this.members.get(poll.index()).poller().reject(null));
		if (!polls.stream().allMatch(PollResult::isSameVersion)) {
			this.current = this.candidates.create(polls.stream().map(PollResult::after).toList());
		}
	}

	/**
	 * Try again what was rejected, at the next poll.
	 * @return whether anything was
	 */
	boolean retryRejected() {
		return this.members.stream().map((member) -> member.poller().retry()).reduce(false, Boolean::logicalOr);
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
