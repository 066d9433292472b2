package dev.configstore.reload.poll;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.configstore.dynamodb.Store;
import dev.configstore.dynamodb.StorePoller;
import dev.configstore.model.StoreSnapshot;

/**
 * The stores that reload together: polled side by side, and what was rejected of each.
 */
public final class Members {

	private volatile List<Member> all = List.of();

	public List<Store> stores() {
		return this.all.stream().map(Member::source).toList();
	}

	public int size() {
		return this.all.size();
	}

	public void add(List<Member> more) {
		this.all = Stream.concat(this.all.stream(), more.stream()).toList();
	}

	/**
	 * Read the stores side by side.
	 * @param applied their snapshots in use
	 * @return what was found, one result for each store
	 */
	public List<PollResult> poll(List<StoreSnapshot> applied, Member.Step read) {
		List<Member> members = this.all;
		return Parallel.map(IntStream.range(0, members.size()).boxed().toList(),
				(index) -> PollResult.of(index, applied.get(index), read.read(members.get(index), applied.get(index))));
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
		return this.all.stream().flatMap((member) -> member.poller().untilFullRead().stream()).min(Duration::compareTo);
	}

	private StorePoller poller(int index) {
		return this.all.get(index).poller();
	}

}
