package dev.configstore.spring.dryrun;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the {@code @Value}s of the beans of an application, by their definitions: no bean
 * is made for it. Where Spring injects, there it looks: fields, methods and the
 * constructor that is called.
 */
final class InjectedValues {

	private static final String AUTOWIRED = "org.springframework.beans.factory.annotation.Autowired";

	private static final String INJECT = "jakarta.inject.Inject";

	private final ConfigurableListableBeanFactory factory;

	private final List<InjectedValue> found = new ArrayList<>();

	private InjectedValues(ConfigurableListableBeanFactory factory) {
		this.factory = factory;
	}

	static List<InjectedValue> of(ConfigurableListableBeanFactory factory) {
		InjectedValues values = new InjectedValues(factory);
		BeanDefinitions.visit(factory, (name, definition, type) -> {
			if (definition.getDecoratedDefinition() == null) {
				values.scan(name, type, definition.getResolvedFactoryMethod());
			}
		});
		return List.copyOf(values.found);
	}

	private void scan(String name, Class<?> type, @Nullable Method factoryMethod) {
		if (!isSprings(type)) {
			ReflectionUtils.doWithFields(type, (field) -> add(name, field));
			ReflectionUtils.doWithMethods(type, (method) -> addInjected(name, type, method),
					ReflectionUtils.USER_DECLARED_METHODS);
		}
		if (factoryMethod != null) {
			if (!isSprings(factoryMethod.getDeclaringClass())) {
				add(name, factoryMethod);
			}
		}
		else if (!isSprings(type) && hasValue(type)) {
			for (Constructor<?> constructor : constructors(name, type)) {
				add(name, constructor);
			}
		}
	}

	private static boolean isSprings(Class<?> type) {
		return type.getName().startsWith("org.springframework.");
	}

	private static boolean hasValue(Class<?> type) {
		for (Constructor<?> constructor : type.getDeclaredConstructors()) {
			for (AnnotatedElement parameter : constructor.getParameters()) {
				if (text(parameter) != null) {
					return true;
				}
			}
		}
		return false;
	}

	private Constructor<?>[] constructors(String name, Class<?> type) {
		String processor = AnnotationConfigUtils.AUTOWIRED_ANNOTATION_PROCESSOR_BEAN_NAME;
		Constructor<?>[] candidates = this.factory.containsBean(processor)
				? this.factory.getBean(processor, AutowiredAnnotationBeanPostProcessor.class)
					.determineCandidateConstructors(type, name)
				: null;
		return (candidates != null) ? candidates : new Constructor<?>[0];
	}

	private void add(String name, Field field) {
		String text = text(field);
		if (text != null && !Modifier.isStatic(field.getModifiers())) {
			add(name, text, new DependencyDescriptor(field, true));
		}
	}

	private void addInjected(String name, Class<?> type, Method method) {
		if (method.getAnnotations().length == 0) {
			return;
		}
		MergedAnnotations annotations = MergedAnnotations.from(method);
		if (!Modifier.isStatic(method.getModifiers())
				&& (annotations.isPresent(Value.class) || annotations.isPresent(AUTOWIRED)
						|| annotations.isPresent(INJECT))
				&& method.equals(ClassUtils.getMostSpecificMethod(method, type))) {
			add(name, method);
		}
	}

	private void add(String name, Executable executable) {
		for (int i = 0; i < executable.getParameterCount(); i++) {
			String text = text(executable.getParameters()[i]);
			if (text == null && executable instanceof Method) {
				text = text(executable);
			}
			if (text != null) {
				add(name, text, new DependencyDescriptor(MethodParameter.forExecutable(executable, i), true));
			}
		}
	}

	private void add(String name, String text, DependencyDescriptor descriptor) {
		String bean = ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name;
		this.found.add(new InjectedValue(bean, name, text, descriptor));
	}

	private static @Nullable String text(AnnotatedElement annotated) {
		if (annotated.getAnnotations().length == 0) {
			// Most have none, and this happens at the start.
			return null;
		}
		return MergedAnnotations.from(annotated).get(Value.class).getValue("value", String.class).orElse(null);
	}

}
