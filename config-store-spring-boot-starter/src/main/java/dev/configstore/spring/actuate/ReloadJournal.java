package dev.configstore.spring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

import dev.configstore.model.SnapshotDiff;
import dev.configstore.reload.ReloadObserver;
import dev.configstore.reload.ReloadOutcome;
import dev.configstore.reload.ReloadTrigger;
import dev.configstore.spring.CandidateRejectedEvent;
import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last changes, the last rejections and the last failure of an application,
 * for its operators. Holds names, never values, and no more than {@value #MOST_ENTRIES}
 * entries of {@value #MOST_NAMES} names. Safe for many threads.
 */
public final class ReloadJournal implements ReloadObserver {

	static final int MOST_ENTRIES = 20;

	static final int MOST_NAMES = 100;

	private final ConfigStoreRuntime runtime;

	private final InstantSource clock;

	private final Deque<Change> changes = new ArrayDeque<>();

	private final Deque<Rejection> rejections = new ArrayDeque<>();

	private long rejectionCount;

	private @Nullable Failure lastFailure;

	/**
	 * Create a journal without entries, but for a failure of the start.
	 * @param runtime the stores
	 * @param clock gives the times of the entries
	 */
	public ReloadJournal(ConfigStoreRuntime runtime, InstantSource clock) {
		this.runtime = runtime;
		this.clock = clock;
		Throwable failure = runtime.stores().status().failure();
		this.lastFailure = (failure != null) ? Failure.of(clock.instant(), failure) : null;
	}

	@Override
	public Reload begin(ReloadTrigger trigger) {
		Instant began = this.clock.instant();
		PropertyGeneration before = this.runtime.stores().current();
		return (outcome) -> {
			if (outcome.kind() == ReloadOutcome.Kind.CHANGED) {
				changed(began, trigger, before.changesTo(this.runtime.stores().current()));
			}
			else if (outcome.kind() == ReloadOutcome.Kind.FAILED && outcome.failure() != null) {
				failed(outcome.failure());
			}
		};
	}

	private synchronized void changed(Instant began, ReloadTrigger trigger, SnapshotDiff names) {
		if (names.isEmpty()) {
			// Another type of the same text.
			return;
		}
		Instant now = this.clock.instant();
		add(this.changes,
				new Change(now, trigger, Duration.between(began, now),
						names.added().size() + names.changed().size() + names.removed().size(), first(names.added()),
						first(names.changed()), first(names.removed())));
	}

	private synchronized void failed(Throwable failure) {
		this.lastFailure = Failure.of(this.clock.instant(), failure);
	}

	/**
	 * Note a rejection.
	 * @param event what the application hears
	 */
	public synchronized void rejected(CandidateRejectedEvent event) {
		this.rejectionCount++;
		List<RejectionReason> reasons = event.rejections().stream().limit(MOST_NAMES).toList();
		add(this.rejections, new Rejection(this.clock.instant(), first(event.changed()), reasons));
	}

	private static <T> void add(Deque<T> entries, T entry) {
		if (entries.size() == MOST_ENTRIES) {
			entries.removeLast();
		}
		entries.addFirst(entry);
	}

	private static List<String> first(Set<String> names) {
		return names.stream().limit(MOST_NAMES).toList();
	}

	/**
	 * Return the last changes that were put in use.
	 * @return the changes, newest first
	 */
	public synchronized List<Change> changes() {
		return List.copyOf(this.changes);
	}

	/**
	 * Return the last different rejections.
	 * @return the rejections, newest first
	 */
	public synchronized List<Rejection> rejections() {
		return List.copyOf(this.rejections);
	}

	/**
	 * Return how many different rejections there were.
	 * @return the number since the start
	 */
	public synchronized long rejectionCount() {
		return this.rejectionCount;
	}

	/**
	 * Return the last failure, whether it is over or not.
	 * @return the failure, or {@code null} if there was none since the start
	 */
	public synchronized @Nullable Failure lastFailure() {
		return this.lastFailure;
	}

	/**
	 * One change that was put in use.
	 *
	 * @param at when it was in use, and the beans were updated
	 * @param trigger why the stores were read
	 * @param took from the beginning of the read until then
	 * @param count how many properties differ
	 * @param added the names that are new, as Spring sees them; the first
	 * {@value ReloadJournal#MOST_NAMES}
	 * @param changed the names with another value
	 * @param removed the names that are gone
	 */
	public record Change(Instant at, ReloadTrigger trigger, Duration took, int count, List<String> added,
			List<String> changed, List<String> removed) {

	}

	/**
	 * One candidate that was rejected.
	 *
	 * @param at when
	 * @param changed the names that would have changed, if they are known
	 * @param reasons why
	 */
	public record Rejection(Instant at, List<String> changed, List<RejectionReason> reasons) {

	}

	/**
	 * One failure to poll or to read.
	 *
	 * @param at when
	 * @param kind its type; there is one for each remedy
	 */
	public record Failure(Instant at, String kind) {

		static Failure of(Instant at, Throwable failure) {
			return new Failure(at.truncatedTo(ChronoUnit.MILLIS), failure.getClass().getSimpleName());
		}

	}

}
