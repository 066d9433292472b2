package dev.configstore.spring.scope;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.configstore.spring.difference.ChangedNames;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Beans that a change concerns only when a name below their prefix differs:
 * refresh-scoped ones that hold more than configuration, and listeners of the scope.
 * Those of Eureka's client and Resilience4j are known: made anew, an instance would leave
 * its registry, and a circuit breaker would close.
 */
public final class ScopePrefixes {

	/** By the name of the bean, with where its class comes from. */
	private static final Map<String, Known> KNOWN = new LinkedHashMap<>();

	static {
		String eureka = "org.springframework.cloud.netflix.eureka.";
		Known client = new Known("eureka", List.of(eureka, "com.netflix."));
		KNOWN.put("eurekaClient", client);
		KNOWN.put("eurekaApplicationInfoManager", client);
		KNOWN.put("eurekaRegistration", client);
		KNOWN.put(eureka + "EurekaDiscoveryClientConfiguration$EurekaClientConfigurationRefresher", client);
		List<String> resilience4j = List.of("io.github.resilience4j.");
		KNOWN.put("circuitBreakerRegistry", new Known("resilience4j.circuitbreaker", resilience4j));
		KNOWN.put("rateLimiterRegistry", new Known("resilience4j.ratelimiter", resilience4j));
		KNOWN.put("retryRegistry", new Known("resilience4j.retry", resilience4j));
		KNOWN.put("bulkheadRegistry", new Known("resilience4j.bulkhead", resilience4j));
		KNOWN.put("threadPoolBulkheadRegistry", new Known("resilience4j.thread-pool-bulkhead", resilience4j));
		KNOWN.put("timeLimiterRegistry", new Known("resilience4j.timelimiter", resilience4j));
	}

	private final Map<String, String> prefixes;

	/**
	 * Create prefixes.
	 * @param prefixes the prefix of each bean; a blank one takes back one that is known
	 */
	public ScopePrefixes(Map<String, String> prefixes) {
		this.prefixes = Map.copyOf(prefixes);
	}

	/**
	 * Return the beans that have a prefix, and whether a change concerns them.
	 * @param changed the names that differ
	 */
	Map<String, Boolean> concerned(ChangedNames changed, ConfigurableListableBeanFactory factory) {
		Map<String, Boolean> concerned = new LinkedHashMap<>();
		KNOWN.forEach((bean, known) -> {
			if (known.isType(bean, factory)) {
				concerned.put(bean, touches(changed, known.prefix()));
			}
		});
		this.prefixes.forEach((bean, prefix) -> {
			if (prefix.isBlank()) {
				concerned.remove(bean);
			}
			else {
				concerned.put(bean, touches(changed, prefix));
			}
		});
		return concerned;
	}

	private static boolean touches(ChangedNames changed, String prefix) {
		return changed.touches(ConfigurationPropertyName.adapt(prefix, '.'));
	}

	/**
	 * A bean of another library.
	 *
	 * @param prefix the prefix of its properties
	 * @param packages what the name of its class begins with: an application may have a
	 * bean of that name
	 */
	private record Known(String prefix, List<String> packages) {

		boolean isType(String bean, ConfigurableListableBeanFactory factory) {
			// The class of a proxy may be the JDK's.
			String target = ScopedProxyUtils.getTargetBeanName(bean);
			String name = factory.containsBean(target) ? target : bean;
			Class<?> type = factory.containsBean(name) ? factory.getType(name, false) : null;
			return type != null && this.packages.stream().anyMatch(type.getName()::startsWith);
		}

	}

}
