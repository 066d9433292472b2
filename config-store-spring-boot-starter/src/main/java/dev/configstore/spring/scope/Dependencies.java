package dev.configstore.spring.scope;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * The beans that a bean depends on, so far as Spring knows: by injection, not by a
 * look-up of its own.
 */
final class Dependencies {

	private Dependencies() {
	}

	/**
	 * Return all of them, through whatever beans.
	 * @param bean the name, without that of the target of a proxy
	 */
	static Set<String> of(String bean, ConfigurableBeanFactory factory) {
		Set<String> found = new LinkedHashSet<>();
		Deque<String> open = new ArrayDeque<>(List.of(bean, ScopedProxyUtils.getTargetBeanName(bean)));
		while (!open.isEmpty()) {
			for (String name : factory.getDependenciesForBean(open.pop())) {
				if (found.add(name)) {
					open.push(name);
				}
			}
		}
		return found;
	}

}
