package dev.configstore.spring.scope;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * One instance of a refresh-scoped bean, and how many calls are inside it. To be
 * destroyed when it is out of its place and the last call has left.
 */
final class ScopedInstance {

	/** One for its place, and one for each call. */
	private final AtomicInteger uses = new AtomicInteger(1);

	private final AtomicReference<@Nullable Runnable> destruction = new AtomicReference<>();

	private volatile @Nullable Object object;

	/** The calls that began since it was last found in use. */
	private volatile Calls calls = new Calls();

	void object(Object object) {
		this.object = object;
	}

	Object object() {
		Object object = this.object;
		if (object == null) {
			throw new IllegalStateException("The instance is being made");
		}
		return object;
	}

	void destruction(Runnable callback) {
		this.destruction.set(callback);
	}

	/**
	 * Return what destroys it, which is to be called once.
	 * @return the callback, or {@code null} if there is none
	 */
	@Nullable Runnable takeDestruction() {
		return this.destruction.getAndSet(null);
	}

	/**
	 * Begin a call.
	 * @return the calls that it counts among, or {@code null} if the instance is gone
	 */
	@Nullable Calls enter() {
		if (this.uses.getAndUpdate((count) -> (count > 0) ? count + 1 : 0) == 0) {
			return null;
		}
		Calls calls = this.calls;
		calls.inside.incrementAndGet();
		return calls;
	}

	/**
	 * End a call.
	 * @return what destroys the instance, if that was the last call and its place is
	 * taken
	 */
	@Nullable Runnable leave(Calls calls) {
		calls.left();
		return release();
	}

	/**
	 * Take it out of its place.
	 * @return what destroys it, if no call is inside
	 */
	@Nullable Runnable release() {
		return (this.uses.decrementAndGet() == 0) ? takeDestruction() : null;
	}

	/**
	 * Return whether no call is inside, or call back when each one that is inside now has
	 * left. Later ones do not count, or a bean that is always in use would never be
	 * renewed.
	 * @return whether it is free, in which case nothing is called back
	 */
	boolean isFree(Runnable whenLeft) {
		Calls present = this.calls;
		if (present.inside.get() == 0) {
			return true;
		}
		this.calls = new Calls();
		present.whenLeft(whenLeft);
		return false;
	}

	/** The calls that began in one period. */
	static final class Calls {

		private final AtomicInteger inside = new AtomicInteger();

		private final AtomicReference<@Nullable Runnable> whenLeft = new AtomicReference<>();

		private void whenLeft(Runnable whenLeft) {
			this.whenLeft.set(whenLeft);
			// The last one may have left in this moment without seeing it.
			callBack();
		}

		private void left() {
			this.inside.decrementAndGet();
			callBack();
		}

		private void callBack() {
			if (this.inside.get() == 0 && this.whenLeft.get() != null) {
				Runnable whenLeft = this.whenLeft.getAndSet(null);
				if (whenLeft != null) {
					whenLeft.run();
				}
			}
		}

	}

}
