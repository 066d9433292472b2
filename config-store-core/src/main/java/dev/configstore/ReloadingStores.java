package dev.configstore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Stores that reload together: one candidate is all of them, and one reference is
 * swapped.
 * <p>
 * A reload is a line of steps: read, diff, check, swap, publish. A failure before the
 * swap leaves everything as it was. Reads of the {@link #current()} generation are one
 * volatile read and never wait for a reload.
 *
 * @param <G> the type of generation
 */
public final class ReloadingStores<G extends Generation> implements AutoCloseable {

	private final Function<List<StoreSnapshot>, G> generations;

	private final List<ReloadCheck<? super G>> checks = new CopyOnWriteArrayList<>();

	private final ReloadListeners listeners = new ReloadListeners();

	/**
	 * Held while a reload runs, its I/O included: a monitor would pin a virtual thread.
	 */
	private final ReentrantLock reloading = new ReentrantLock();

	/** As many as the current generation has snapshots. */
	private volatile List<StoreSource> sources = List.of();

	private volatile G current;

	private volatile @Nullable ReloadPublisher<? super G> publisher;

	private volatile @Nullable ReloadLoop loop;

	/**
	 * Create without any store.
	 * @param generations makes a generation of snapshots, in the order in which their
	 * stores were added; may throw {@link CandidateRefusedException}
	 */
	public ReloadingStores(Function<List<StoreSnapshot>, G> generations) {
		this.generations = generations;
		this.current = generations.apply(List.of());
	}

	/**
	 * Read stores, side by side, and add what was found to the current generation.
	 * Nothing is published. Costs one Query a page and store.
	 * @param more the stores, at least one
	 * @throws ConfigStoreException if one cannot be read, in which case none is added: at
	 * once, nothing is tried again here
	 */
	public void add(List<StoreSource> more) {
		add(more, StoreReads::read);
	}

	/**
	 * Add stores as empty ones, without a call. The next reload fills them.
	 * @param more the stores, at least one
	 */
	public void addEmpty(List<StoreSource> more) {
		add(more, (sources) -> sources.stream().map(StoreSource::empty).toList());
	}

	private void add(List<StoreSource> more, Function<List<StoreSource>, List<StoreSnapshot>> read) {
		this.reloading.lock();
		try {
			List<StoreSnapshot> snapshots = new ArrayList<>(this.current.snapshots());
			snapshots.addAll(read.apply(more));
			this.current = this.generations.apply(List.copyOf(snapshots));
			this.sources = Stream.concat(this.sources.stream(), more.stream()).toList();
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
		List<ConfigStore> stores = new ArrayList<>();
		for (int i = 0; i < this.sources.size(); i++) {
			stores.add(store(i, () -> {
			}));
		}
		return List.copyOf(stores);
	}

	ConfigStore store(int index, Runnable onClose) {
		return new TimeBasedConfigStore(this.sources.get(index), this, index, onClose);
	}

	/**
	 * Add a check each candidate has to pass.
	 * @param check the check
	 */
	public void addCheck(ReloadCheck<? super G> check) {
		this.checks.add(check);
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
		return reload(this.publisher);
	}

	/**
	 * Read all stores again and swap, but leave the publishing to the caller.
	 * @return whether anything had changed
	 * @throws ConfigStoreException as {@link #reload()}
	 */
	public boolean reloadUnpublished() {
		return reload(null);
	}

	private boolean reload(@Nullable ReloadPublisher<? super G> publisher) {
		this.reloading.lock();
		try {
			G before = this.current;
			List<StoreSnapshot> found = StoreReads.read(this.sources);
			List<SnapshotDiff> diffs = diff(before, found);
			if (diffs.stream().allMatch(SnapshotDiff::isEmpty)) {
				return false;
			}
			G candidate = this.generations.apply(found);
			this.checks.forEach((check) -> check.check(before, candidate));
			this.current = candidate;
			if (publisher != null) {
				publisher.publish(before, candidate);
			}
			tellListeners(before, candidate, diffs);
			return true;
		}
		catch (ConfigStoreException ex) {
			for (int i = 0; i < this.sources.size(); i++) {
				if (ex.getStore() == null || ex.getStore().equals(this.sources.get(i).store())) {
					this.listeners.failed(i, ex);
				}
			}
			throw ex;
		}
		finally {
			this.reloading.unlock();
		}
	}

	private static List<SnapshotDiff> diff(Generation before, List<StoreSnapshot> found) {
		List<SnapshotDiff> diffs = new ArrayList<>();
		for (int i = 0; i < found.size(); i++) {
			diffs.add(SnapshotDiff.between(before.snapshots().get(i).options(), found.get(i).options()));
		}
		return diffs;
	}

	private void tellListeners(Generation before, Generation after, List<SnapshotDiff> diffs) {
		for (int i = 0; i < diffs.size(); i++) {
			if (!diffs.get(i).isEmpty()) {
				this.listeners.changed(i, before.snapshots().get(i), after.snapshots().get(i), diffs.get(i));
			}
		}
	}

	ReloadListeners listeners() {
		return this.listeners;
	}

	/**
	 * Start to reload by schedule, on one daemon thread, until {@link #close()}. A second
	 * call does nothing.
	 * @param schedule the schedule
	 */
	public void start(ReloadSchedule schedule) {
		this.reloading.lock();
		try {
			if (this.loop == null) {
				this.loop = new ReloadLoop(this::reload, schedule);
			}
		}
		finally {
			this.reloading.unlock();
		}
	}

	/**
	 * End the reloads. The current generation stays readable.
	 */
	@Override
	public void close() {
		ReloadLoop running = this.loop;
		if (running != null) {
			running.close();
		}
	}

}
