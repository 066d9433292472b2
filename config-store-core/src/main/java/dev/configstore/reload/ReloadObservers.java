package dev.configstore.reload;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The observers of stores that reload together, around one reload after the other.
 */
final class ReloadObservers {

	private static final Logger logger = LoggerFactory.getLogger(ReloadObservers.class);

	private final List<ReloadObserver> observers = new CopyOnWriteArrayList<>();

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

	private Deque<ReloadObserver.Reload> begin(ReloadTrigger trigger) {
		Deque<ReloadObserver.Reload> begun = new ArrayDeque<>();
		this.observers.forEach((observer) -> guarded(observer, () -> {
			ReloadObserver.Reload reload = observer.begin(trigger);
			if (reload != null) {
				begun.push(reload);
			}
		}));
		return begun;
	}

	private static void end(Deque<ReloadObserver.Reload> begun, ReloadOutcome outcome) {
		begun.forEach((reload) -> guarded(reload, () -> reload.end(outcome)));
	}

	private static void guarded(Object observer, Runnable step) {
		try {
			step.run();
		}
		catch (Throwable ex) {
			// An error as well: whoever only watches must not end the reloading.
			logger.warn("Observer {} failed", observer.getClass().getName(), ex);
		}
	}

}
