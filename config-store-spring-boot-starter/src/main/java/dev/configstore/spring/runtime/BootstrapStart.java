package dev.configstore.spring.runtime;

import dev.configstore.spring.settings.ConfigStoreProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;

/**
 * What the bootstrap context of an application found at its start. Empty without one.
 */
public final class BootstrapStart {

	private final Clients clients;

	private volatile @Nullable ConfigStoreProperties settings;

	private volatile @Nullable BeanFactory beans;

	BootstrapStart(Clients clients) {
		this.clients = clients;
	}

	/**
	 * Set where the bootstrap context has its beans, clients and customizers of the user
	 * among them.
	 */
	public void beans(BeanFactory beans) {
		this.beans = beans;
		this.clients.beans(beans);
	}

	/**
	 * Return a bean of the bootstrap context.
	 * @param <T> the type
	 * @param type its type
	 * @return the bean
	 * @throws BeansException if there is none, or no bootstrap context
	 */
	public <T> T bean(Class<T> type) {
		BeanFactory beans = this.beans;
		if (beans == null) {
			throw new NoSuchBeanDefinitionException(type, "there is no bootstrap context");
		}
		return beans.getBean(type);
	}

	/**
	 * Keep the settings that were found.
	 */
	public void settings(ConfigStoreProperties settings) {
		this.settings = settings;
	}

	/**
	 * Return the settings.
	 * @return the settings, or {@code null} if nothing was loaded
	 */
	public @Nullable ConfigStoreProperties settings() {
		return this.settings;
	}

}
