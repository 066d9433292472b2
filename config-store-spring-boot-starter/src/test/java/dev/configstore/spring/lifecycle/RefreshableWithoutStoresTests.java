package dev.configstore.spring.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.configstore.spring.Refreshable;
import dev.configstore.spring.autoconfigure.ConfigStoreRefreshableAutoConfiguration;
import dev.configstore.spring.refresh.ReloadLifecycle;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bean that wants a {@link Refreshable} gets one, whether stores were loaded or not, in
 * slices of an application too: bound to what the environment has.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class RefreshableWithoutStoresTests {

	private EmbeddedTable table;

	@BeforeEach
	void fill(EmbeddedTable table) {
		this.table = table;
		table.clear();
		table.put("prod", "db", Map.of("host", "stored", "port", 1));
	}

	private static ConfigurableApplicationContext run(Class<?> source, String... arguments) {
		return new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run(arguments);
	}

	private String[] stores(String... more) {
		List<String> arguments = new ArrayList<>(List.of("--config-store.store=prod"));
		this.table.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
		arguments.addAll(List.of(more));
		return arguments.toArray(String[]::new);
	}

	private static Settings settings(ConfigurableApplicationContext context) {
		return context.getBean(Client.class).settings().get();
	}

	@ParameterizedTest
	@ValueSource(classes = { Slice.class, Whole.class, Excluding.class })
	void isBoundToTheEnvironmentWithoutAnImport(Class<?> application) {
		try (ConfigurableApplicationContext context = run(application, "--db.host=local", "--db.port=7")) {
			assertThat(settings(context)).isEqualTo(new Settings("local", 7));
			assertThat(context.getBeanNamesForType(ReloadLifecycle.class)).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { Slice.class, Whole.class, Excluding.class })
	void isBoundToTheEnvironmentWhenDisabled(Class<?> application) {
		for (String door : List.of("--spring.config.import=config-store:", "--spring.cloud.bootstrap.enabled=true")) {
			try (ConfigurableApplicationContext context = run(application,
					stores(door, "--config-store.enabled=false", "--db.host=local"))) {
				assertThat(settings(context)).isEqualTo(new Settings("local", 0));
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "--spring.config.import=config-store:, local", "--spring.cloud.bootstrap.enabled=true, stored" })
	void isBoundToTheStoresInASlice(String door, String host) {
		try (ConfigurableApplicationContext context = run(Slice.class, stores(door, "--db.host=local"))) {
			assertThat(settings(context)).as("whatever wins").isEqualTo(new Settings(host, 1));
			assertThat(context.getBeanNamesForType(ReloadLifecycle.class)).isEmpty();
		}
	}

	@Test
	void isBoundInAContextWithoutAnApplication() {
		ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Slice.class)
			.withConfiguration(AutoConfigurations.of(ConfigStoreRefreshableAutoConfiguration.class))
			.withPropertyValues("db.host=local");
		runner.run((context) -> assertThat(context.getBean(Client.class).settings().get())
			.isEqualTo(new Settings("local", 0)));
		String[] stores = List.of(stores("--spring.config.import=config-store:"))
			.stream()
			.map((argument) -> argument.substring(2))
			.toArray(String[]::new);
		runner.withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues(stores)
			.run((context) -> assertThat(context.getBean(Client.class).settings().get())
				.isEqualTo(new Settings("local", 1)));
	}

	@Test
	void isTheParentsWhenAChildHasNoStores() {
		ConfigurableApplicationContext parent = StoreApplication.run(this.table, Whole.class);
		ConfigurableApplicationContext child = new SpringApplicationBuilder(Slice.class).parent(parent)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run();
		try (parent; child) {
			this.table.putKey("prod", "db", "host", "changed");
			StoreApplication.reload(parent);
			assertThat(child.getBean(Client.class)).isNotSameAs(parent.getBean(Client.class));
			assertThat(settings(child)).isEqualTo(new Settings("changed", 1));
		}
	}

	@Test
	void isTheChildsWhenTheParentHasNone() {
		AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext();
		parent.refresh();
		ConfigurableApplicationContext child = new SpringApplicationBuilder(Whole.class).parent(parent)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run(StoreApplication.arguments(this.table));
		try (parent; child) {
			this.table.putKey("prod", "db", "host", "changed");
			StoreApplication.reload(child);
			assertThat(settings(child)).isEqualTo(new Settings("changed", 1));
		}
	}

	/** The parent is a slice: its sources reach the child, whose stores are none. */
	@Test
	void isTheParentsWhenThatIsASlice() {
		ConfigurableApplicationContext parent = run(Slice.class, stores("--spring.config.import=config-store:"));
		ConfigurableApplicationContext child = new SpringApplicationBuilder(Whole.class).parent(parent)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run();
		try (parent; child) {
			assertThat(settings(child)).isEqualTo(new Settings("stored", 1));
		}
	}

	@ConfigurationProperties("db")
	record Settings(String host, int port) {

	}

	record Client(Refreshable<Settings> settings) {

	}

	/** As in a test's slice: none of our auto-configurations. */
	@Configuration(proxyBeanMethods = false)
	static class Slice {

		@Bean
		Client client(Refreshable<Settings> settings) {
			return new Client(settings);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Whole extends Slice {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = ConfigStoreRefreshableAutoConfiguration.class)
	static class Excluding extends Slice {

	}

}
