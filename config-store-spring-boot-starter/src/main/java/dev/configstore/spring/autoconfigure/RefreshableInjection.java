package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.Refreshable;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;

/**
 * The place that a {@link Refreshable} is being injected into, if there is one: who asks
 * for all beans ({@code getBeansOfType(Object.class)}), or for every {@code Object}, asks
 * for none in particular.
 *
 * @param point the place for which Spring looks for a bean
 */
record RefreshableInjection(DependencyDescriptor point) {

	/**
	 * Return the type that a {@code Refreshable} is injected for.
	 * @return the type, or {@code null} if none is being injected
	 * @throws IllegalStateException if it is injected without a type
	 */
	static @Nullable Class<?> type(AutowireCapableBeanFactory factory) {
		ResolvableType wanted = wanted(factory);
		if (wanted == ResolvableType.NONE) {
			return null;
		}
		Class<?> type = wanted.getGeneric(0).resolve();
		Assert.state(type != null, "A Refreshable is injected for a type: Refreshable<DbProperties>");
		return type;
	}

	/**
	 * Spring gives away the place as an argument only, and fails where there is none.
	 */
	private static ResolvableType wanted(AutowireCapableBeanFactory factory) {
		try {
			RefreshableInjection injection = (RefreshableInjection) factory.autowire(RefreshableInjection.class,
					AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
			return injection.point.getResolvableType().as(Refreshable.class);
		}
		catch (BeansException | IllegalStateException ex) {
			return ResolvableType.NONE;
		}
	}

}
