package dev.configstore.spring.dryrun;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindConstructorProvider;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.validation.annotation.Validated;

/**
 * The beans that Boot binds properties to, found by their definitions once: no bean is
 * created for it, lazy ones least of all.
 */
public final class PropertiesBeans {

	private final List<PropertiesBean> beans;

	private final Set<String> unusable;

	private PropertiesBeans(List<PropertiesBean> beans, Set<String> unusable) {
		this.beans = List.copyOf(beans);
		this.unusable = unusable;
	}

	List<PropertiesBean> beans() {
		return this.beans;
	}

	/**
	 * Return the beans whose definitions Boot itself could not bind.
	 */
	Set<String> unusable() {
		return this.unusable;
	}

	/**
	 * Find the beans of a factory. Looks at every definition, so it is done once.
	 */
	public static PropertiesBeans of(ConfigurableListableBeanFactory factory) {
		List<PropertiesBean> beans = new ArrayList<>();
		Set<String> unusable = BeanDefinitions.visit(factory, (name, definition, type) -> {
			PropertiesBean bean = of(name, definition, type);
			if (bean != null) {
				beans.add(bean);
			}
		});
		return new PropertiesBeans(beans, unusable);
	}

	/**
	 * @throws RuntimeException if Boot does not accept the bean's prefix, or what its
	 * class says about binding
	 */
	private static @Nullable PropertiesBean of(String name, RootBeanDefinition definition, Class<?> type) {
		// The target of a scoped proxy has a definition of its own.
		if (definition.getDecoratedDefinition() != null) {
			return null;
		}
		Method method = definition.getResolvedFactoryMethod();
		ConfigurationProperties annotation = find(ConfigurationProperties.class, method, type);
		if (annotation == null) {
			return null;
		}
		ConfigurationPropertyName.of(annotation.prefix());
		Validated validated = find(Validated.class, method, type);
		Annotation[] annotations = (validated != null) ? new Annotation[] { annotation, validated }
				: new Annotation[] { annotation };
		ResolvableType bound = (method != null) ? ResolvableType.forMethodReturnType(method)
				: ResolvableType.forClass(type);
		Bindable<?> target = Bindable.of(bound).withAnnotations(annotations);
		String beanName = ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name;
		boolean scoped = !definition.isSingleton() && !definition.isPrototype();
		if (isValueObject(definition, method, type)) {
			return new PropertiesBean(beanName, annotation, target.withBindMethod(BindMethod.VALUE_OBJECT), null, false,
					scoped);
		}
		return new PropertiesBean(beanName, annotation, target.withBindMethod(BindMethod.JAVA_BEAN),
				PropertiesBean.constructor(bound.resolve(type)), method != null, scoped);
	}

	private static boolean isValueObject(BeanDefinition definition, @Nullable Method factoryMethod, Class<?> type) {
		return definition.getAttribute(BindMethod.class.getName()) == BindMethod.VALUE_OBJECT || (factoryMethod == null
				&& BindConstructorProvider.DEFAULT.getBindConstructor(Bindable.of(type), false) != null);
	}

	private static <A extends Annotation> @Nullable A find(Class<A> annotation, @Nullable Method method,
			Class<?> type) {
		MergedAnnotation<A> found = MergedAnnotation.missing();
		if (method != null) {
			found = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).get(annotation);
		}
		if (!found.isPresent()) {
			found = MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).get(annotation);
		}
		return found.isPresent() ? found.synthesize() : null;
	}

}
