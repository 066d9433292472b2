package dev.configstore.test;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * The attributes of an {@link EmbeddedConfigStore}, as part of the key under which Spring
 * caches test contexts.
 */
record EmbeddedConfigStoreCustomizer(List<String> stores, List<String> data,
		String table) implements ContextCustomizer {

	static @Nullable EmbeddedConfigStoreCustomizer of(Class<?> testClass) {
		EmbeddedConfigStore annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				EmbeddedConfigStore.class);
		return (annotation == null) ? null : new EmbeddedConfigStoreCustomizer(List.of(annotation.store()),
				List.of(annotation.data()), annotation.table());
	}

	EmbeddedTableInitializer open() {
		boolean named = !this.table.isBlank();
		EmbeddedDynamoDb dynamoDb = named ? EmbeddedDynamoDb.start() : EmbeddedDynamoDb.shared();
		EmbeddedTable opened = named ? dynamoDb.createTable(this.table) : dynamoDb.createTable();
		Runnable close = named ? dynamoDb::close : opened::close;
		try {
			this.data.forEach(opened::fill);
		}
		catch (RuntimeException ex) {
			close.run();
			throw ex;
		}
		Map<String, Object> properties = opened.properties();
		if (!this.stores.isEmpty()) {
			properties.put("config-store.store", String.join(",", this.stores));
		}
		return new EmbeddedTableInitializer(opened, properties, close);
	}

	/** Too late to add the properties; only checks that they were added. */
	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		if (!context.getBeanFactory().containsSingleton(EmbeddedTableInitializer.BEAN_NAME)) {
			throw new IllegalStateException("@EmbeddedConfigStore on " + configuration.getTestClass().getName()
					+ " needs a test that starts a Spring Boot application: @SpringBootTest, or a slice such as @WebMvcTest");
		}
	}

}
