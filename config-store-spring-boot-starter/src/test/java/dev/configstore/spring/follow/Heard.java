package dev.configstore.spring.follow;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.spring.CandidateRejectedEvent;
import dev.configstore.spring.ConfigStoreRefreshedEvent;

import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.event.EventListener;

/**
 * What the application hears, in order.
 */
class Heard {

	final List<String> events = new CopyOnWriteArrayList<>();

	/** The names of each {@link ConfigStoreRefreshedEvent}. */
	final List<Set<String>> refreshed = new CopyOnWriteArrayList<>();

	/** The names of each {@link CandidateRejectedEvent}. */
	final List<Set<String>> rejected = new CopyOnWriteArrayList<>();

	@EventListener
	void on(EnvironmentChangeEvent event) {
		this.events.add("environment " + new TreeSet<>(event.getKeys()));
	}

	@EventListener
	void on(RefreshScopeRefreshedEvent event) {
		this.events.add("scope");
	}

	@EventListener
	void on(ConfigStoreRefreshedEvent event) {
		this.refreshed.add(new TreeSet<>(event.names()));
		this.events.add("refreshed " + new TreeSet<>(event.names()));
	}

	@EventListener
	void on(CandidateRejectedEvent event) {
		this.rejected.add(new TreeSet<>(event.changed()));
		this.events.add("rejected " + new TreeSet<>(event.changed()));
	}

	void clear() {
		this.events.clear();
		this.refreshed.clear();
		this.rejected.clear();
	}

}
