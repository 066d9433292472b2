package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.text.Printable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds beans that read properties of the stores and keep what they were given at start,
 * which readers of their code may not expect: records, types that are never refreshed,
 * singletons with {@code @Value}, and refresh-scoped beans with {@code @Scheduled}
 * methods, which are silent after a change until they are used.
 */
public final class UnrefreshedReaders {

	private static final String SCHEDULED = "org.springframework.scheduling.annotation.Scheduled";

	private UnrefreshedReaders() {
	}

	/**
	 * Return a hint that names them, if there are any.
	 */
	public static Optional<String> of(ConfigurableApplicationContext context, ValueExpressions values,
			PropertyGeneration generation) {
		ConfigurableListableBeanFactory factory = context.getBeanFactory();
		Set<String> names = generation.names();
		Set<String> readers = new TreeSet<>(bound(context, names));
		for (String bean : values.readersOf(names)) {
			if (isSingleton(factory, bean)) {
				readers.add(bean + " (@Value)");
			}
		}
		readers.addAll(scheduled(factory));
		return readers.isEmpty() ? Optional.empty()
				: Optional.of("These beans read properties of the stores and keep what they were given at start: ["
						+ Printable.names(readers) + "]. Use @RefreshScope, or inject a Refreshable");
	}

	private static List<String> bound(ConfigurableApplicationContext context, Set<String> names) {
		List<ConfigurationPropertyName> properties = names.stream()
			.map((name) -> ConfigurationPropertyName.adapt(name, '.'))
			.toList();
		NeverRefreshed never = new NeverRefreshed(context.getEnvironment());
		List<String> beans = new ArrayList<>();
		for (PropertiesBean bean : PropertiesBeans.of(context.getBeanFactory()).beans()) {
			String kind = bean.isValueObject() ? " (constructor binding)"
					: never.contains(bean) ? " (never refreshed)" : null;
			if (kind != null && properties.stream().anyMatch(bean.prefix()::isAncestorOf)) {
				beans.add(bean.name() + kind);
			}
		}
		return beans;
	}

	private static List<String> scheduled(ConfigurableListableBeanFactory factory) {
		List<String> beans = new ArrayList<>();
		for (String name : factory.getBeanDefinitionNames()) {
			if (ScopedProxyUtils.isScopedTarget(name)
					&& "refresh".equals(factory.getMergedBeanDefinition(name).getScope())) {
				Class<?> type = factory.getType(name, false);
				if (type != null && isScheduled(ClassUtils.getUserClass(type))) {
					beans.add(ScopedProxyUtils.getOriginalBeanName(name) + " (@Scheduled in refresh scope)");
				}
			}
		}
		return beans;
	}

	private static boolean isScheduled(Class<?> type) {
		return Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(type))
			.anyMatch((method) -> MergedAnnotations.from(method).isPresent(SCHEDULED));
	}

	private static boolean isSingleton(ConfigurableListableBeanFactory factory, String name) {
		BeanDefinition definition = factory.getMergedBeanDefinition(name);
		return definition.isSingleton() && factory.containsSingleton(name);
	}

}
