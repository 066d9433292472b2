package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.dryrun.Refreshables;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether stores were loaded. Each application has a runtime, and that of a child context
 * without an import of its own is empty: then the parent's is used.
 */
abstract sealed class OnStores extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Config Store");
		return matches(context.getBeanFactory()) ? ConditionOutcome.match(message.because("stores were loaded"))
				: ConditionOutcome.noMatch(message.because("no store was loaded"));
	}

	abstract boolean matches(@Nullable BeanFactory factory);

	/**
	 * Return the runtime with stores of this context, or of the nearest one above it.
	 */
	static @Nullable ConfigStoreRuntime nearest(@Nullable BeanFactory beanFactory) {
		for (BeanFactory factory = beanFactory; factory != null; factory = parent(factory)) {
			ConfigStoreRuntime own = own(factory);
			if (own != null) {
				return own;
			}
		}
		return null;
	}

	/**
	 * Return the runtime with stores of this context.
	 */
	static @Nullable ConfigStoreRuntime own(@Nullable BeanFactory beanFactory) {
		if (beanFactory instanceof ListableBeanFactory factory) {
			for (String name : factory.getBeanNamesForType(ConfigStoreRuntime.class, true, false)) {
				ConfigStoreRuntime runtime = factory.getBean(name, ConfigStoreRuntime.class);
				if (!runtime.isEmpty()) {
					return runtime;
				}
			}
		}
		return null;
	}

	private static @Nullable BeanFactory parent(BeanFactory beanFactory) {
		return (beanFactory instanceof HierarchicalBeanFactory child) ? child.getParentBeanFactory() : null;
	}

	/**
	 * By this application, or by the one it is a child of.
	 */
	static final class Loaded extends OnStores {

		@Override
		boolean matches(@Nullable BeanFactory factory) {
			return nearest(factory) != null;
		}

	}

	/**
	 * By this context, which closes them.
	 */
	static final class Own extends OnStores {

		@Override
		boolean matches(@Nullable BeanFactory factory) {
			return own(factory) != null;
		}

	}

	/**
	 * By this context; or nothing above it has views of properties, so that this context
	 * has its own.
	 */
	static final class OwnOrNoneAbove extends OnStores {

		@Override
		boolean matches(@Nullable BeanFactory factory) {
			return own(factory) != null || factory == null || !hasViews(parent(factory));
		}

		private static boolean hasViews(@Nullable BeanFactory above) {
			return above instanceof ListableBeanFactory factory && BeanFactoryUtils
				.beanNamesForTypeIncludingAncestors(factory, Refreshables.class, true, false).length > 0;
		}

	}

}
