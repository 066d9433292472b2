package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.text.Printable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Finds beans that read properties of the stores and that Spring never binds again:
 * records, and singletons with {@code @Value}. Whoever wrote them may expect otherwise.
 */
public final class UnrefreshedReaders {

	private UnrefreshedReaders() {
	}

	/**
	 * Return a hint that names them, if there are any.
	 */
	public static Optional<String> of(ConfigurableApplicationContext context, PropertyGeneration generation) {
		ConfigurableListableBeanFactory factory = context.getBeanFactory();
		Set<String> names = generation.names();
		Set<String> readers = new TreeSet<>(records(factory, names));
		ValueExpressions singletons = ValueExpressions.of(factory,
				(name, definition) -> isSingleton(factory, name, definition));
		singletons.readersOf(names).forEach((bean) -> readers.add(bean + " (@Value)"));
		return readers.isEmpty() ? Optional.empty()
				: Optional.of("These beans read properties of the stores and keep what they were given at start: ["
						+ Printable.names(readers) + "]. Use @RefreshScope, or inject a Refreshable");
	}

	private static List<String> records(ConfigurableListableBeanFactory factory, Set<String> names) {
		List<ConfigurationPropertyName> properties = names.stream()
			.map((name) -> ConfigurationPropertyName.adapt(name, '.'))
			.toList();
		List<String> records = new ArrayList<>();
		for (PropertiesBean bean : PropertiesBeans.of(factory).beans()) {
			if (bean.isValueObject() && properties.stream().anyMatch(bean.prefix()::isAncestorOf)) {
				records.add(bean.name() + " (constructor binding)");
			}
		}
		return records;
	}

	private static boolean isSingleton(ConfigurableListableBeanFactory factory, String name,
			BeanDefinition definition) {
		// A scoped proxy is one as well, but what it stands for is not.
		if (!definition.isSingleton() || !factory.containsSingleton(name)
				|| definition instanceof RootBeanDefinition root && root.getDecoratedDefinition() != null) {
			return false;
		}
		Class<?> type = factory.getType(name, false);
		return type != null && !type.getName().startsWith("org.springframework.");
	}

}
