package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;

import dev.configstore.spring.env.PropertyGeneration;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds beans that read properties of the stores and that Spring never binds again:
 * records, and singletons with {@code @Value} fields. Whoever wrote them may expect
 * otherwise.
 */
final class FixedReaders {

	private FixedReaders() {
	}

	/**
	 * Return a hint that names them, if there are any.
	 */
	static Optional<String> of(ConfigurableApplicationContext context, PropertyGeneration generation) {
		ConfigurableListableBeanFactory factory = context.getBeanFactory();
		Set<String> names = generation.names();
		Set<String> readers = new TreeSet<>(records(factory, names));
		for (Iterator<String> beans = factory.getBeanNamesIterator(); beans.hasNext();) {
			String bean = beans.next();
			if (factory.containsBeanDefinition(bean) && factory.getMergedBeanDefinition(bean).isSingleton()
					&& factory.containsSingleton(bean) && readsByValue(factory.getType(bean, false), names)) {
				readers.add(bean + " (@Value)");
			}
		}
		return readers.isEmpty() ? Optional.empty()
				: Optional.of("These beans read properties of the stores and keep what they were given at start: "
						+ readers + ". Use @RefreshScope, or inject a Refreshable");
	}

	private static List<String> records(ConfigurableListableBeanFactory factory, Set<String> names) {
		List<ConfigurationPropertyName> properties = names.stream()
			.map((name) -> ConfigurationPropertyName.adapt(name, '.'))
			.toList();
		List<String> records = new ArrayList<>();
		for (BoundBean bean : BindableBeans.of(factory).beans()) {
			if (bean.isValueObject() && properties.stream().anyMatch(bean.prefix()::isAncestorOf)) {
				records.add(bean.name() + " (constructor binding)");
			}
		}
		return records;
	}

	private static boolean readsByValue(@Nullable Class<?> type, Set<String> names) {
		if (type == null || type.getName().startsWith("org.springframework.")) {
			return false;
		}
		List<String> texts = new ArrayList<>();
		ReflectionUtils.doWithFields(ClassUtils.getUserClass(type),
				(field) -> MergedAnnotations.from(field)
					.get(Value.class)
					.getValue("value", String.class)
					.ifPresent(texts::add));
		return texts.stream().anyMatch((text) -> mentions(text, names));
	}

	private static boolean mentions(String text, Set<String> names) {
		Matcher placeholders = ScopedValues.PLACEHOLDER.matcher(text);
		while (placeholders.find()) {
			if (names.contains(placeholders.group(1).trim())) {
				return true;
			}
		}
		return false;
	}

}
