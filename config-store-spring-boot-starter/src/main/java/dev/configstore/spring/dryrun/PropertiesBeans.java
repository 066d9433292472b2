package dev.configstore.spring.dryrun;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindConstructorProvider;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.validation.annotation.Validated;

/**
 * The beans that Boot binds properties to, found by their definitions once: no bean is
 * created for it, lazy ones least of all.
 */
final class PropertiesBeans {

	private final List<PropertiesBean> beans;

	private PropertiesBeans(List<PropertiesBean> beans) {
		this.beans = List.copyOf(beans);
	}

	List<PropertiesBean> beans() {
		return this.beans;
	}

	static PropertiesBeans of(ConfigurableListableBeanFactory factory) {
		List<PropertiesBean> beans = new ArrayList<>();
		for (Iterator<String> names = factory.getBeanNamesIterator(); names.hasNext();) {
			String name = names.next();
			// A bean without a definition was never bound by Boot.
			if (factory.containsBeanDefinition(name)
					&& factory.getMergedBeanDefinition(name) instanceof RootBeanDefinition definition) {
				PropertiesBean bean = of(factory, name, definition);
				if (bean != null) {
					beans.add(bean);
				}
			}
		}
		return new PropertiesBeans(beans);
	}

	private static @Nullable PropertiesBean of(ConfigurableListableBeanFactory factory, String name,
			RootBeanDefinition definition) {
		// The target of a scoped proxy has a definition of its own.
		if (definition.isAbstract() || definition.getDecoratedDefinition() != null) {
			return null;
		}
		Class<?> type = factory.getType(name, false);
		if (type == null) {
			return null;
		}
		type = ClassUtils.getUserClass(type);
		Method method = definition.getResolvedFactoryMethod();
		ConfigurationProperties annotation = find(ConfigurationProperties.class, method, type);
		if (annotation == null) {
			return null;
		}
		Validated validated = find(Validated.class, method, type);
		Annotation[] annotations = (validated != null) ? new Annotation[] { annotation, validated }
				: new Annotation[] { annotation };
		ResolvableType bound = (method != null) ? ResolvableType.forMethodReturnType(method)
				: ResolvableType.forClass(type);
		Bindable<?> target = Bindable.of(bound).withAnnotations(annotations);
		String beanName = ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name;
		boolean scoped = !definition.isSingleton() && !definition.isPrototype();
		if (isValueObject(definition, method, type)) {
			return new PropertiesBean(beanName, annotation, target.withBindMethod(BindMethod.VALUE_OBJECT), null,
					false, scoped);
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
