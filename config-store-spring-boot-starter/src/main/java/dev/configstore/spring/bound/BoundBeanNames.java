package dev.configstore.spring.bound;

import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.Scope;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.cloud.context.properties.ConfigurationPropertiesBeans;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Spring Cloud's collection of the beans that were bound, which also tells the registry
 * their names, right after Boot has bound them and before another post-processor could
 * have replaced them. Locked: Spring Cloud's is a plain map, read while another thread
 * may just be adding a lazy bean to it.
 */
public final class BoundBeanNames extends ConfigurationPropertiesBeans implements PriorityOrdered {

	private final ReentrantLock lock = new ReentrantLock();

	private final BindingNotes notes;

	private @Nullable ApplicationContext context;

	private @Nullable ConfigurableListableBeanFactory factory;

	/**
	 * Create an empty collection.
	 * @param notes the registry of the same context
	 */
	public BoundBeanNames(BindingNotes notes) {
		this.notes = notes;
	}

	/** Boot's is one before. */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 2;
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		super.setApplicationContext(context);
		this.context = context;
		this.factory = (ConfigurableListableBeanFactory) context.getAutowireCapableBeanFactory();
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		BeanDefinition definition = definition(beanName);
		if (definition != null && isRefreshScoped(definition)) {
			this.notes.isScoped(original(beanName));
		}
		name(bean, beanName, definition);
		if (definition != null && definition.isPrototype()) {
			// Spring Cloud's would keep the last one alive.
			return bean;
		}
		this.lock.lock();
		try {
			return super.postProcessBeforeInitialization(bean, beanName);
		}
		finally {
			this.lock.unlock();
		}
	}

	private static String original(String beanName) {
		return ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName) : beanName;
	}

	private void name(Object bean, String beanName, @Nullable BeanDefinition definition) {
		BoundInstance instance = this.notes.find(bean);
		if (instance != null) {
			if (definition != null && isRefreshScoped(definition)) {
				this.notes.isScoped(bean, original(beanName));
			}
			else {
				instance.named(beanName);
			}
		}
		else if (definition != null && this.context != null
				&& definition.getAttribute(BindMethod.class.getName()) == BindMethod.VALUE_OBJECT
				&& !isRefreshScoped(definition)) {
			ConfigurationPropertiesBean found = ConfigurationPropertiesBean.get(this.context, bean, beanName);
			if (found != null) {
				this.notes.isValueObject(beanName,
						ConfigurationPropertyName.adapt(found.getAnnotation().prefix(), '.'));
			}
		}
	}

	private @Nullable BeanDefinition definition(String beanName) {
		ConfigurableListableBeanFactory factory = this.factory;
		return (factory != null && factory.containsBeanDefinition(beanName)) ? factory.getMergedBeanDefinition(beanName)
				: null;
	}

	private boolean isRefreshScoped(BeanDefinition definition) {
		String name = definition.getScope();
		if (name == null || definition.isSingleton() || definition.isPrototype() || this.factory == null) {
			return false;
		}
		Scope scope = this.factory.getRegisteredScope(name);
		return scope instanceof RefreshScope;
	}

	@Override
	public Set<String> getBeanNames() {
		this.lock.lock();
		try {
			return super.getBeanNames();
		}
		finally {
			this.lock.unlock();
		}
	}

}
