package dev.configstore.spring.support;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Wraps each property source of an application, as libraries that decrypt do. A value
 * {@code R(abc)} is read as {@code cba}.
 */
public final class Wrapping {

	private Wrapping() {
	}

	public static String encrypted(Object value) {
		return "R(" + new StringBuilder(value.toString()).reverse() + ")";
	}

	/**
	 * Encrypt each text, number and boolean in a value of an option.
	 */
	public static Object sealed(Object value) {
		if (value instanceof Map<?, ?> map) {
			Map<Object, Object> sealed = new LinkedHashMap<>();
			map.forEach((key, each) -> sealed.put(key, sealed(each)));
			return sealed;
		}
		if (value instanceof List<?> list) {
			return list.stream().map(Wrapping::sealed).toList();
		}
		if (value instanceof Set<?> set) {
			return set.stream().map(Wrapping::sealed).collect(Collectors.toSet());
		}
		return encrypted(value);
	}

	public static void wrapNow(ConfigurableEnvironment environment) {
		wrap(environment, false, false);
	}

	private static void wrap(ConfigurableEnvironment environment, boolean caching, boolean emptied) {
		MutablePropertySources sources = environment.getPropertySources();
		for (PropertySource<?> source : sources.stream().toList()) {
			if (source instanceof EnumerablePropertySource<?> enumerable && !(source instanceof Reversing)) {
				sources.replace(source.getName(), emptied ? new Emptied<>(enumerable)
						: caching ? new Caching<>(enumerable) : new Reversing<>(enumerable));
			}
		}
	}

	/** Decrypts at each look-up. */
	static class Reversing<T> extends EnumerablePropertySource<T> {

		private final EnumerablePropertySource<T> wrapped;

		Reversing(EnumerablePropertySource<T> wrapped) {
			super(wrapped.getName(), wrapped.getSource());
			this.wrapped = wrapped;
		}

		@Override
		public Object getProperty(String name) {
			Object value = this.wrapped.getProperty(name);
			return (value instanceof String text && text.startsWith("R("))
					? new StringBuilder(text.substring(2, text.length() - 1)).reverse().toString() : value;
		}

		@Override
		public String[] getPropertyNames() {
			return this.wrapped.getPropertyNames();
		}

	}

	/** Keeps what it has decrypted, by its name. */
	static class Caching<T> extends Reversing<T> {

		final Map<String, Object> cache = new ConcurrentHashMap<>();

		Caching(EnumerablePropertySource<T> wrapped) {
			super(wrapped);
		}

		@Override
		public Object getProperty(String name) {
			return this.cache.computeIfAbsent(name, super::getProperty);
		}

	}

	/** As that of jasypt-spring-boot. */
	public static final class Emptied<T> extends Caching<T> {

		Emptied(EnumerablePropertySource<T> wrapped) {
			super(wrapped);
		}

		@SuppressWarnings("unused")
		public void refresh() {
			this.cache.clear();
		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class Plain {

		@Bean
		static BeanFactoryPostProcessor wrapping(ConfigurableEnvironment environment) {
			return (factory) -> wrap(environment, false, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class WithRefresh {

		@Bean
		static BeanFactoryPostProcessor wrapping(ConfigurableEnvironment environment) {
			return (factory) -> wrap(environment, true, true);
		}

	}

	/** Empties its caches when it hears that something has changed. */
	@Configuration(proxyBeanMethods = false)
	public static class WithListener {

		@Bean
		static BeanFactoryPostProcessor wrapping(ConfigurableEnvironment environment) {
			return (factory) -> wrap(environment, true, false);
		}

		@Bean
		static ApplicationListener<EnvironmentChangeEvent> emptying(ConfigurableEnvironment environment) {
			return new ApplicationListener<>() {

				@Override
				public void onApplicationEvent(EnvironmentChangeEvent event) {
					environment.getPropertySources().forEach((source) -> {
						if (source instanceof Caching<?> caching) {
							caching.cache.clear();
						}
					});
				}

			};
		}

	}

}
