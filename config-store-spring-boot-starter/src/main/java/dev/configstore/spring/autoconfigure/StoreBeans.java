package dev.configstore.spring.autoconfigure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.configstore.ConfigStore;
import dev.configstore.spring.env.ConfigStoreRuntime;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.Assert;

/**
 * Makes each store a bean, {@code configStore.prod} for instance, qualified by the
 * store's name. The one that wins is primary. Of two that have one name, in different
 * tables, the one that wins has the qualifier, and the other one its table in its bean's
 * name.
 */
final class StoreBeans implements ImportBeanDefinitionRegistrar, BeanFactoryAware {

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
		// Not those of ancestors: a child finds the beans of its parent.
		for (String name : this.beanFactory.getBeanNamesForType(ConfigStoreRuntime.class, true, false)) {
			ConfigStoreRuntime runtime = this.beanFactory.getBean(name, ConfigStoreRuntime.class);
			if (!runtime.isEmpty()) {
				register(runtime.configStores(), runtime.winner(this.environment), name, registry);
			}
		}
	}

	private static void register(List<ConfigStore> stores, int winner, String runtime,
			BeanDefinitionRegistry registry) {
		List<String> names = names(stores, winner);
		for (int i = 0; i < stores.size(); i++) {
			RootBeanDefinition bean = new RootBeanDefinition(StoreBeans.class);
			bean.setFactoryMethodName("store");
			bean.getConstructorArgumentValues().addIndexedArgumentValue(0, new RuntimeBeanReference(runtime));
			bean.getConstructorArgumentValues().addIndexedArgumentValue(1, i);
			// The runtime closes what there is to close.
			bean.setDestroyMethodName("");
			bean.setPrimary(i == winner);
			String store = stores.get(i).store();
			if (names.get(i).equals(name(store))) {
				bean.addQualifier(new AutowireCandidateQualifier(Qualifier.class, store));
			}
			registry.registerBeanDefinition(names.get(i), bean);
		}
	}

	static ConfigStore store(ConfigStoreRuntime runtime, int index) {
		return runtime.configStores().get(index);
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

}
