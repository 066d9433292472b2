package dev.configstore.spring.dryrun;

import java.util.Set;

import org.springframework.core.env.PropertyResolver;

/**
 * The types and beans that Spring Cloud never refreshes, by a setting. The next start
 * binds them all the same.
 */
final class NeverRefreshed {

	/** A fresh instance has no connections, and opens none while it is bound. */
	private static final String POOL = "com.zaxxer.hikari.HikariDataSource";

	/** The types in the setting of which a fresh instance is known to have no effect. */
	private static final Set<String> HARMLESS = Set.of(POOL);

	private final Set<String> names;

	NeverRefreshed(PropertyResolver environment) {
		this.names = Set.of(environment.getProperty("spring.cloud.refresh.never-refreshable", String[].class,
				new String[] { POOL }));
	}

	boolean contains(PropertiesBean bean) {
		if (this.names.contains(bean.name())) {
			return true;
		}
		for (Class<?> type = bean.type(); type != null; type = type.getSuperclass()) {
			if (this.names.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether no instance may be made for a check: it could open connections.
	 */
	boolean isNotToBeMade(PropertiesBean bean) {
		return contains(bean) && !HARMLESS.contains(bean.type().getName());
	}

}
