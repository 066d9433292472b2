package dev.configstore.spring.dryrun;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.configstore.spring.RejectionReason;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.TypeConverter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.ReflectionUtils;

/**
 * The {@code @Value} expressions of refresh-scoped beans: these are made anew after a
 * refresh, and a value they cannot take would break them in the middle of a request.
 */
public final class ValueExpressions {

	static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:}]+)");

	public static final String SCOPE = "refresh";

	private final ConfigurableListableBeanFactory factory;

	private final List<Expression> expressions = new ArrayList<>();

	private final Map<String, List<String>> texts = new TreeMap<>();

	private final List<String> notCheckable = new ArrayList<>();

	private ValueExpressions(ConfigurableListableBeanFactory factory) {
		this.factory = factory;
	}

	static ValueExpressions of(ConfigurableListableBeanFactory factory) {
		return of(factory, (name, definition) -> SCOPE.equals(definition.getScope()));
	}

	/**
	 * Find the expressions of the beans that are asked for, by their definitions.
	 */
	static ValueExpressions of(ConfigurableListableBeanFactory factory, BiPredicate<String, BeanDefinition> filter) {
		ValueExpressions values = new ValueExpressions(factory);
		BeanDefinitions.visit(factory, (name, definition, type) -> {
			if (filter.test(name, definition)) {
				values.scan(ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name,
						type, definition.getResolvedFactoryMethod());
			}
		});
		return values;
	}

	/**
	 * Return the beans with an expression that names one of some properties.
	 */
	Set<String> readersOf(Set<String> properties) {
		Set<String> readers = new TreeSet<>();
		this.texts.forEach((bean, texts) -> {
			if (texts.stream()
				.flatMap((text) -> PLACEHOLDER.matcher(text).results())
				.anyMatch((placeholder) -> properties.contains(placeholder.group(1).trim()))) {
				readers.add(bean);
			}
		});
		return readers;
	}

	/**
	 * Return the expressions that are more than placeholders, and so not checked.
	 */
	List<String> notCheckable() {
		return List.copyOf(this.notCheckable);
	}

	int count() {
		return this.expressions.size();
	}

	private void scan(String bean, Class<?> type, @Nullable Method factoryMethod) {
		ReflectionUtils.doWithFields(type, (field) -> add(bean, field, field, null));
		ReflectionUtils.doWithMethods(type, (method) -> scanParameters(bean, method),
				ReflectionUtils.USER_DECLARED_METHODS);
		if (factoryMethod != null) {
			scanParameters(bean, factoryMethod);
			return;
		}
		for (Constructor<?> constructor : type.getDeclaredConstructors()) {
			for (int i = 0; i < constructor.getParameterCount(); i++) {
				add(bean, constructor.getParameters()[i], null, new MethodParameter(constructor, i));
			}
		}
	}

	private void scanParameters(String bean, Method method) {
		for (int i = 0; i < method.getParameterCount(); i++) {
			AnnotatedElement annotated = MergedAnnotations.from(method.getParameters()[i]).isPresent(Value.class)
					? method.getParameters()[i] : method;
			add(bean, annotated, null, new MethodParameter(method, i));
		}
	}

	private void add(String bean, AnnotatedElement annotated, @Nullable Field field,
			@Nullable MethodParameter parameter) {
		String text = MergedAnnotations.from(annotated).get(Value.class).getValue("value", String.class).orElse(null);
		if (text == null) {
			return;
		}
		this.texts.computeIfAbsent(bean, (name) -> new ArrayList<>()).add(text);
		if (text.contains("#{")) {
			this.notCheckable.add("@Value of bean '" + bean + "' with an expression language");
		}
		else {
			this.expressions.add(new Expression(bean, text, field, parameter));
		}
	}

	/**
	 * Resolve and convert all of them against other properties than those in use.
	 */
	List<RejectionReason> check(PropertyResolver candidate, MutablePropertySources sources) {
		TypeConverter converter = this.factory.getTypeConverter();
		List<RejectionReason> rejections = new ArrayList<>();
		for (Expression expression : this.expressions) {
			try {
				expression.convert(candidate.resolveRequiredPlaceholders(expression.text()), converter);
			}
			catch (RuntimeException ex) {
				rejections.add(new RejectionReason(expression.property(), origin(expression.property(), sources),
						"bean '" + expression.bean() + "' as " + expression.type().getName(), BindFailures.code(ex)));
			}
		}
		return rejections;
	}

	private static @Nullable Origin origin(String name, MutablePropertySources sources) {
		ConfigurationPropertyName canonical = ConfigurationPropertyName.adapt(name, '.');
		for (ConfigurationPropertySource source : ConfigurationPropertySources.from(sources)) {
			ConfigurationProperty property = source.getConfigurationProperty(canonical);
			if (property != null) {
				return property.getOrigin();
			}
		}
		return null;
	}

	/**
	 * One expression and what it is injected into: a field, or a parameter.
	 */
	private record Expression(String bean, String text, @Nullable Field field, @Nullable MethodParameter parameter) {

		/** The first property it asks for. */
		String property() {
			Matcher placeholder = PLACEHOLDER.matcher(this.text);
			return placeholder.find() ? placeholder.group(1).trim() : this.text;
		}

		Class<?> type() {
			return (this.field != null) ? this.field.getType()
					: (this.parameter != null) ? this.parameter.getParameterType() : Object.class;
		}

		void convert(String value, TypeConverter converter) {
			if (this.field != null) {
				converter.convertIfNecessary(value, this.field.getType(), this.field);
			}
			else if (this.parameter != null) {
				converter.convertIfNecessary(value, this.parameter.getParameterType(), this.parameter);
			}
		}

	}

}
