package dev.configstore.spring.aot;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;

import dev.configstore.spring.Refreshable;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Hints for the types that views are injected of: they need not be beans, and Boot has
 * hints only for those that are.
 */
final class RefreshableHints implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		Set<Class<?>> types = new LinkedHashSet<>();
		addParameters(bean.resolveInstantiationDescriptor().executable(), types);
		Class<?> user = ClassUtils.getUserClass(bean.getBeanClass());
		ReflectionUtils.doWithFields(user, (field) -> add(ResolvableType.forField(field), types));
		ReflectionUtils.doWithMethods(user, (method) -> addParameters(method, types),
				ReflectionUtils.USER_DECLARED_METHODS);
		return types.isEmpty() ? null : (generation, code) -> BindableRuntimeHintsRegistrar.forTypes(types)
			.registerHints(generation.getRuntimeHints());
	}

	private static void addParameters(Executable executable, Set<Class<?>> types) {
		for (int i = 0; i < executable.getParameterCount(); i++) {
			add((executable instanceof Method method) ? ResolvableType.forMethodParameter(method, i)
					: ResolvableType.forConstructorParameter((Constructor<?>) executable, i), types);
		}
	}

	/** A provider or an optional of a view is injected, too. */
	private static void add(ResolvableType injected, Set<Class<?>> types) {
		if (Refreshable.class == injected.resolve()) {
			Class<?> type = injected.getGeneric(0).resolve();
			if (type != null) {
				types.add(type);
			}
			return;
		}
		for (ResolvableType generic : injected.getGenerics()) {
			add(generic, types);
		}
	}

}
