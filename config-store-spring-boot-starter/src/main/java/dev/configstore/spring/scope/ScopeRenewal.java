package dev.configstore.spring.scope;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.configstore.spring.difference.ChangedNames;
import dev.configstore.spring.notify.GuardedListeners;
import dev.configstore.spring.notify.NotificationThread;
import dev.configstore.spring.settings.ConfigStoreProperties.ScopeRefresh;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What a change does to the refresh scope: which of its beans are renewed, and who hears
 * of it. An application's own scope is emptied as a whole, as Spring Cloud's refresh
 * does.
 */
public final class ScopeRenewal {

	private final ConfigurableApplicationContext context;

	private final RefreshScope scope;

	private final ScopeRefresh refresh;

	private final ScopePrefixes prefixes;

	private final NotificationThread thread;

	/**
	 * Create a renewal.
	 * @param context the context of the scope
	 * @param scope the scope
	 * @param refresh which beans are renewed
	 * @param prefixes the beans that are renewed only for some names
	 * @param thread names what hangs
	 */
	public ScopeRenewal(ConfigurableApplicationContext context, RefreshScope scope, ScopeRefresh refresh,
			ScopePrefixes prefixes, NotificationThread thread) {
		this.context = context;
		this.scope = scope;
		this.refresh = refresh;
		this.prefixes = prefixes;
		this.thread = thread;
	}

	/**
	 * Renew what a change concerns, and tell the listeners of the scope.
	 * @param names the names that have differed
	 * @param updated the properties beans in which something was set
	 */
	public void renew(Collection<String> names, Set<String> updated) {
		if (this.refresh == ScopeRefresh.NONE) {
			return;
		}
		if (!(this.scope instanceof ConfigStoreRefreshScope ours)) {
			this.thread.calls().guarded("The refresh scope", this.scope::refreshAll);
			return;
		}
		ChangedNames changed = ChangedNames.of(names);
		Map<String, Boolean> named = this.prefixes.concerned(changed, this.context.getBeanFactory());
		List<String> beans = ours.made()
			.stream()
			.filter((bean) -> named.getOrDefault(bean,
					this.refresh == ScopeRefresh.ALL || isAffected(ours, bean, changed, updated)))
			.toList();
		ours.renew(beans);
		if (this.refresh == ScopeRefresh.ALL || !beans.isEmpty()) {
			named.values().removeIf((concerned) -> concerned);
			GuardedListeners.publish(event(beans), this.context, this.thread.calls(), named.keySet());
		}
	}

	private boolean isAffected(ConfigStoreRefreshScope ours, String bean, ChangedNames changed, Set<String> updated) {
		return ours.kept().containsKey(bean)
				|| ours.asked(bean)
					.stream()
					.map((name) -> ConfigurationPropertyName.adapt(name, '.'))
					.anyMatch((name) -> !name.isEmpty() && changed.touches(name))
				|| Dependencies.of(bean, this.context.getBeanFactory()).stream().anyMatch(updated::contains);
	}

	/** One for all: some listeners act on each, whatever bean it names. */
	private RefreshScopeRefreshedEvent event(List<String> beans) {
		return (this.refresh == ScopeRefresh.AFFECTED && beans.size() == 1)
				? new RefreshScopeRefreshedEvent(ScopedProxyUtils.getTargetBeanName(beans.get(0)))
				: new RefreshScopeRefreshedEvent();
	}

	/**
	 * Renew some beans, because they may have been made of values that were taken back.
	 * @param beans the beans, without the name of the target of a proxy
	 */
	public void renew(Set<String> beans) {
		if (this.scope instanceof ConfigStoreRefreshScope ours) {
			ours.renew(beans);
		}
		else {
			beans.forEach((bean) -> this.thread.calls().guarded("The refresh scope", () -> this.scope.refresh(bean)));
		}
	}

}
