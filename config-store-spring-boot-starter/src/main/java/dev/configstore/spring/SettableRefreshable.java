package dev.configstore.spring;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * A {@link Refreshable} that holds what it is given: for unit tests of a class that takes
 * one, without an application, a store or a binding. <pre class="code">
 * SettableRefreshable&lt;DbProperties&gt; db = new SettableRefreshable&lt;&gt;(new DbProperties("a", 5432));
 * DbClient client = new DbClient(db);
 * db.set(new DbProperties("b", 5432));
 * </pre>
 *
 * Nothing is validated. Safe for many threads.
 *
 * @param <T> the type
 */
public final class SettableRefreshable<T> implements Refreshable<T> {

	private final List<BiConsumer<? super T, ? super T>> listeners = new CopyOnWriteArrayList<>();

	private volatile T instance;

	/**
	 * Create a refreshable.
	 * @param instance the instance that {@link #get()} returns
	 */
	public SettableRefreshable(T instance) {
		this.instance = Objects.requireNonNull(instance, "'instance' must not be null");
	}

	/**
	 * Change the instance, and tell the listeners on this thread, in the order in which
	 * they were added. What one of them throws is thrown here after all were told, so
	 * that a test notices it; of several the first.
	 * @param instance the instance from now on; one that equals the present one is a
	 * change all the same
	 */
	public void set(T instance) {
		Objects.requireNonNull(instance, "'instance' must not be null");
		T before;
		synchronized (this) {
			before = this.instance;
			this.instance = instance;
		}
		RuntimeException failure = null;
		for (BiConsumer<? super T, ? super T> listener : this.listeners) {
			try {
				listener.accept(before, instance);
			}
			catch (RuntimeException ex) {
				failure = (failure != null) ? failure : ex;
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	@Override
	public T get() {
		return this.instance;
	}

	@Override
	public void addListener(BiConsumer<? super T, ? super T> listener) {
		this.listeners.add(Objects.requireNonNull(listener, "'listener' must not be null"));
	}

}
