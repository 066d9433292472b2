package dev.configstore.spring.update;

import java.util.Set;

import org.springframework.core.env.PropertyResolver;

/**
 * The types and beans that Spring Cloud never refreshes, by a setting. The next start
 * binds them all the same.
 */
public final class NeverRefreshed {

	private static final String PROPERTY = "spring.cloud.refresh.never-refreshable";

	/** The default of Spring Cloud. */
	private static final String POOL = "com.zaxxer.hikari.HikariDataSource";

	private final Set<String> names;

	/**
	 * Read the setting as it is now.
	 * @param environment the environment of the application
	 */
	public NeverRefreshed(PropertyResolver environment) {
		this.names = Set.of(environment.getProperty(PROPERTY, String[].class, new String[] { POOL }));
	}

	/**
	 * Return whether a bean is never refreshed.
	 * @param bean its name
	 * @param type its class, before any proxy
	 * @return {@code true} if the setting names the bean, its class or a superclass
	 */
	public boolean contains(String bean, Class<?> type) {
		if (this.names.contains(bean)) {
			return true;
		}
		for (Class<?> each = type; each != null; each = each.getSuperclass()) {
			if (this.names.contains(each.getName())) {
				return true;
			}
		}
		return false;
	}

}
