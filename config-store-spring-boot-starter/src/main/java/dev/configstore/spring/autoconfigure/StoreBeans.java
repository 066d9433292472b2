package dev.configstore.spring.autoconfigure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.configstore.ConfigStore;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanRegistrationExcludeFilter;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.Assert;

/**
 * Makes each store a bean, {@code configStore.prod} for instance, qualified by the
 * store's name. The one that wins is primary. Of two that have one name, in different
 * tables, the one that wins has the qualifier, and the other one its table in its bean's
 * name.
 * <p>
 * An application that was processed ahead of time has no definitions of these beans: the
 * stores are known only when it runs, and are registered then.
 */
final class StoreBeans implements ImportBeanDefinitionRegistrar, BeanFactoryAware {

	private static final String ATTRIBUTE = StoreBeans.class.getName();

	private final ConfigurableEnvironment environment;

	private @Nullable ListableBeanFactory beanFactory;

	StoreBeans(Environment environment) {
		this.environment = (ConfigurableEnvironment) environment;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ListableBeanFactory) beanFactory;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		Assert.state(this.beanFactory != null, "No bean factory");
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			registry.registerBeanDefinition(AtRunTime.class.getName(), new RootBeanDefinition(AtRunTime.class));
		}
		register(this.beanFactory, this.environment, registry);
	}

	private static void register(ListableBeanFactory beanFactory, ConfigurableEnvironment environment,
			BeanDefinitionRegistry registry) {
		// Not those of ancestors: a child finds the beans of its parent.
		for (String name : beanFactory.getBeanNamesForType(ConfigStoreRuntime.class, true, false)) {
			ConfigStoreRuntime runtime = beanFactory.getBean(name, ConfigStoreRuntime.class);
			if (!runtime.isEmpty()) {
				register(runtime, runtime.winner(environment), name, registry);
			}
		}
	}

	private static void register(ConfigStoreRuntime runtime, int winner, String runtimeName,
			BeanDefinitionRegistry registry) {
		List<ConfigStore> stores = runtime.configStores();
		List<String> names = names(stores, winner);
		for (int i = 0; i < stores.size(); i++) {
			ConfigStore store = stores.get(i);
			RootBeanDefinition bean = new RootBeanDefinition(ConfigStore.class, () -> store);
			bean.setDependsOn(runtimeName);
			// The runtime closes what there is to close.
			bean.setDestroyMethodName("");
			bean.setPrimary(i == winner);
			bean.setAttribute(ATTRIBUTE, true);
			if (names.get(i).equals(name(store.store()))) {
				bean.addQualifier(new AutowireCandidateQualifier(Qualifier.class, store.store()));
			}
			registry.registerBeanDefinition(names.get(i), bean);
		}
	}

	private static List<String> names(List<ConfigStore> stores, int winner) {
		Set<String> taken = new HashSet<>(Set.of(name(stores.get(winner).store())));
		List<String> names = new ArrayList<>();
		for (int i = 0; i < stores.size(); i++) {
			ConfigStore store = stores.get(i);
			String name = name(store.store());
			if (i != winner && !taken.add(name)) {
				name = name(store.table() + "." + store.store());
				// One more in a table of the same name, in another region.
				name = taken.add(name) ? name : name + "." + i;
			}
			names.add(name);
		}
		return names;
	}

	private static String name(String store) {
		return "configStore." + store;
	}

	/**
	 * Keeps the stores of the build out of what is generated.
	 */
	static final class Excluded implements BeanRegistrationExcludeFilter {

		@Override
		public boolean isExcludedFromAotProcessing(RegisteredBean bean) {
			return bean.getMergedBeanDefinition().hasAttribute(ATTRIBUTE);
		}

	}

	/**
	 * Registers the stores of the run, in an application that was processed ahead of
	 * time.
	 */
	static final class AtRunTime implements BeanDefinitionRegistryPostProcessor, EnvironmentAware {

		private @Nullable ConfigurableEnvironment environment;

		@Override
		public void setEnvironment(Environment environment) {
			this.environment = (ConfigurableEnvironment) environment;
		}

		@Override
		public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
			if (this.environment != null && AotDetector.useGeneratedArtifacts()) {
				register((ListableBeanFactory) registry, this.environment, registry);
			}
		}

	}

}
