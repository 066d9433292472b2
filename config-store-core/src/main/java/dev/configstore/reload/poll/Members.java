package dev.configstore.reload.poll;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.configstore.dynamodb.item.ReadUnits;
import dev.configstore.dynamodb.Store;
import dev.configstore.dynamodb.StorePoller;
import dev.configstore.dynamodb.StorePoller.Polled;
import dev.configstore.dynamodb.Ticker;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.StoreSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The stores that reload together: polled side by side, how old each one's snapshot is,
 * and what was rejected of it.
 */
public final class Members {

	private final Ticker ticker;

	private final FullReads fullReads;

	private volatile List<Member> all = List.of();

	private volatile @Nullable ConfigStoreException failure;

	public Members(Ticker ticker) {
		this.ticker = ticker;
		this.fullReads = new FullReads(ticker);
	}

	public List<Store> stores() {
		return this.all.stream().map(Member::source).toList();
	}

	public int size() {
		return this.all.size();
	}

	/**
	 * Read stores to be added.
	 */
	public List<StoreSnapshot> read(List<Store> more) {
		return Parallel.map(more, (store) -> store.reader().readAll().snapshot());
	}

	/**
	 * @param age how old the snapshots of the stores are
	 * @param unread whether they were not read: that is due at once
	 */
	public void add(List<Store> more, Duration age, boolean unread) {
		Duration confirmedAt = this.ticker.now().minus(age);
		List<Member> added = more.stream()
			.map((store) -> new Member(store, store.poller(this.ticker), confirmedAt, unread))
			.toList();
		this.all = Stream.concat(this.all.stream(), added.stream()).toList();
		this.fullReads.added();
	}

	/**
	 * Poll all stores as cheaply as each allows.
	 * @param applied their snapshots in use
	 */
	public List<PollResult> poll(List<StoreSnapshot> applied, ReloadSchedule schedule) {
		double units = applied.stream().mapToDouble((snapshot) -> ReadUnits.ofQuery(snapshot.bytes(), false)).sum();
		boolean due = this.fullReads.isDue(schedule, units);
		return read(applied, schedule.pollInterval(),
				(index, member, snapshot) -> member.poller().poll(snapshot, due, schedule));
	}

	/**
	 * Read everything of all stores.
	 */
	public List<PollResult> readAll(List<StoreSnapshot> applied) {
		try {
			return read(applied, Duration.ZERO, (index, member, snapshot) -> member.poller().readAll());
		}
		catch (RuntimeException | Error ex) {
			this.fullReads.now();
			throw ex;
		}
	}

	/**
	 * Read what was just written to one of the stores.
	 * @param byHand whether by hand, which moves no version
	 */
	public List<PollResult> readWritten(List<StoreSnapshot> applied, int written, boolean byHand) {
		return read(applied, Duration.ZERO, (index, member, snapshot) -> {
			if (index != written) {
				return Polled.NOT_ASKED;
			}
			return byHand ? member.poller().readAll() : member.poller().readWritten(snapshot);
		});
	}

	/**
	 * @param again when a store that was never read is tried again, if it fails
	 */
	private List<PollResult> read(List<StoreSnapshot> applied, Duration again, Member.Step step) {
		List<Member> members = this.all;
		Queue<ConfigStoreException> failed = new ConcurrentLinkedQueue<>();
		List<PollResult> polls = Parallel.map(IntStream.range(0, members.size()).boxed().toList(),
				(index) -> PollResult.of(index, applied.get(index),
						members.get(index).read(index, step, applied.get(index), again, failed::add)));
		ConfigStoreException failure = failed.peek();
		if (failure != null && failed.size() == members.size()) {
			throw failure;
		}
		this.failure = failure;
		return polls;
	}

	/**
	 * Return why the last read left out stores that were never read.
	 * @return the failure of one of them, or {@code null} if it read all it was to read
	 */
	public @Nullable ConfigStoreException failure() {
		return this.failure;
	}

	/**
	 * Record that what was polled is in use, or rejected for good. Until then a full read
	 * stays due.
	 * @param schedule plans the next full read, if there is a schedule
	 */
	public void settle(List<PollResult> polls, @Nullable ReloadSchedule schedule) {
		Duration now = this.ticker.now();
		polls.forEach((poll) -> this.all.get(poll.index()).settle(poll.polled(), now));
		if (schedule != null && polls.stream().allMatch((poll) -> poll.polled().isAll())) {
			this.fullReads.done(schedule);
		}
	}

	/**
	 * Return how old the oldest snapshot is: when it was last known to be the newest.
	 */
	public Duration age() {
		Duration now = this.ticker.now();
		return this.all.stream()
			.map((member) -> now.minus(member.confirmedAt()))
			.max(Duration::compareTo)
			.orElse(Duration.ZERO);
	}

	/**
	 * Return whether any store was never read.
	 */
	public boolean isUnread() {
		return this.all.stream().anyMatch(Member::isUnread);
	}

	/**
	 * Remember what was rejected: polls do not report it until everything is read again.
	 */
	public void reject(List<PollResult> rejected) {
		rejected.stream()
			.filter((poll) -> !poll.diff().isEmpty())
			.forEach((poll) -> poller(poll.index()).reject(poll.after()));
	}

	/**
	 * Remember that the snapshots of a generation were rejected, as far as they differ
	 * from the one before.
	 */
	public void reject(List<StoreSnapshot> rejected, List<StoreSnapshot> before) {
		IntStream.range(0, Math.min(rejected.size(), before.size()))
			.filter((index) -> !rejected.get(index).options().equals(before.get(index).options()))
			.forEach((index) -> poller(index).reject(rejected.get(index)));
	}

	/**
	 * Forget what was rejected.
	 */
	public void forgetRejected() {
		this.all.forEach((member) -> member.poller().reject(null));
	}

	/**
	 * Forget what was rejected of the stores that were read since.
	 */
	public void forgetRejected(List<PollResult> polls) {
		polls.stream().filter(PollResult::isRead).forEach((poll) -> poller(poll.index()).reject(null));
	}

	public boolean isRejecting() {
		return this.all.stream().anyMatch((member) -> member.poller().isRejecting());
	}

	/**
	 * Try again what was rejected, at the next poll.
	 * @return whether anything was
	 */
	public boolean retryRejected() {
		return this.all.stream().map((member) -> member.poller().retry()).reduce(false, Boolean::logicalOr);
	}

	/**
	 * Return how long it is to the first full read of a store, if one is planned.
	 */
	public Optional<Duration> untilFullRead() {
		Duration now = this.ticker.now();
		return Stream
			.concat(this.fullReads.next().stream(),
					this.all.stream().flatMap((member) -> member.poller().ownFullRead().stream()))
			.min(Duration::compareTo)
			.map((next) -> next.minus(now))
			.map((time) -> time.isNegative() ? Duration.ZERO : time);
	}

	private StorePoller poller(int index) {
		return this.all.get(index).poller();
	}

}
