package dev.configstore.spring.refresh;

import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.cloud.context.properties.ConfigurationPropertiesBeans;

/**
 * Spring Cloud's collection of the beans that were bound, which is a plain map: read here
 * on the reloading thread while another thread may just be adding a lazy bean to it.
 */
public final class LockedConfigurationPropertiesBeans extends ConfigurationPropertiesBeans {

	private final ReentrantLock lock = new ReentrantLock();

	/**
	 * Create an empty collection.
	 */
	public LockedConfigurationPropertiesBeans() {
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		this.lock.lock();
		try {
			return super.postProcessBeforeInitialization(bean, beanName);
		}
		finally {
			this.lock.unlock();
		}
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
