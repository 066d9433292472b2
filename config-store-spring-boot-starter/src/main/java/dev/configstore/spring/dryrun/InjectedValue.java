package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.configstore.spring.difference.ChangedNames;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.PropertyResolver;

/**
 * A {@code @Value} of a bean: a field, or a parameter of a method or constructor.
 *
 * @param bean the bean's name for people
 * @param definition the name of its definition
 * @param text what stands in the annotation
 * @param descriptor what Spring resolves
 * @param names the properties it names itself
 */
record InjectedValue(String bean, String definition, String text, DependencyDescriptor descriptor, List<String> names) {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:}]+)");

	InjectedValue(String bean, String definition, String text, DependencyDescriptor descriptor) {
		this(bean, definition, text, descriptor, names(text));
	}

	private static List<String> names(String text) {
		List<String> names = new ArrayList<>();
		Matcher placeholder = PLACEHOLDER.matcher(text);
		while (placeholder.find()) {
			names.add(placeholder.group(1).trim());
		}
		return names;
	}

	/**
	 * Return the first property it names, or its text.
	 */
	String property() {
		return this.names.isEmpty() ? this.text : this.names.get(0);
	}

	Class<?> type() {
		return this.descriptor.getDependencyType();
	}

	/**
	 * Whether it may have another value after a change. What the environment does not
	 * know may be a property of a placeholder configurer that refers to one.
	 */
	boolean isAffectedBy(ChangedNames changed, PropertyResolver environment) {
		return this.names.isEmpty() || this.names.stream()
			.anyMatch((name) -> name.contains("${") || changed.touches(ConfigurationPropertyName.adapt(name, '.'))
					|| !environment.containsProperty(name));
	}

	/**
	 * Resolve, evaluate and convert it as Spring does when it makes the bean.
	 * @throws RuntimeException if that fails
	 */
	void resolve(ConfigurableListableBeanFactory factory) {
		factory.resolveDependency(this.descriptor, this.definition);
	}

}
