package dev.configstore.test;

import java.util.Map;

import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Ties a table to the context it was made for, as a bean that is destroyed after all
 * others. As one of the initializers of the {@code SpringApplication} it is also how a
 * refresh finds the table of the very context it refreshes, in whatever thread.
 */
record EmbeddedTableInitializer(EmbeddedTable table, Map<String, Object> properties,
		Runnable close) implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

	static final String BEAN_NAME = "embeddedTable";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		context.getBeanFactory().registerSingleton(BEAN_NAME, this.table);
		((DefaultSingletonBeanRegistry) context.getBeanFactory()).registerDisposableBean(BEAN_NAME, this.close::run);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
