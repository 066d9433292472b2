package dev.configstore.spring.aot;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;

/**
 * Warns about beans of the refresh scope, which prevent processing ahead of time. With
 * Spring Cloud's refresh the build fails after it, and does not name the reason; without
 * it they fail when they are first used.
 */
final class RefreshScopeWarning implements BeanRegistrationAotProcessor {

	private static final Logger logger = LoggerFactory.getLogger(RefreshScopeWarning.class);

	private static final String SCOPE = "refresh";

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		String name = bean.getBeanName();
		if (SCOPE.equals(bean.getMergedBeanDefinition().getScope())) {
			logger.warn(
					"Bean '{}' is @RefreshScope, which Spring Cloud does not support ahead of time. "
							+ "Remove the annotation and inject a Refreshable instead",
					ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name);
		}
		return null;
	}

}
