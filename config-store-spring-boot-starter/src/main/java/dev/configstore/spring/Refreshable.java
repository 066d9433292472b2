package dev.configstore.spring;

import java.util.function.BiConsumer;

/**
 * A typed view of the properties below a prefix that follows the stores. Inject it for
 * any type with {@code @ConfigurationProperties}, a record above all: <pre class="code">
 * DbClient(Refreshable&lt;DbProperties&gt; db) {
 *     this.db = db;
 * }
 * </pre>
 *
 * What {@link #get()} returns is always whole: bound and validated before its generation
 * was put in use. It needs no scope and no proxy, and the type need not be a bean.
 *
 * @param <T> the type
 */
public interface Refreshable<T> {

	/**
	 * Return the instance as of the generation in use. One volatile read.
	 * @return the instance; the same one until a change affects its prefix
	 */
	T get();

	/**
	 * Add a listener that is notified of changes, after they are in use, on the reloading
	 * thread. What a listener throws is logged and does not stop other listeners.
	 * @param listener gets the instance before and the instance now
	 */
	void addListener(BiConsumer<? super T, ? super T> listener);

}
