package dev.configstore.test;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Test classes as users write them, and what Spring makes of them.
 */
final class EmbeddedConfigStoreCases {

	private EmbeddedConfigStoreCases() {
	}

	static ConfigurableApplicationContext context(Class<?> testClass) {
		return (ConfigurableApplicationContext) new TestContextManager(testClass).getTestContext()
			.getApplicationContext();
	}

	/** What the last import saw is a property of the context. */
	static void assertImported(ConfigurableApplicationContext context, String store) {
		EmbeddedTable table = context.getBean(EmbeddedTable.class);
		assertThat(context.getEnvironment().getProperty("recorded.table")).isEqualTo(table.name());
		assertThat(RecordingConfigData.SEEN)
			.contains(new RecordingConfigData.Seen(table.endpoint().toString(), table.region(), table.name(), store));
	}

	static Set<String> tables() {
		return new LinkedHashSet<>(EmbeddedDynamoDb.shared().client().listTables().tableNames());
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		static void main(String[] args) {
			SpringApplication.run(Application.class, args);
		}

	}

	@SpringBootTest(classes = Application.class)
	@EmbeddedConfigStore(store = { "prod", "extra" }, data = "classpath:stores.yml")
	static class FilledCase {

		class Inner {

		}

	}

	@SpringBootTest(classes = Application.class)
	@EmbeddedConfigStore(store = { "prod", "extra" }, data = "classpath:stores.yml")
	static class SameCase {

	}

	static class InheritingCase extends FilledCase {

	}

	@SpringBootTest(classes = Application.class)
	@EmbeddedConfigStore
	static class PlainCase {

	}

	@SpringBootTest(classes = Application.class)
	static class UnrelatedCase {

	}

	@SpringBootTest(classes = Application.class,
			properties = "spring.cloud.refresh.additional-property-sources-to-retain=other")
	@EmbeddedConfigStore
	static class RetainingCase {

	}

	@SpringBootTest(classes = Application.class, properties = "spring.cloud.bootstrap.enabled=true")
	@EmbeddedConfigStore
	static class BootstrapCase {

	}

	@SpringBootTest(classes = Application.class, useMainMethod = SpringBootTest.UseMainMethod.ALWAYS)
	@EmbeddedConfigStore
	static class MainMethodCase {

	}

	@SpringBootTest(classes = Application.class)
	@EmbeddedConfigStore(table = "config")
	static class NamedCase {

	}

	@SpringBootTest(classes = Application.class)
	@EmbeddedConfigStore(table = "config", data = "classpath:stores.yml")
	static class NamedAndFilledCase {

	}

	@ContextConfiguration(classes = Application.class)
	@EmbeddedConfigStore
	static class WithoutBootCase {

	}

}
