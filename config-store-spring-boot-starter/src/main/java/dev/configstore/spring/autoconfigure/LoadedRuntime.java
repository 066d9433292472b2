package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Finds the runtime that has stores. Each application has one, and that of a child
 * context without an import of its own is empty: then the parent's is meant.
 */
final class LoadedRuntime {

	private LoadedRuntime() {
	}

	/**
	 * Return the runtime of this context, or of the nearest one above it.
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
	 * Return the runtime of this context, unless it is empty.
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

}
