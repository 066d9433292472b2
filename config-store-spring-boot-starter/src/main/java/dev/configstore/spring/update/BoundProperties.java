package dev.configstore.spring.update;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.BoundConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ReflectionUtils;

/**
 * The inputs and origins that {@code /actuator/configprops} shows. Boot records them at
 * the first binding, and its method for that is not public, so the map is opened by
 * reflection. Where that is not possible (native images), the endpoint shows the values
 * of the start.
 */
final class BoundProperties {

	private final @Nullable Map<ConfigurationPropertyName, ConfigurationProperty> properties;

	BoundProperties(ApplicationContext context) {
		this.properties = open(BoundConfigurationProperties.get(context));
	}

	@SuppressWarnings("unchecked")
	private static @Nullable Map<ConfigurationPropertyName, ConfigurationProperty> open(
			@Nullable BoundConfigurationProperties bound) {
		try {
			Field field = (bound != null)
					? ReflectionUtils.findField(BoundConfigurationProperties.class, "properties", Map.class) : null;
			return (field != null && field.trySetAccessible())
					? (Map<ConfigurationPropertyName, ConfigurationProperty>) field.get(bound) : null;
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Record what a plan has bound.
	 * @return what puts back the entries there were
	 */
	Runnable renew(InstancePlan plan) {
		Map<ConfigurationPropertyName, ConfigurationProperty> properties = this.properties;
		if (properties == null || plan.visited().isEmpty()) {
			return () -> {
			};
		}
		Set<ConfigurationPropertyName> visited = new HashSet<>(plan.visited());
		Map<ConfigurationPropertyName, ConfigurationProperty> before = new HashMap<>();
		Set<ConfigurationPropertyName> added = new HashSet<>();
		synchronized (properties) {
			properties.forEach((name, property) -> {
				if (isVisited(name, visited)) {
					before.put(name, property);
				}
			});
			Map<ConfigurationPropertyName, ConfigurationProperty> after = new HashMap<>();
			plan.bound().forEach((property) -> after.put(property.getName(), property));
			before.keySet().stream().filter((name) -> !after.containsKey(name)).forEach(properties::remove);
			properties.putAll(after);
			added.addAll(after.keySet());
		}
		return () -> {
			synchronized (properties) {
				added.stream().filter((name) -> !before.containsKey(name)).forEach(properties::remove);
				properties.putAll(before);
			}
		};
	}

	private static boolean isVisited(ConfigurationPropertyName name, Set<ConfigurationPropertyName> visited) {
		for (ConfigurationPropertyName each = name; !each.isEmpty(); each = each.getParent()) {
			if (visited.contains(each)) {
				return true;
			}
		}
		return false;
	}

}
