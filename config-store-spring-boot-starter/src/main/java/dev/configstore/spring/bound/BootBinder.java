package dev.configstore.spring.bound;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindingPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;

/**
 * The binder that Boot binds the beans of a context with: its property sources, those of
 * a placeholder configurer among them, its converters and its property editors. It is not
 * public, and so it is asked for by binding an object without properties.
 */
@ConfigurationProperties("config-store.binder")
public final class BootBinder {

	private @Nullable Binder binder;

	private BootBinder() {
	}

	/**
	 * Return the binder of a context. It reads the environment of that context at each
	 * look-up.
	 * @param context a context with a {@link BindingNotes} registry
	 * @return its binder; where Boot binds no beans, one that reads the same environment
	 */
	public static Binder of(ApplicationContext context) {
		BootBinder asking = new BootBinder();
		try {
			context.getBean(ConfigurationPropertiesBindingPostProcessor.class)
				.postProcessBeforeInitialization(asking, BootBinder.class.getName());
		}
		catch (NoSuchBeanDefinitionException ex) {
			return Binder.get(context.getEnvironment());
		}
		Binder binder = asking.binder;
		return (binder != null) ? binder : Binder.get(context.getEnvironment());
	}

	void found(Binder binder) {
		this.binder = binder;
	}

}
