package dev.configstore.reload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.poll.PollResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of stores that reload together, each of one store. They are called on a
 * thread of their own, so that one that hangs holds up other listeners only: what happens
 * meanwhile is merged, and at most one change of each store and one failure wait. Safe
 * for many threads.
 */
public final class ReloadListeners {

	private static final Logger logger = LoggerFactory.getLogger(ReloadingStores.class);

	/** After this the thread ends, until there is something to tell. */
	private static final Duration IDLE = Duration.ofSeconds(1);

	/** A listener that takes longer is named when others wait for it. */
	private static final Duration BUSY = Duration.ofSeconds(30);

	private final Listeners<Entry> entries = new Listeners<>(Entry::listener);

	private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, IDLE.toNanos(), TimeUnit.NANOSECONDS,
			new LinkedBlockingQueue<>(), this::daemon);

	private volatile @Nullable Thread last;

	/** In the order in which they are told. */
	private final List<Message> waiting = new ArrayList<>();

	private volatile Executor executor;

	private volatile BiConsumer<String, Runnable> caller = this::watch;

	private volatile @Nullable Call call;

	private volatile boolean closed;

	/**
	 * @param turns queues the reloads that listeners ask for
	 */
	ReloadListeners(Turns turns) {
		this.thread.allowCoreThreadTimeOut(true);
		this.executor = (work) -> this.thread.execute(() -> turns.calling(work));
	}

	private Thread daemon(Runnable work) {
		Thread thread = new Thread(work, "config-store-listeners");
		thread.setDaemon(true);
		this.last = thread;
		return thread;
	}

	public void add(int index, ReloadListener listener) {
		this.entries.add(new Entry(index, listener));
	}

	public void remove(int index, ReloadListener listener) {
		this.entries.remove(new Entry(index, listener));
	}

	/**
	 * Call listeners on another thread than the own one.
	 * @param executor runs one task after the other
	 * @param caller calls a listener, which it is given the name of
	 */
	public void tellBy(Executor executor, BiConsumer<String, Runnable> caller) {
		this.executor = executor;
		this.caller = caller;
	}

	/**
	 * Tell of what has changed, edits by hand first.
	 */
	void changed(List<PollResult> polls) {
		for (PollResult poll : polls) {
			if (!poll.editedByHand().isEmpty()) {
				logger.info("Options of store '{}' in table '{}' were edited without a publish: {}",
						poll.after().store(), poll.after().table(),
						ConfigStoreException.printable(String.valueOf(poll.editedByHand())));
			}
			if (!poll.editedByHand().isEmpty() || !poll.diff().isEmpty()) {
				tell(new Change(poll.index(), poll.before(), poll.after(), poll.editedByHand()));
			}
		}
	}

	/**
	 * Tell the listeners of every store, because none has a new snapshot; the failure
	 * says which is to blame.
	 */
	void failed(ConfigStoreException failure) {
		tell(new Failure(failure));
	}

	private void watch(String listener, Runnable code) {
		this.call = new Call(listener, System.nanoTime(), new AtomicBoolean());
		try {
			code.run();
		}
		finally {
			this.call = null;
		}
	}

	private void tell(Message message) {
		if (this.entries.isEmpty() || this.closed) {
			return;
		}
		Call call = this.call;
		if (call != null && call.hangs()) {
			logger.warn("{} has been busy for more than {} s: other listeners wait for it", call.listener(),
					BUSY.toSeconds());
		}
		synchronized (this.waiting) {
			Message merged = message;
			for (Iterator<Message> each = this.waiting.iterator(); each.hasNext();) {
				Message after = each.next().and(message);
				if (after != null) {
					each.remove();
					merged = after;
				}
			}
			this.waiting.add(merged);
		}
		try {
			this.executor.execute(this::tellNext);
		}
		catch (RejectedExecutionException ex) {
			// Closed in the meantime: there is no other reason.
		}
	}

	/** Does nothing for a message that was merged with another one. */
	private void tellNext() {
		Message message;
		synchronized (this.waiting) {
			message = this.waiting.isEmpty() ? null : this.waiting.remove(0);
		}
		if (message != null) {
			this.entries.tell((entry) -> {
				if (!this.closed) {
					this.caller.accept("Listener " + entry.listener().getClass().getName(), () -> message.tell(entry));
				}
			});
		}
	}

	/**
	 * Return whether all is told that there was to tell.
	 */
	boolean isIdle() {
		return this.thread.getActiveCount() == 0 && this.thread.getQueue().isEmpty();
	}

	/**
	 * Tell nothing any more, without waiting for a listener that hangs: it is
	 * interrupted, unless it is the one that closes.
	 */
	void close() {
		this.closed = true;
		if (Thread.currentThread() == this.last) {
			this.thread.shutdown();
		}
		else {
			this.thread.shutdownNow();
		}
	}

	/** A listener that is being told. */
	private record Call(String listener, long began, AtomicBoolean named) {

		/** Once. */
		boolean hangs() {
			return System.nanoTime() - this.began > BUSY.toNanos() && this.named.compareAndSet(false, true);
		}

	}

	/** What is told. */
	private sealed interface Message {

		/**
		 * Return one message for this one and a later one, or {@code null} if there are
		 * two to tell.
		 */
		@Nullable Message and(Message later);

		void tell(Entry entry);

	}

	private record Change(int index, StoreSnapshot before, StoreSnapshot after,
			Set<String> editedByHand) implements Message {

		@Override
		public @Nullable Message and(Message later) {
			if (!(later instanceof Change change) || change.index != this.index) {
				return null;
			}
			Set<String> edited = new HashSet<>(this.editedByHand);
			edited.addAll(change.editedByHand);
			return new Change(this.index, this.before, change.after, Set.copyOf(edited));
		}

		@Override
		public void tell(Entry entry) {
			if (entry.index != this.index) {
				return;
			}
			if (!this.editedByHand.isEmpty()) {
				Listeners.safely(entry.listener, () -> entry.listener.editedByHand(this.after, this.editedByHand));
			}
			// There and back is no change.
			SnapshotDiff diff = SnapshotDiff.between(this.before.options(), this.after.options());
			if (!diff.isEmpty()) {
				entry.listener.changed(this.before, this.after, diff);
			}
		}

	}

	private record Failure(ConfigStoreException failure) implements Message {

		@Override
		public @Nullable Message and(Message later) {
			return (later instanceof Failure) ? later : null;
		}

		@Override
		public void tell(Entry entry) {
			entry.listener.failed(this.failure);
		}

	}

	private record Entry(int index, ReloadListener listener) {

	}

}
