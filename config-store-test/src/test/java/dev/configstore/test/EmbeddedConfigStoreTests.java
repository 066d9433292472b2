package dev.configstore.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import static dev.configstore.test.EmbeddedConfigStoreCases.assertImported;
import static dev.configstore.test.EmbeddedConfigStoreCases.context;
import static dev.configstore.test.EmbeddedConfigStoreCases.tables;
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
		ConfigurableApplicationContext context = context(EmbeddedConfigStoreCases.FilledCase.class);
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
		ConfigurableApplicationContext context = context(EmbeddedConfigStoreCases.PlainCase.class);
		EmbeddedTable table = context.getBean(EmbeddedTable.class);
		assertImported(context, "none");
		assertThat(table.items("prod")).isEmpty();
	}

	@Test
	void doesNothingToATestWithoutIt() throws Exception {
		ConfigurableApplicationContext context = context(EmbeddedConfigStoreCases.UnrelatedCase.class);
		assertThat(context.getBeanNamesForType(EmbeddedTable.class)).isEmpty();
		assertThat(context.getEnvironment().getProperty("config-store.table")).isEqualTo("not-this");
	}

	@Test
	void sharesContextAndTableOnlyBetweenEqualAnnotations() throws Exception {
		ConfigurableApplicationContext filled = context(EmbeddedConfigStoreCases.FilledCase.class);
		assertThat(context(EmbeddedConfigStoreCases.SameCase.class)).isSameAs(filled);
		assertThat(context(EmbeddedConfigStoreCases.InheritingCase.class)).isSameAs(filled);
		assertThat(context(EmbeddedConfigStoreCases.FilledCase.Inner.class)).isSameAs(filled);
		ConfigurableApplicationContext plain = context(EmbeddedConfigStoreCases.PlainCase.class);
		assertThat(plain).isNotSameAs(filled);
		assertThat(plain.getBean(EmbeddedTable.class).name()).isNotEqualTo(filled.getBean(EmbeddedTable.class).name());
	}

	@Test
	void worksBehindAMainMethodToo() throws Exception {
		ConfigurableApplicationContext context = context(EmbeddedConfigStoreCases.MainMethodCase.class);
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
		ConfigurableApplicationContext one = context(EmbeddedConfigStoreCases.NamedCase.class);
		ConfigurableApplicationContext other = context(EmbeddedConfigStoreCases.NamedAndFilledCase.class);
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
		assertThatIllegalStateException().isThrownBy(() -> context(EmbeddedConfigStoreCases.WithoutBootCase.class))
			.havingRootCause()
			.withMessageContaining("WithoutBootCase")
			.withMessageContaining("@SpringBootTest");
	}

	private static Environment environment(String... args) {
		SpringApplication application = new SpringApplication(EmbeddedConfigStoreCases.Application.class);
		application.setDefaultProperties(EmbeddedDynamoDb.shared().table("config").properties());
		try (ConfigurableApplicationContext context = application.run(args)) {
			return context.getEnvironment();
		}
	}

	@SpringBootTest(classes = { EmbeddedConfigStoreCases.Application.class, ClosingCase.Configuration.class })
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

}
