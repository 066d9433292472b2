package dev.configstore.reload;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

import dev.configstore.exception.CandidateRejectedException;

/**
 * The observers of stores that reload together, around one reload after the other.
 */
final class ReloadObservers {

	private final Listeners<ReloadObserver> observers = new Listeners<>((observer) -> observer);

	void add(ReloadObserver observer) {
		this.observers.add(observer);
	}

	/**
	 * Run a reload between the beginnings and the ends of all observers, which are nested
	 * as brackets are.
	 */
	boolean observe(ReloadTrigger trigger, BooleanSupplier reload) {
		Deque<ReloadObserver.Reload> begun = begin(trigger);
		try {
			boolean changed = reload.getAsBoolean();
			end(begun, ReloadOutcome.of(changed));
			return changed;
		}
		catch (Throwable ex) {
			end(begun, ReloadOutcome.of(ex));
			throw ex;
		}
	}

	void rejected(CandidateRejectedException why) {
		this.observers.tell((observer) -> observer.rejected(why));
	}

	private Deque<ReloadObserver.Reload> begin(ReloadTrigger trigger) {
		Deque<ReloadObserver.Reload> begun = new ArrayDeque<>();
		this.observers.tell((observer) -> {
			ReloadObserver.Reload reload = observer.begin(trigger);
			if (reload != null) {
				begun.push(reload);
			}
		});
		return begun;
	}

	private static void end(Deque<ReloadObserver.Reload> begun, ReloadOutcome outcome) {
		begun.forEach((reload) -> Listeners.safely(reload, () -> reload.end(outcome)));
	}

}
