package dev.configstore.spring;

import java.util.List;
import java.util.Set;

import dev.configstore.model.SnapshotDiff;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;

/**
 * Properties from the stores have changed, and the affected beans are updated. Sent once
 * for each change that a poll or a reload found; after {@code /actuator/refresh} Spring
 * Cloud sends its own events. Carries names, never values.
 */
public final class ConfigStoreRefreshedEvent extends ApplicationEvent {

	private final List<String> stores;

	private final SnapshotDiff changes;

	public ConfigStoreRefreshedEvent(ApplicationContext context, List<String> stores, SnapshotDiff changes) {
		super(context);
		this.stores = List.copyOf(stores);
		this.changes = changes;
	}

	/**
	 * Return the stores that have other options now.
	 * @return the names of the stores
	 */
	public List<String> stores() {
		return this.stores;
	}

	/**
	 * Return the names of the properties that were added, changed and removed, as Spring
	 * sees them.
	 * @return the names
	 */
	public SnapshotDiff changes() {
		return this.changes;
	}

	/**
	 * Return the names of all properties that differ.
	 * @return the names
	 */
	public Set<String> names() {
		return this.changes.names();
	}

	@Override
	public String toString() {
		return "ConfigStoreRefreshedEvent[stores=" + this.stores + ", names=" + names() + "]";
	}

}
