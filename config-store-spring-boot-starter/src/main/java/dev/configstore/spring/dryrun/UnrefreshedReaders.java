package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.text.Printable;
import dev.configstore.spring.update.NeverRefreshed;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.config.TaskManagementConfigUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils.MethodFilter;

/**
 * Finds beans that do not follow a change, or not in full, because of limits of Spring's:
 * records, types that are never refreshed and singletons with {@code @Value}, which are
 * not bound again, and refresh-scoped beans with {@code @Scheduled}, which are made again
 * only when they are called. Their authors may expect otherwise.
 */
public final class UnrefreshedReaders {

	private UnrefreshedReaders() {
	}

	/**
	 * Return a hint that names them, or {@code null} if there are none.
	 * @param destroysFirst whether the refresh scope makes the new instance of a bean
	 * only when something calls it
	 */
	public static @Nullable String of(ConfigurableApplicationContext context, PropertiesBeans beans,
			ValueExpressions values, PropertyGeneration generation, boolean destroysFirst) {
		List<String> hints = new ArrayList<>();
		Set<String> readers = readers(context, beans, values, generation);
		if (!readers.isEmpty()) {
			hints.add("These beans read properties of the stores and keep what they were given at start: ["
					+ Printable.names(readers) + "]. Use @RefreshScope, or inject a Refreshable");
		}
		Set<String> scheduled = destroysFirst ? scheduled(context.getBeanFactory()) : Set.of();
		if (!scheduled.isEmpty()) {
			hints.add("The @Scheduled methods of these refresh-scoped beans do not run after a change until "
					+ "something calls the bean: [" + Printable.names(scheduled)
					+ "]. Let a singleton call it by schedule");
		}
		return hints.isEmpty() ? null : String.join(". ", hints);
	}

	private static Set<String> readers(ConfigurableApplicationContext context, PropertiesBeans beans,
			ValueExpressions values, PropertyGeneration generation) {
		ConfigurableListableBeanFactory factory = context.getBeanFactory();
		Set<String> names = generation.names();
		Set<String> readers = new TreeSet<>(bound(context, beans, names));
		for (String bean : values.readersOf(names)) {
			if (isSingleton(factory, bean)) {
				readers.add(bean + " (@Value)");
			}
		}
		return readers;
	}

	private static List<String> bound(ConfigurableApplicationContext context, PropertiesBeans all, Set<String> names) {
		List<ConfigurationPropertyName> properties = new ArrayList<>();
		NeverRefreshed never = new NeverRefreshed(context.getEnvironment());
		List<String> beans = new ArrayList<>();
		for (PropertiesBean bean : all.beans()) {
			String kind = bean.isValueObject() ? " (constructor binding)"
					: (never.contains(bean.name(), bean.type()) && !bean.isScoped()) ? " (never refreshed)" : null;
			if (kind != null) {
				if (properties.isEmpty()) {
					names.forEach((name) -> properties.add(ConfigurationPropertyName.adapt(name, '.')));
				}
				if (isAncestorOfAny(bean.prefix(), properties)) {
					beans.add(bean.name() + kind);
				}
			}
		}
		return beans;
	}

	private static boolean isAncestorOfAny(ConfigurationPropertyName prefix,
			List<ConfigurationPropertyName> properties) {
		for (ConfigurationPropertyName property : properties) {
			if (prefix.isAncestorOf(property)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Where nothing schedules, the annotation has no meaning.
	 */
	private static Set<String> scheduled(ConfigurableListableBeanFactory factory) {
		if (!factory.containsBean(TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME)) {
			return Set.of();
		}
		Set<String> beans = new TreeSet<>();
		for (String name : factory.getBeanDefinitionNames()) {
			Class<?> type = "refresh".equals(factory.getMergedBeanDefinition(name).getScope())
					? factory.getType(name, false) : null;
			if (type != null && isScheduled(ClassUtils.getUserClass(type))) {
				beans.add(ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name);
			}
		}
		return beans;
	}

	private static boolean isScheduled(Class<?> type) {
		return !MethodIntrospector
			.selectMethods(type,
					(MethodFilter) (method) -> MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
						.isPresent(Scheduled.class))
			.isEmpty();
	}

	private static boolean isSingleton(ConfigurableListableBeanFactory factory, String name) {
		BeanDefinition definition = factory.getMergedBeanDefinition(name);
		return definition.isSingleton() && factory.containsSingleton(name);
	}

}
