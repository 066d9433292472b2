package dev.configstore.spring.scope;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReadWriteLock;

import dev.configstore.spring.notify.NotificationThread;
import dev.configstore.spring.settings.ConfigStoreProperties.ScopeOrder;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The refresh scope, in place of Spring Cloud's, which is conditional: an application's
 * own wins. A renewal makes another instance first, then puts it in place, and then
 * destroys the one before; where making fails, that one stays. A bean that is in use
 * keeps its instance until the calls inside it have left, and no caller waits for it,
 * where Spring Cloud's scope lets all callers wait.
 * <p>
 * A {@link #setScopeCache cache} that is set has no effect.
 */
public final class ConfigStoreRefreshScope extends RefreshScope {

	private final NotificationThread thread;

	private final ScopeOrder order;

	private final boolean recording;

	private final LookUpRecorder lookUps = new LookUpRecorder();

	private final ConcurrentMap<String, ScopedBean> beans = new ConcurrentHashMap<>();

	private final KeptInstances kept;

	private @Nullable ApplicationContext context;

	/**
	 * Create a scope without beans.
	 * @param thread destroys and renews what is not in use any more
	 * @param order whether a renewal makes or destroys first
	 * @param recording whether to note which properties a bean asks for while it is made
	 */
	public ConfigStoreRefreshScope(NotificationThread thread, ScopeOrder order, boolean recording) {
		this.thread = thread;
		this.order = order;
		this.recording = recording;
		this.kept = new KeptInstances(thread, this::renew);
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		super.setApplicationContext(context);
		this.context = context;
		if (this.recording && context instanceof ConfigurableApplicationContext configurable) {
			this.lookUps.listenTo(configurable.getEnvironment().getPropertySources());
		}
	}

	private ScopedBean bean(String target) {
		return this.beans.computeIfAbsent(target,
				(name) -> new ScopedBean(original(name), this.lookUps,
						(destruction) -> this.thread.execute(() -> destroy(original(name), destruction)),
						(bean) -> this.thread.execute(() -> replace(bean))));
	}

	private static String original(String name) {
		return ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name;
	}

	@Override
	public Object get(String name, ObjectFactory<?> objectFactory) {
		try {
			Object object = bean(name).get(objectFactory);
			if (!getErrors().isEmpty()) {
				// Of an earlier attempt: health would report it for ever.
				getErrors().remove(name);
			}
			return object;
		}
		catch (RuntimeException ex) {
			getErrors().put(name, ex);
			throw ex;
		}
	}

	@Override
	public void registerDestructionCallback(String name, Runnable callback) {
		bean(name).destruction(callback);
	}

	@Override
	public @Nullable Object remove(String name) {
		ScopedInstance instance = bean(name).take();
		return (instance != null) ? instance.object() : null;
	}

	@Override
	protected ReadWriteLock getLock(String beanName) {
		return new ScopedCall(bean(beanName));
	}

	/**
	 * Renew all beans that there are an instance of, and tell the listeners, as Spring
	 * Cloud's scope does. A bean that is in use is renewed as soon as it is free.
	 */
	@Override
	public void refreshAll() {
		this.beans.values().forEach(this::renew);
		getErrors().clear();
		publish(new RefreshScopeRefreshedEvent());
	}

	@Override
	public boolean refresh(String name) {
		ScopedBean bean = find(name);
		if (bean == null || !bean.isMade()) {
			return false;
		}
		renew(bean);
		publish(new RefreshScopeRefreshedEvent(ScopedProxyUtils.getTargetBeanName(original(name))));
		return true;
	}

	/**
	 * Renew some beans, as far as there is an instance of them. No listener is told.
	 * @param names the beans, without the name of the target of a proxy
	 */
	public void renew(Collection<String> names) {
		for (String name : names) {
			ScopedBean bean = find(name);
			if (bean != null) {
				renew(bean);
			}
		}
	}

	private @Nullable ScopedBean find(String name) {
		String original = original(name);
		ScopedBean proxied = this.beans.get(ScopedProxyUtils.getTargetBeanName(original));
		return (proxied != null) ? proxied : this.beans.get(original);
	}

	private void publish(RefreshScopeRefreshedEvent event) {
		if (this.context != null) {
			this.context.publishEvent(event);
		}
	}

	private void renew(ScopedBean bean) {
		if (!bean.isMade()) {
			return;
		}
		if (bean.isFree()) {
			replace(bean);
		}
		else {
			this.kept.busy(bean);
		}
	}

	private void replace(ScopedBean bean) {
		try {
			this.thread.calls().call("Bean '" + bean.name() + "' in refresh scope", () -> {
				Runnable destruction = (this.order == ScopeOrder.DESTROY_FIRST) ? bean.remove() : bean.replace();
				this.kept.renewed(bean);
				if (destruction != null) {
					destroy(bean.name(), destruction);
				}
			});
		}
		catch (RuntimeException | Error ex) {
			this.kept.failed(bean, ex);
		}
	}

	private void destroy(String bean, Runnable destruction) {
		this.thread.calls().guarded("Destroying bean '" + bean + "' in refresh scope", destruction);
	}

	/**
	 * Return the names of properties that were asked for while the instance of a bean was
	 * made.
	 * @param name the bean, without the name of the target of a proxy
	 * @return the names, as they were asked for
	 */
	public Set<String> asked(String name) {
		ScopedBean bean = find(name);
		return (bean != null) ? bean.asked() : Set.of();
	}

	/**
	 * Return the beans that there is an instance of.
	 * @return their names, without that of the target of a proxy
	 */
	public List<String> made() {
		return this.beans.values().stream().filter(ScopedBean::isMade).map(ScopedBean::name).sorted().toList();
	}

	/**
	 * Return the beans that are not renewed yet, and why.
	 * @return the reason for each: {@code busy}, or what failed, by names and types
	 */
	public Map<String, String> kept() {
		return this.kept.reasons();
	}

	/**
	 * Destroy all instances, those that are in use too: the context is closing, and must
	 * not wait.
	 */
	@Override
	public void destroy() {
		for (ScopedBean bean : this.beans.values()) {
			ScopedInstance instance = bean.take();
			Runnable destruction = (instance != null) ? instance.takeDestruction() : null;
			if (destruction != null) {
				destroy(bean.name(), destruction);
			}
		}
		getErrors().clear();
	}

}
