package dev.configstore.spring.scope;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectFactory;

/**
 * A call of a refresh-scoped bean: what Spring Cloud's proxy takes for the lock it holds
 * while the call is inside. Never waits, and keeps its instance: calls of the same bean
 * on the same thread before it ends see the same one.
 */
final class ScopedCall implements ReadWriteLock, Lock {

	private final ScopedBean bean;

	private boolean outermost;

	private @Nullable ScopedInstance instance;

	private ScopedInstance.@Nullable Calls calls;

	ScopedCall(ScopedBean bean) {
		this.bean = bean;
	}

	@Override
	public Lock readLock() {
		return this;
	}

	@Override
	public Lock writeLock() {
		throw new UnsupportedOperationException("The scope replaces its beans without a lock");
	}

	@Override
	public void lock() {
		this.outermost = this.bean.begin(this);
	}

	@Override
	public void lockInterruptibly() {
		lock();
	}

	@Override
	public boolean tryLock() {
		lock();
		return true;
	}

	@Override
	public boolean tryLock(long time, TimeUnit unit) {
		return tryLock();
	}

	/**
	 * Return the object that is called.
	 */
	Object object(ObjectFactory<?> factory) {
		ScopedInstance instance = this.instance;
		while (instance == null) {
			ScopedInstance inPlace = this.bean.inPlace(factory);
			this.calls = inPlace.enter();
			// Otherwise it was replaced in this moment.
			instance = (this.calls != null) ? inPlace : null;
		}
		this.instance = instance;
		return instance.object();
	}

	@Override
	public void unlock() {
		if (this.outermost) {
			this.bean.end();
			if (this.instance != null && this.calls != null) {
				this.bean.destroyLater(this.instance.leave(this.calls));
			}
		}
	}

	@Override
	public Condition newCondition() {
		throw new UnsupportedOperationException("There is nothing to wait for");
	}

}
