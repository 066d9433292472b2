package dev.configstore.spring.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.spring.ConfigStoreRefreshedEvent;

import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.event.EventListener;

/**
 * What an application hears.
 */
public class RecordedEvents {

	public final List<Set<String>> changes = new CopyOnWriteArrayList<>();

	public final List<RefreshScopeRefreshedEvent> scopeRefreshes = new CopyOnWriteArrayList<>();

	public final List<ConfigStoreRefreshedEvent> refreshes = new CopyOnWriteArrayList<>();

	/** In the order of their arrival. */
	public final List<String> order = new CopyOnWriteArrayList<>();

	@EventListener
	void on(EnvironmentChangeEvent event) {
		this.changes.add(new TreeSet<>(event.getKeys()));
		this.order.add("environment");
	}

	@EventListener
	void on(RefreshScopeRefreshedEvent event) {
		this.scopeRefreshes.add(event);
		this.order.add("scope");
	}

	@EventListener
	void on(ConfigStoreRefreshedEvent event) {
		this.refreshes.add(event);
		this.order.add("config-store");
	}

	public List<String> takeOrder() {
		List<String> order = new ArrayList<>(this.order);
		this.order.clear();
		this.changes.clear();
		return order;
	}

}
