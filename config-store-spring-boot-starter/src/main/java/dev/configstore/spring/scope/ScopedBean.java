package dev.configstore.spring.scope;

import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectFactory;

/**
 * A bean of the refresh scope: the instance in its place, and how it is replaced. Callers
 * wait for the first instance to be made, and for nothing else.
 */
final class ScopedBean {

	private final String name;

	private final Consumer<Runnable> destroyer;

	private final LookUpRecorder lookUps;

	private final Consumer<ScopedBean> whenFree;

	private final ReentrantLock making = new ReentrantLock();

	private final ThreadLocal<@Nullable ScopedCall> call = new ThreadLocal<>();

	private volatile @Nullable ScopedInstance instance;

	/** Set whenever an instance is. */
	private volatile @Nullable ObjectFactory<?> factory;

	/** Used by the thread that makes. */
	private @Nullable ScopedInstance beingMade;

	private volatile Set<String> asked = Set.of();

	/** To be renewed as soon as it is free. */
	private volatile boolean due;

	/**
	 * @param name the name without that of the target of a proxy
	 * @param destroyer destroys what a call has left behind
	 * @param whenFree renews it when the calls inside have left
	 */
	ScopedBean(String name, LookUpRecorder lookUps, Consumer<Runnable> destroyer, Consumer<ScopedBean> whenFree) {
		this.name = name;
		this.lookUps = lookUps;
		this.destroyer = destroyer;
		this.whenFree = whenFree;
	}

	String name() {
		return this.name;
	}

	/**
	 * Return the names of properties that were asked for while the instance in place was
	 * made.
	 */
	Set<String> asked() {
		return this.asked;
	}

	boolean begin(ScopedCall call) {
		if (this.call.get() != null) {
			return false;
		}
		this.call.set(call);
		return true;
	}

	void end() {
		this.call.remove();
	}

	void destroyLater(@Nullable Runnable destruction) {
		if (destruction != null) {
			this.destroyer.accept(destruction);
		}
	}

	Object get(ObjectFactory<?> factory) {
		ScopedCall call = this.call.get();
		return (call != null) ? call.object(factory) : inPlace(factory).object();
	}

	/**
	 * Return the instance in place, which is made if there is none.
	 */
	ScopedInstance inPlace(ObjectFactory<?> factory) {
		ScopedInstance present = this.instance;
		if (present != null) {
			return present;
		}
		this.making.lock();
		try {
			ScopedInstance made = this.instance;
			if (made == null) {
				made = make(factory);
				this.factory = factory;
				this.instance = made;
			}
			return made;
		}
		finally {
			made();
		}
	}

	/** A renewal may have been asked for meanwhile. */
	private void made() {
		this.making.unlock();
		if (this.due && !this.making.isHeldByCurrentThread()) {
			left();
		}
	}

	private ScopedInstance make(ObjectFactory<?> factory) {
		ScopedInstance outer = this.beingMade;
		ScopedInstance made = new ScopedInstance();
		this.beingMade = made;
		try {
			this.asked = this.lookUps.during(() -> made.object(factory.getObject()));
			return made;
		}
		finally {
			this.beingMade = outer;
		}
	}

	void destruction(Runnable callback) {
		ScopedInstance target = this.making.isHeldByCurrentThread() ? this.beingMade : this.instance;
		if (target != null) {
			target.destruction(callback);
		}
	}

	boolean isMade() {
		return this.instance != null;
	}

	/**
	 * Return whether it can be renewed now. Otherwise it is, by the call back, when the
	 * calls that are inside have left.
	 */
	boolean isFree() {
		if (this.due) {
			return false;
		}
		this.due = true;
		if (!this.making.tryLock()) {
			return false;
		}
		try {
			ScopedInstance present = this.instance;
			if (this.making.getHoldCount() == 1 && (present == null || present.isFree(this::left))) {
				this.due = false;
				return true;
			}
			return false;
		}
		finally {
			this.making.unlock();
		}
	}

	private void left() {
		this.due = false;
		this.whenFree.accept(this);
	}

	/**
	 * Make another instance and put it in place. Where that fails, the one in place
	 * stays.
	 * @return what destroys the one before, if no call is inside
	 */
	@Nullable Runnable replace() {
		this.making.lock();
		try {
			ScopedInstance before = this.instance;
			ObjectFactory<?> factory = this.factory;
			if (before == null || factory == null) {
				return null;
			}
			Set<String> asked = this.asked;
			try {
				this.instance = make(factory);
			}
			catch (RuntimeException | Error ex) {
				this.asked = asked;
				throw ex;
			}
			return before.release();
		}
		finally {
			made();
		}
	}

	/**
	 * Empty its place: the next call makes another instance.
	 * @return what destroys the one before, if no call is inside
	 */
	@Nullable Runnable remove() {
		ScopedInstance before = take();
		return (before != null) ? before.release() : null;
	}

	/**
	 * Empty its place, and leave what was in it as it is.
	 * @return what was in it
	 */
	@Nullable ScopedInstance take() {
		ScopedInstance before = this.instance;
		this.instance = null;
		return before;
	}

}
