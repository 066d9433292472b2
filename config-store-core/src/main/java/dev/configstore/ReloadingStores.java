package dev.configstore;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.configstore.StoreReader.Reading;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores that reload together: one candidate is all of them, and one reference is
 * swapped.
 * <p>
 * A reload is a line of steps: look, read, diff, check, swap, publish. A failure before
 * the swap leaves everything as it was. Reads of the {@link #current()} generation are
 * one volatile read and never wait for a reload.
 *
 * @param <G> the type of generation
 */
public final class ReloadingStores<G extends Generation> implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ReloadingStores.class);

	private final Function<List<StoreSnapshot>, G> generations;

	private final InstantSource clock;

	private final List<ReloadCheck<? super G>> checks = new CopyOnWriteArrayList<>();

	private final ReloadListeners listeners = new ReloadListeners();

	/**
	 * Held while a reload runs, its I/O included: a monitor would pin a virtual thread.
	 */
	private final ReentrantLock reloading = new ReentrantLock();

	/** As many as the current generation has snapshots. */
	private volatile List<Member> members = List.of();

	private volatile G current;

	private volatile ReloadStatus status;

	private volatile LossGuard guard = new LossGuard(LossGuard.DEFAULT_MAX_LOSS);

	private volatile @Nullable ReloadPublisher<? super G> publisher;

	private volatile Consumer<? super G> accepted = (generation) -> {
	};

	private volatile @Nullable ReloadSchedule schedule;

	private volatile @Nullable ReloadLoop loop;

	/** Whether something of the current generation was added without being read. */
	private boolean unread;

	private volatile boolean closed;

	/**
	 * Create without any store.
	 * @param generations makes a generation of snapshots, in the order in which their
	 * stores were added; may throw {@link CandidateRefusedException}
	 */
	public ReloadingStores(Function<List<StoreSnapshot>, G> generations) {
		this(generations, InstantSource.system());
	}

	/**
	 * Create without any store.
	 * @param generations makes a generation of snapshots
	 * @param clock tells when something was read
	 */
	public ReloadingStores(Function<List<StoreSnapshot>, G> generations, InstantSource clock) {
		this.generations = generations;
		this.clock = clock;
		this.current = generations.apply(List.of());
		this.status = ReloadStatus.begun(clock.instant());
	}

	/**
	 * Set how much a store may lose in one step that no version announces. Looks that
	 * find more are refused; {@link #reload()} is not, because somebody asked for it.
	 * @param maxLoss the share of a store's options, 0 to 1
	 */
	public void setMaxLoss(double maxLoss) {
		this.guard = new LossGuard(maxLoss);
	}

	/**
	 * Read stores, side by side, and add what was found to the current generation.
	 * Nothing is published. Costs one Query a page and store, and one or two looks at
	 * each version.
	 * @param more the stores, at least one
	 * @throws ConfigStoreException if one cannot be read, in which case none is added: at
	 * once, nothing is tried again here
	 */
	public void add(List<StoreSource> more) {
		add(more, null, null,
				(members) -> SideBySide.map(members, (member) -> member.watch().readAll(null).snapshot()));
	}

	/**
	 * As {@link #add(List)}, but try again, with jitter, what failed and may get better.
	 * @param more the stores, at least one
	 * @param deadline when it has to have ended, well or not; creating a missing table
	 * has its own time
	 * @throws ConfigStoreException if one cannot be read, at once if waiting does not
	 * help
	 */
	public void add(List<StoreSource> more, Deadline deadline) {
		more.forEach((source) -> source.deadline(deadline));
		try {
			ConfigStoreException why = null;
			for (int attempt = 1;; attempt++) {
				try {
					add(more);
					return;
				}
				catch (ConfigStoreException ex) {
					// That the last try had no time left is not the reason.
					boolean timedOut = ex instanceof StoreUnavailableException unavailable && unavailable.isTimedOut();
					why = (timedOut && why != null) ? why : ex;
					if (!ex.isTransient() || deadline.isOver()) {
						throw why;
					}
					logger.debug("Reading at start failed, trying again: {}", ex.getMessage());
				}
				Pause.SLEEP.before(attempt);
			}
		}
		finally {
			more.forEach((source) -> source.deadline(null));
		}
	}

	/**
	 * Add stores with a state that was kept from an earlier run, without a call. The next
	 * reload brings the present one. Their tables were there, so they are never created.
	 * @param more the stores, at least one
	 * @param kept their states, in the same order
	 * @param asOf when that was the newest state, as far as is known
	 * @param failure why they could not be read
	 */
	public void addKept(List<StoreSource> more, List<StoreSnapshot> kept, Instant asOf, ConfigStoreException failure) {
		more.forEach(StoreSource::seen);
		add(more, asOf, failure, (members) -> kept);
	}

	/**
	 * Add stores as empty ones, without a call. The next reload fills them.
	 * @param more the stores, at least one
	 * @param failure why they could not be read, or {@code null} if nobody tried
	 */
	public void addEmpty(List<StoreSource> more, @Nullable ConfigStoreException failure) {
		add(more, null, failure,
				(members) -> members.stream().map((member) -> member.source().reader().empty()).toList());
	}

	private void add(List<StoreSource> more, @Nullable Instant asOf, @Nullable ConfigStoreException failure,
			Function<List<Member>, List<StoreSnapshot>> read) {
		this.reloading.lock();
		try {
			List<Member> added = more.stream().map((source) -> new Member(source, source.watch())).toList();
			List<StoreSnapshot> snapshots = new ArrayList<>(this.current.snapshots());
			snapshots.addAll(read.apply(added));
			this.current = this.generations.apply(List.copyOf(snapshots));
			this.unread |= failure != null;
			Instant now = this.clock.instant();
			this.status = this.status.added(this.members.isEmpty(), (asOf != null) ? asOf : now, now, failure);
			this.members = Stream.concat(this.members.stream(), added.stream()).toList();
		}
		finally {
			this.reloading.unlock();
		}
	}

	/**
	 * Return the generation in use. One volatile read.
	 * @return the generation
	 */
	public G current() {
		return this.current;
	}

	/**
	 * Return the stores as time-based stores, in the order in which they were added.
	 * Closing one closes nothing.
	 * @return the stores
	 */
	public List<ConfigStore> stores() {
		return IntStream.range(0, this.members.size()).mapToObj((index) -> store(index, () -> {
		})).toList();
	}

	ConfigStore store(int index, Runnable onClose) {
		return new TimeBasedConfigStore(this.members.get(index).source(), this, index, onClose);
	}

	/**
	 * Add a check each candidate has to pass.
	 * @param check the check
	 */
	public void addCheck(ReloadCheck<? super G> check) {
		this.checks.add(check);
	}

	/**
	 * Set what hears of each generation after a reload put it in use and published it,
	 * and of one that was added without being read when a reload finds that it is the
	 * newest. Called on that thread.
	 * @param accepted what to call; what it throws is logged
	 */
	public void setAccepted(Consumer<? super G> accepted) {
		this.accepted = accepted;
	}

	private void accepted(G generation) {
		try {
			this.accepted.accept(generation);
		}
		catch (RuntimeException ex) {
			logger.warn("A new generation is in use, but was not taken note of", ex);
		}
	}

	/**
	 * Set what carries a new generation on.
	 * @param publisher the publisher, or {@code null} for none
	 */
	public void setPublisher(@Nullable ReloadPublisher<? super G> publisher) {
		this.publisher = publisher;
	}

	/**
	 * Read all stores again, and return when the new generation is in use and published.
	 * @return whether anything had changed
	 * @throws ConfigStoreException if a store cannot be read or the candidate is refused;
	 * the current generation stays
	 */
	public boolean reload() {
		return cycle(this::readAll, false, this.publisher);
	}

	/**
	 * Read all stores again and swap, but leave the publishing to the caller.
	 * @return whether anything had changed
	 * @throws ConfigStoreException as {@link #reload()}
	 */
	public boolean reloadUnpublished() {
		return cycle(this::readAll, false, null);
	}

	/**
	 * Look for changes as cheaply as each store allows, and carry on what was found.
	 */
	boolean look(ReloadSchedule schedule) {
		return cycle((member, applied) -> member.watch().look(applied, schedule), true, this.publisher);
	}

	/**
	 * Put a generation in place of the one in use, which it was derived from: one that
	 * differs by an option that was read by itself. Neither checked nor published. Never
	 * waits: while a reload runs, nothing is replaced.
	 * @param expected the generation that should be in use
	 * @param replacement the one to use from now on
	 * @return whether it was replaced: not if another one is in use, or may soon be
	 */
	public boolean replace(G expected, G replacement) {
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

	private Optional<Reading> readAll(Member member, StoreSnapshot applied) {
		return Optional.of(member.watch().readAll(this.schedule));
	}

	private boolean cycle(Step read, boolean guarded, @Nullable ReloadPublisher<? super G> publisher) {
		this.reloading.lock();
		try {
			G before = this.current;
			List<StoreLook> looks = look(before, read);
			if (looks.stream().allMatch((look) -> look.diff().isEmpty())) {
				confirm(looks);
				return false;
			}
			G candidate = accept(before, looks, guarded);
			swap(candidate);
			if (publisher != null) {
				publish(publisher, before, candidate, looks);
			}
			looks.forEach(this::tellOfEditsByHand);
			looks.stream()
				.filter((look) -> !look.diff().isEmpty())
				.forEach((look) -> this.listeners.changed(look.index(), look.before(), look.after(), look.diff()));
			accepted(candidate);
			return true;
		}
		catch (CandidateRefusedException ex) {
			this.status = this.status.refused(this.clock.instant(), ex);
			tellOfFailure(ex);
			throw ex;
		}
		catch (ConfigStoreException ex) {
			this.status = this.status.failed(ex);
			tellOfFailure(ex);
			throw ex;
		}
		finally {
			this.reloading.unlock();
		}
	}

	private List<StoreLook> look(G before, Step read) {
		List<Member> members = this.members;
		return SideBySide.map(IntStream.range(0, members.size()).boxed().toList(), (index) -> {
			StoreSnapshot applied = before.snapshots().get(index);
			return StoreLook.of(index, applied, read.read(members.get(index), applied));
		});
	}

	/**
	 * Make the candidate and have it checked. One that is refused is remembered, and
	 * looks that find it again are quiet until everything is read again.
	 */
	private G accept(G before, List<StoreLook> looks, boolean guarded) {
		try {
			if (guarded) {
				looks.forEach((look) -> this.guard.check(look.before(), look.after(), look.diff(), look.published()));
			}
			G candidate = this.generations.apply(looks.stream().map(StoreLook::after).toList());
			this.checks.forEach((check) -> check.check(before, candidate));
			return candidate;
		}
		catch (CandidateRefusedException ex) {
			remember(looks);
			throw ex;
		}
	}

	private void remember(List<StoreLook> refused) {
		refused.stream()
			.filter((look) -> !look.diff().isEmpty())
			.forEach((look) -> this.members.get(look.index()).watch().refuse(look.after()));
	}

	private void publish(ReloadPublisher<? super G> publisher, G before, G candidate, List<StoreLook> looks) {
		try {
			publisher.publish(before, candidate);
		}
		catch (CandidateRefusedException ex) {
			this.current = before;
			remember(looks);
			publisher.restored(before);
			throw ex;
		}
	}

	/**
	 * Put an earlier generation back in use, because the one that took its place turned
	 * out to be unusable. What is refused with it is remembered as after a check.
	 * @param before the earlier generation
	 * @param why the reason
	 */
	public void putBack(G before, CandidateRefusedException why) {
		this.reloading.lock();
		try {
			List<StoreSnapshot> refused = this.current.snapshots();
			this.current = before;
			IntStream.range(0, Math.min(refused.size(), before.snapshots().size()))
				.filter((index) -> !refused.get(index).options().equals(before.snapshots().get(index).options()))
				.forEach((index) -> this.members.get(index).watch().refuse(refused.get(index)));
			this.status = this.status.refused(this.clock.instant(), why);
		}
		finally {
			this.reloading.unlock();
		}
	}

	private void swap(G candidate) {
		this.current = candidate;
		this.unread = false;
		this.status = this.status.changed(this.clock.instant());
		this.members.forEach((member) -> member.watch().refuse(null));
	}

	private void confirm(List<StoreLook> looks) {
		keep(looks);
		boolean refused = this.members.stream().anyMatch((member) -> member.watch().isRefusing());
		this.status = this.status.confirmed(this.clock.instant(), refused);
		if (this.unread) {
			this.unread = false;
			accepted(this.current);
		}
	}

	/**
	 * A version that changed nothing is taken note of, or each look would find it again.
	 */
	private void keep(List<StoreLook> looks) {
		looks.stream().filter(StoreLook::isRead).forEach((look) -> this.members.get(look.index()).watch().refuse(null));
		if (!looks.stream().allMatch(StoreLook::isSameVersion)) {
			this.current = this.generations.apply(looks.stream().map(StoreLook::after).toList());
		}
	}

	private void tellOfEditsByHand(StoreLook look) {
		if (!look.editedByHand().isEmpty()) {
			logger.info("Options of store '{}' in table '{}' were edited without a publish: {}", look.after().store(),
					look.after().table(), look.editedByHand());
			this.listeners.editedByHand(look.index(), look.after(), look.editedByHand());
		}
	}

	private void tellOfFailure(ConfigStoreException failure) {
		List<Member> members = this.members;
		for (int i = 0; i < members.size(); i++) {
			StoreSource source = members.get(i).source();
			if (failure.getTable().equals(source.table())
					&& (failure.getStore() == null || failure.getStore().equals(source.store()))) {
				this.listeners.failed(i, failure);
			}
		}
	}

	/**
	 * Return how the reloading stands.
	 * @return the status
	 */
	public ReloadStatus status() {
		return this.status;
	}

	/**
	 * Return how long ago the current generation was last known to be the newest state.
	 */
	Duration age() {
		return this.status.age(this.clock.instant());
	}

	ReloadListeners listeners() {
		return this.listeners;
	}

	Optional<ReloadSchedule> schedule() {
		return Optional.ofNullable(this.schedule);
	}

	/**
	 * Start to look and reload by schedule, on one daemon thread, until {@link #close()}.
	 * A second call does nothing, nor does one after the end.
	 * @param schedule the schedule
	 */
	public void start(ReloadSchedule schedule) {
		this.reloading.lock();
		try {
			if (this.loop == null && !this.closed) {
				this.schedule = schedule;
				ReloadLoop started = new ReloadLoop(this, schedule);
				this.loop = started;
				if (this.closed) {
					// Closed by another thread in this moment, which saw no loop.
					started.close();
				}
			}
		}
		finally {
			this.reloading.unlock();
		}
	}

	/**
	 * Return how long it is to the first full read of a store, if one is planned.
	 */
	Optional<Duration> untilFullRead() {
		return this.members.stream()
			.flatMap((member) -> member.watch().untilFullRead().stream())
			.min(Duration::compareTo);
	}

	/**
	 * End the reloads for good. The current generation stays readable.
	 */
	@Override
	public void close() {
		this.closed = true;
		stop();
	}

	/**
	 * End the reloads until the next start.
	 */
	public void stop() {
		ReloadLoop running = this.loop;
		this.loop = null;
		if (running != null) {
			running.close();
		}
	}

	/**
	 * How one store is read.
	 */
	private interface Step {

		Optional<Reading> read(Member member, StoreSnapshot applied);

	}

	private record Member(StoreSource source, StoreWatch watch) {

	}

}
