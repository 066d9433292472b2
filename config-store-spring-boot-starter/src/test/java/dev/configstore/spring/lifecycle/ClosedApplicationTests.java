package dev.configstore.spring.lifecycle;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import dev.configstore.model.StoreSnapshot;
import dev.configstore.spring.Refreshable;
import dev.configstore.spring.autoconfigure.ConfigStoreAutoConfiguration;
import dev.configstore.spring.autoconfigure.ConfigStoreContextRefresherAutoConfiguration;
import dev.configstore.spring.autoconfigure.ConfigStoreRefreshAutoConfiguration;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left in memory of an application that was closed. Boot's caches of the
 * Environment hold it softly, which the virtual machine clears when memory is short, and
 * not before.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ClosedApplicationTests {

	private EmbeddedTable table;

	@BeforeEach
	void fill(EmbeddedTable table) {
		this.table = table;
		table.clear();
		Map<String, Object> values = new HashMap<>();
		IntStream.range(0, 200).forEach((i) -> values.put("k" + i, "value " + i));
		table.put("prod", "db", Map.of("host", "one"));
		table.put("prod", "many", values);
	}

	private static void assertCollected(List<WeakReference<?>> references) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			System.gc();
			assertThat(references).allSatisfy((reference) -> assertThat(reference.get()).isNull());
		});
	}

	private List<WeakReference<?>> runAndClose(Class<?> application, String[] more, List<Object> kept) {
		ConfigurableApplicationContext context = run(application, more);
		this.table.putKey("prod", "db", "host", "two");
		StoreApplication.reload(context);
		ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
		PropertyGeneration current = runtime.stores().current();
		List<WeakReference<?>> references = List.of(new WeakReference<>(runtime), new WeakReference<>(current),
				new WeakReference<StoreSnapshot>(current.snapshots().get(0)));
		kept.add(context.getEnvironment());
		context.close();
		forgetInDevtools();
		return references;
	}

	private ConfigurableApplicationContext run(Class<?> application, String... more) {
		return builder(application).run(StoreApplication.arguments(this.table, more));
	}

	private static SpringApplicationBuilder builder(Class<?> application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF);
	}

	/** It keeps each context of the JVM, to close it before a restart. */
	private static void forgetInDevtools() {
		if (ReflectionTestUtils.getField(Restarter.class, "instance") instanceof Restarter restarter
				&& ReflectionTestUtils.getField(restarter, "rootContexts") instanceof List<?> contexts) {
			contexts.clear();
		}
	}

	/**
	 * With meters, too: Micrometer's binder for Logback leaves a listener with Logback
	 * when it is closed, and with it the registry and all functions of its gauges.
	 */
	@ParameterizedTest
	@CsvSource({ "import, time-based, ", "import, simple, ", "bootstrap, time-based, ", "bootstrap, simple, ",
			"import, time-based, meters", "bootstrap, simple, meters" })
	void isLetGoWhileTheEnvironmentIsHeld(String door, String mode, @Nullable String meters) {
		List<Object> kept = new ArrayList<>();
		String[] more = door.equals("bootstrap") ? new String[] { "--spring.config.import=",
				"--spring.cloud.bootstrap.enabled=true", "--config-store.mode=" + mode }
				: new String[] { "--config-store.mode=" + mode };
		List<WeakReference<?>> references = runAndClose((meters != null) ? Metered.class : Application.class, more,
				kept);
		assertCollected(references);
		assertThat(((ConfigurableEnvironment) kept.get(0)).getProperty("db.host")).isNull();
	}

	/** As before: a bean that is destroyed last, or a test, may read. */
	@Test
	void staysReadableWhileTheContextIsHeld() {
		ConfigurableApplicationContext context = run(Application.class);
		context.close();
		System.gc();
		assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("one");
		assertThat(context.getEnvironment().getProperty("many.k1")).isEqualTo("value 1");
	}

	/**
	 * No listener, view or note of it stays with what goes on. (Boot's own bean for
	 * availability, which this parent has not, keeps the last event that it heard, a
	 * child's too.)
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aChildIsLetGoWhileItsParentGoesOn(boolean ownImport) {
		try (ConfigurableApplicationContext parent = run(Application.class)) {
			List<WeakReference<?>> references = runAndCloseChild(parent, ownImport);
			assertCollected(references);
			this.table.putKey("prod", "db", "host", "after");
			assertThat(StoreApplication.reload(parent)).isTrue();
			assertThat(parent.getBean(Db.class).getHost()).isEqualTo("after");
		}
	}

	private List<WeakReference<?>> runAndCloseChild(ConfigurableApplicationContext parent, boolean ownImport) {
		String[] arguments = ownImport ? StoreApplication.arguments(this.table) : new String[0];
		ConfigurableApplicationContext child = builder(Child.class).parent(parent).run(arguments);
		View view = child.getBean(View.class);
		view.db().addListener((before, after) -> view.heard().add(after.getHost()));
		this.table.putKey("prod", "db", "host", "two");
		StoreApplication.reload(parent);
		StoreApplication.reload(child);
		assertThat(child.getBeanFactory().getBean("child", Db.class).getHost()).isEqualTo("two");
		assertThat(view.heard()).containsExactly("two");
		List<WeakReference<?>> references = List.of(new WeakReference<>(child), new WeakReference<>(view),
				new WeakReference<>(child.getBeanFactory().getBean("child")));
		child.close();
		forgetInDevtools();
		return references;
	}

	record View(Refreshable<Db> db, List<String> heard) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Child {

		@Bean("child")
		@ConfigurationProperties("db")
		Db db() {
			return new Db();
		}

		@Bean
		View view(Refreshable<Db> db) {
			return new View(db, new CopyOnWriteArrayList<>());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableConfigurationProperties(Db.class)
	static class Metered {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Db.class)
	@ImportAutoConfiguration({ ConfigStoreAutoConfiguration.class, ConfigStoreRefreshAutoConfiguration.class,
			ConfigStoreContextRefresherAutoConfiguration.class, ConfigurationPropertiesAutoConfiguration.class,
			ConfigurationPropertiesRebinderAutoConfiguration.class, RefreshAutoConfiguration.class })
	static class Application {

	}

}
