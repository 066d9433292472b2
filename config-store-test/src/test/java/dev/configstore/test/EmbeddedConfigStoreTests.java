package dev.configstore.test;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EmbeddedConfigStoreTests {

	private static final List<Integer> ITEMS_AT_DESTRUCTION = new ArrayList<>();

	@BeforeEach
	void forget() {
		ITEMS_AT_DESTRUCTION.clear();
	}

	@Test
	void standsBeforeTheConfigurationFilesWhenTheyAreImported() throws Exception {
		ConfigurableApplicationContext context = context(FilledCase.class);
		EmbeddedTable table = context.getBean(EmbeddedTable.class);
		assertImported(context, "prod,extra");
		assertThat(context.getEnvironment().getProperty("config-store.table")).isEqualTo(table.name());
		assertThat(context.getEnvironment().getProperty("config-store.store", String[].class)).containsExactly("prod",
				"extra");
		assertThat(table.item("prod", "db")).containsKey("host");
		assertThat(EmbeddedDynamoDb.shared().endpoint()).isEqualTo(table.endpoint());
	}

	@Test
	void leavesTheStoreToTheApplicationWhenNoneIsNamed() throws Exception {
		ConfigurableApplicationContext context = context(PlainCase.class);
		EmbeddedTable table = context.getBean(EmbeddedTable.class);
		assertImported(context, "none");
		assertThat(table.items("prod")).isEmpty();
	}

	@Test
	void doesNothingToATestWithoutIt() throws Exception {
		ConfigurableApplicationContext context = context(UnrelatedCase.class);
		assertThat(context.getBeanNamesForType(EmbeddedTable.class)).isEmpty();
		assertThat(context.getEnvironment().getProperty("config-store.table")).isEqualTo("not-this");
	}

	@Test
	void sharesContextAndTableOnlyBetweenEqualAnnotations() throws Exception {
		ConfigurableApplicationContext filled = context(FilledCase.class);
		assertThat(context(SameCase.class)).isSameAs(filled);
		assertThat(context(InheritingCase.class)).isSameAs(filled);
		assertThat(context(FilledCase.Inner.class)).isSameAs(filled);
		ConfigurableApplicationContext plain = context(PlainCase.class);
		assertThat(plain).isNotSameAs(filled);
		assertThat(plain.getBean(EmbeddedTable.class).name()).isNotEqualTo(filled.getBean(EmbeddedTable.class).name());
	}

	@Test
	void staysInPlaceWhenCachedContextsAreRefreshedInAnyThread() throws Exception {
		ConfigurableApplicationContext filled = context(FilledCase.class);
		ConfigurableApplicationContext plain = context(PlainCase.class);
		for (ConfigurableApplicationContext context : List.of(filled, plain, filled)) {
			EmbeddedTable table = context.getBean(EmbeddedTable.class);
			int before = RecordingConfigData.SEEN.size();
			Set<String> changed = CompletableFuture.supplyAsync(() -> context.getBean(ContextRefresher.class).refresh())
				.get();
			assertThat(changed).isEmpty();
			assertThat(RecordingConfigData.SEEN.subList(before, RecordingConfigData.SEEN.size())).isNotEmpty()
				.allSatisfy((seen) -> {
					assertThat(seen.table()).isEqualTo(table.name());
					assertThat(seen.endpoint()).isEqualTo(table.endpoint().toString());
				});
			assertThat(context.getEnvironment().getProperty("recorded.table")).isEqualTo(table.name());
			assertThat(context.getEnvironment().getProperty("config-store.table")).isEqualTo(table.name());
		}
	}

	@Test
	void staysInPlaceWhenTheApplicationSaysItselfWhatARefreshRetains() throws Exception {
		ConfigurableApplicationContext context = context(RetainingCase.class);
		int before = RecordingConfigData.SEEN.size();
		assertThat(context.getBean(ContextRefresher.class).refresh()).isEmpty();
		assertThat(RecordingConfigData.SEEN).hasSizeGreaterThan(before);
		assertImported(context, "none");
	}

	@Test
	void standsInTheEnvironmentWhenTheBootstrapContextIsUsed() throws Exception {
		int tables = tables().size();
		ConfigurableApplicationContext context = context(BootstrapCase.class);
		assertThat(context.getParent()).isNotNull();
		EmbeddedTable table = context.getBean(EmbeddedTable.class);
		assertThat(tables()).hasSize(tables + 1).contains(table.name());
		assertThat(RecordingLocator.SEEN).containsExactly(table.name());
		assertThat(context.getEnvironment().getProperty("config-store.table")).isEqualTo(table.name());
		context.getBean(ContextRefresher.class).refresh();
		assertThat(tables()).hasSize(tables + 1);
		assertThat(RecordingLocator.SEEN).hasSizeGreaterThan(1).containsOnly(table.name());
		assertThat(context.getEnvironment().getProperty("config-store.table")).isEqualTo(table.name());
	}

	@Test
	void worksBehindAMainMethodToo() throws Exception {
		ConfigurableApplicationContext context = context(MainMethodCase.class);
		assertImported(context, "none");
	}

	@Test
	void deletesTheTableAfterTheOtherBeansAreDestroyed() throws Exception {
		ConfigurableApplicationContext context = context(ClosingCase.class);
		String name = context.getBean(EmbeddedTable.class).name();
		assertThat(tables()).contains(name);
		context.close();
		assertThat(ITEMS_AT_DESTRUCTION).containsExactly(1);
		assertThat(tables()).doesNotContain(name);
	}

	@Test
	void givesANamedTableADynamoDbOfItsOwn() throws Exception {
		ConfigurableApplicationContext one = context(NamedCase.class);
		ConfigurableApplicationContext other = context(NamedAndFilledCase.class);
		EmbeddedTable first = one.getBean(EmbeddedTable.class);
		EmbeddedTable second = other.getBean(EmbeddedTable.class);
		assertThat(first.name()).isEqualTo("config").isEqualTo(second.name());
		assertThat(first.items("prod")).isEmpty();
		assertThat(second.items("prod")).isNotEmpty();
	}

	@Test
	void quietensDynamoDbLocalUnlessTheApplicationSaysOtherwise() {
		String level = "logging.level.software.amazon.dynamodb.services.local";
		assertThat(environment().getProperty(level)).isEqualTo("warn");
		assertThat(environment("--" + level + "=info").getProperty(level)).isEqualTo("info");
	}

	@Test
	void leavesAnOrdinaryApplicationItsOwnProperties() {
		Environment environment = environment("--config-store.region=us-east-1");
		assertThat(environment.getProperty("config-store.table")).isEqualTo("not-this");
		assertThat(environment.getProperty("config-store.region")).isEqualTo("us-east-1");
	}

	@Test
	void saysWhatItNeedsWhenTheTestStartsNoApplication() {
		assertThatIllegalStateException().isThrownBy(() -> context(WithoutBootCase.class))
			.havingRootCause()
			.withMessageContaining("WithoutBootCase")
			.withMessageContaining("@SpringBootTest");
	}

	/** What the last import saw is a property of the context. */
	private static void assertImported(ConfigurableApplicationContext context, String store) {
		EmbeddedTable table = context.getBean(EmbeddedTable.class);
		assertThat(context.getEnvironment().getProperty("recorded.table")).isEqualTo(table.name());
		assertThat(RecordingConfigData.SEEN)
			.contains(new RecordingConfigData.Seen(table.endpoint().toString(), table.region(), table.name(), store));
	}

	private static Environment environment(String... args) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setDefaultProperties(EmbeddedDynamoDb.shared().table("config").properties());
		try (ConfigurableApplicationContext context = application.run(args)) {
			return context.getEnvironment();
		}
	}

	private static Set<String> tables() {
		return new LinkedHashSet<>(EmbeddedDynamoDb.shared().client().listTables().tableNames());
	}

	private static ConfigurableApplicationContext context(Class<?> testClass) {
		return (ConfigurableApplicationContext) new TestContextManager(testClass).getTestContext()
			.getApplicationContext();
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

	@SpringBootTest(classes = { Application.class, ClosingCase.Configuration.class })
	@EmbeddedConfigStore
	static class ClosingCase {

		static class Configuration {

			@Bean
			DisposableBean last(Environment environment) {
				String name = environment.getRequiredProperty("config-store.table");
				return () -> {
					EmbeddedTable table = EmbeddedDynamoDb.shared().table(name);
					table.put("prod", "db", Map.of());
					ITEMS_AT_DESTRUCTION.add(table.items("prod").size());
				};
			}

		}

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
