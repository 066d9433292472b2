package dev.configstore.spring.refresh;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * The beans with {@code @ConfigurationProperties} that were bound so far, and their
 * prefixes. Everything is read from bean definitions: nothing is created to be asked.
 */
final class BoundBeans {

	private static final String BIND_METHOD = BindMethod.class.getName();

	private final ConfigurableListableBeanFactory beanFactory;

	private final Supplier<Set<String>> bound;

	private final Map<String, Prefix> prefixes = new ConcurrentHashMap<>();

	/**
	 * @param bound the names Spring Cloud has collected
	 */
	BoundBeans(ConfigurableListableBeanFactory beanFactory, Supplier<Set<String>> bound) {
		this.beanFactory = beanFactory;
		this.bound = bound;
	}

	Set<String> names() {
		return this.bound.get();
	}

	boolean isLocal(String name) {
		return this.beanFactory.containsLocalBean(name);
	}

	/**
	 * Return the prefix of a bean that can be bound again, or {@code null} for one that
	 * cannot: a record, or what has no one instance.
	 */
	@Nullable ConfigurationPropertyName prefix(String name) {
		return this.prefixes.computeIfAbsent(name, this::find).name();
	}

	private Prefix find(String name) {
		ConfigurationProperties annotation = null;
		try {
			if (this.beanFactory.isSingleton(name) && !isValueObject(name)) {
				annotation = annotation(name);
			}
		}
		catch (NoSuchBeanDefinitionException ex) {
			// Spring Cloud also collects what never was a bean of the factory.
		}
		return new Prefix((annotation != null) ? ConfigurationPropertyName.adapt(annotation.prefix(), '.') : null);
	}

	private boolean isValueObject(String name) {
		BeanDefinition definition = definition(name);
		return definition != null && BindMethod.VALUE_OBJECT == definition.getAttribute(BIND_METHOD);
	}

	private @Nullable ConfigurationProperties annotation(String name) {
		Method factory = (definition(name) instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		ConfigurationProperties onFactory = (factory != null)
				? MergedAnnotations.from(factory, SearchStrategy.TYPE_HIERARCHY)
					.get(ConfigurationProperties.class)
					.synthesize(MergedAnnotation::isPresent)
					.orElse(null)
				: null;
		return (onFactory != null) ? onFactory
				: this.beanFactory.findAnnotationOnBean(name, ConfigurationProperties.class, false);
	}

	private @Nullable BeanDefinition definition(String name) {
		try {
			return this.beanFactory.getMergedBeanDefinition(name);
		}
		catch (NoSuchBeanDefinitionException ex) {
			// A singleton that was registered as it is.
			return null;
		}
	}

	/** A map cannot hold {@code null}. */
	private record Prefix(@Nullable ConfigurationPropertyName name) {

	}

}
