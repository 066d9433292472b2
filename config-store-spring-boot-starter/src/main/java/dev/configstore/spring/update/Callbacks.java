package dev.configstore.spring.update;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

import dev.configstore.spring.bound.NoDirectPropertyHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.InitDestroyAnnotationBeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * A bean's own initialization callbacks, without any post-processor of others. They run
 * again only where the class itself says that it is made of properties, and nothing has
 * to be destroyed first: a changed core size must not cost an executor its queue.
 */
final class Callbacks {

	private static final String POST_CONSTRUCT = "jakarta.annotation.PostConstruct";

	private static final String PRE_DESTROY = "jakarta.annotation.PreDestroy";

	private final ConfigurableListableBeanFactory factory;

	Callbacks(ConfigurableListableBeanFactory factory) {
		this.factory = factory;
	}

	/**
	 * Whether the callbacks of an object are run again. One with callbacks that are not
	 * is remarked upon.
	 */
	boolean runAgain(InstancePlan plan) {
		Object object = plan.object();
		RootBeanDefinition definition = definition(plan);
		boolean destroys = isDestroyed(object, definition);
		boolean initializes = isInitialized(object, definition);
		if (initializes && !destroys && plan.instance().isNamed()
				&& NoDirectPropertyHandler.isProperties(ClassUtils.getUserClass(object))) {
			return true;
		}
		if (object instanceof FactoryBean<?>) {
			plan.remark(BeanRemark.Reason.PRODUCT);
		}
		else if (initializes || destroys) {
			plan.remark(BeanRemark.Reason.SETTERS_ONLY);
		}
		return false;
	}

	private @Nullable RootBeanDefinition definition(InstancePlan plan) {
		String name = plan.instance().name();
		return (plan.instance().isNamed() && this.factory.containsBeanDefinition(name)
				&& this.factory.getMergedBeanDefinition(name) instanceof RootBeanDefinition definition) ? definition
						: null;
	}

	private static boolean isInitialized(Object object, @Nullable RootBeanDefinition definition) {
		return object instanceof InitializingBean || isAnnotated(object.getClass(), POST_CONSTRUCT)
				|| (definition != null && hasText(definition.getInitMethodNames()));
	}

	/**
	 * Whether there is a destroy callback in any form. A method that Spring would infer
	 * counts also where the definition does not say that it is to be inferred.
	 */
	private static boolean isDestroyed(Object object, @Nullable RootBeanDefinition definition) {
		if (object instanceof DisposableBean || object instanceof AutoCloseable
				|| isAnnotated(object.getClass(), PRE_DESTROY)) {
			return true;
		}
		String[] names = (definition != null) ? definition.getDestroyMethodNames() : null;
		if (names == null) {
			return false;
		}
		return Arrays.stream(names)
			.filter(StringUtils::hasLength)
			.anyMatch((name) -> !AbstractBeanDefinition.INFER_METHOD.equals(name)
					|| ClassUtils.hasMethod(object.getClass(), "close")
					|| ClassUtils.hasMethod(object.getClass(), "shutdown"));
	}

	private static boolean hasText(String @Nullable [] names) {
		return names != null && Arrays.stream(names).anyMatch(StringUtils::hasLength);
	}

	private static boolean isAnnotated(Class<?> type, String annotation) {
		for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
			for (Method method : each.getDeclaredMethods()) {
				if (Arrays.stream(method.getDeclaredAnnotations())
					.anyMatch((present) -> present.annotationType().getName().equals(annotation))) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Run them, in Spring's order.
	 * @throws Throwable what they throw
	 */
	void run(InstancePlan plan) throws Throwable {
		Object object = plan.object();
		String processor = AnnotationConfigUtils.COMMON_ANNOTATION_PROCESSOR_BEAN_NAME;
		if (this.factory.containsBean(processor)
				&& this.factory.getBean(processor) instanceof InitDestroyAnnotationBeanPostProcessor annotated) {
			annotated.postProcessBeforeInitialization(object, plan.instance().name());
		}
		if (object instanceof InitializingBean initializing) {
			initializing.afterPropertiesSet();
		}
		RootBeanDefinition definition = definition(plan);
		String[] names = (definition != null) ? definition.getInitMethodNames() : null;
		if (names != null) {
			for (String name : names) {
				if (!(object instanceof InitializingBean && "afterPropertiesSet".equals(name))) {
					run(object, name);
				}
			}
		}
	}

	private static void run(Object object, String name) throws Throwable {
		Method method = ReflectionUtils.findMethod(object.getClass(), name);
		if (method != null) {
			ReflectionUtils.makeAccessible(method);
			try {
				method.invoke(object);
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
		}
	}

}
