package dev.configstore.spring.autoconfigure;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.annotation.AnnotatedGenericBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.cloud.bootstrap.BootstrapApplicationListener;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Registers what injects a {@link dev.configstore.spring.Refreshable} in each application
 * of Boot. A slice of an application in a test, or an application that excludes our
 * auto-configurations, has beans that want one, and fails to start without.
 * <p>
 * An initializer, because Boot runs it whatever a test leaves out; a list of imports for
 * each kind of slice would miss the kinds of other libraries. What is processed ahead of
 * time has the definitions of the build.
 */
final class RefreshableInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String BEAN_NAME = "configStoreRefreshableAutoConfiguration";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		boolean bootstrap = context.getEnvironment()
			.getPropertySources()
			.contains(BootstrapApplicationListener.BOOTSTRAP_PROPERTY_SOURCE_NAME);
		if (!bootstrap && !AotDetector.useGeneratedArtifacts()
				&& context.getBeanFactory() instanceof BeanDefinitionRegistry registry) {
			registry.registerBeanDefinition(BEAN_NAME,
					new AnnotatedGenericBeanDefinition(ConfigStoreRefreshableAutoConfiguration.class));
		}
	}

}
