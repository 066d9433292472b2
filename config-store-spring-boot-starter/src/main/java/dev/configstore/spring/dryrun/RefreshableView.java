package dev.configstore.spring.dryrun;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

import dev.configstore.spring.Refreshable;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A view that is set from outside.
 */
final class RefreshableView<T> implements Refreshable<T> {

	private static final Log logger = LogFactory.getLog(Refreshable.class);

	private final PropertiesBean bean;

	private final List<BiConsumer<? super T, ? super T>> listeners = new CopyOnWriteArrayList<>();

	private volatile T value;

	/** What listeners know. Used by the thread that tells them. */
	private T told;

	/** Bound to a candidate, and used if that is. */
	private @Nullable T prepared;

	private @Nullable Object preparedFor;

	RefreshableView(PropertiesBean bean, T first) {
		this.bean = bean;
		this.value = first;
		this.told = first;
	}

	PropertiesBean bean() {
		return this.bean;
	}

	@Override
	public T get() {
		return this.value;
	}

	@Override
	public void addListener(BiConsumer<? super T, ? super T> listener) {
		this.listeners.add(listener);
	}

	/**
	 * Return this view for a context that ends before: its listeners end with it.
	 */
	Refreshable<T> in(ConfigurableApplicationContext context) {
		return new Refreshable<>() {

			@Override
			public T get() {
				return RefreshableView.this.get();
			}

			@Override
			public void addListener(BiConsumer<? super T, ? super T> listener) {
				RefreshableView.this.addListener(listener);
				((DefaultSingletonBeanRegistry) context.getBeanFactory()).registerDisposableBean(
						"configStoreListener." + UUID.randomUUID(),
						() -> RefreshableView.this.listeners.remove(listener));
			}

		};
	}

	@SuppressWarnings("unchecked")
	void prepare(@Nullable Object prepared, @Nullable Object generation) {
		this.prepared = (T) prepared;
		this.preparedFor = generation;
	}

	/** Whether it was there when the views of a generation were prepared. */
	boolean isPreparedFor(Object generation) {
		return this.preparedFor == generation;
	}

	/**
	 * Put what was prepared in use.
	 */
	void use() {
		T next = this.prepared;
		this.prepared = null;
		this.preparedFor = null;
		if (next != null) {
			this.value = next;
		}
	}

	/**
	 * Tell the listeners, unless they know it. What has changed several times meanwhile
	 * is one change for them.
	 * @param calls calls a listener
	 */
	void tell(BiConsumer<String, Runnable> calls) {
		T now = this.value;
		T before = this.told;
		this.told = now;
		if (now != before) {
			this.listeners.forEach((listener) -> calls.accept("Listener " + listener.getClass().getName(),
					() -> tell(listener, before, now)));
		}
	}

	private void tell(BiConsumer<? super T, ? super T> listener, T before, T now) {
		try {
			listener.accept(before, now);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A listener of the properties below '" + this.bean.annotation().prefix() + "' failed: "
					+ BindFailures.code(ex));
		}
	}

}
