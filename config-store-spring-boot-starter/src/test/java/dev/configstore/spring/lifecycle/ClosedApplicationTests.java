package dev.configstore.spring.lifecycle;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.configstore.model.StoreSnapshot;
import dev.configstore.spring.autoconfigure.ConfigStoreAutoConfiguration;
import dev.configstore.spring.autoconfigure.ConfigStoreContextRefresherAutoConfiguration;
import dev.configstore.spring.autoconfigure.ConfigStoreRefreshAutoConfiguration;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
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

	private List<WeakReference<?>> runAndClose(String[] more, List<Object> kept) {
		ConfigurableApplicationContext context = run(more);
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

	/** Without meters: Micrometer's registries outlive an application, too. */
	private ConfigurableApplicationContext run(String... more) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run(StoreApplication.arguments(this.table, more));
	}

	/** It keeps each context of the JVM, to close it before a restart. */
	private static void forgetInDevtools() {
		if (ReflectionTestUtils.getField(Restarter.class, "instance") instanceof Restarter restarter
				&& ReflectionTestUtils.getField(restarter, "rootContexts") instanceof List<?> contexts) {
			contexts.clear();
		}
	}

	@ParameterizedTest
	@CsvSource({ "import, time-based", "import, simple", "bootstrap, time-based", "bootstrap, simple" })
	void isLetGoWhileTheEnvironmentIsHeld(String door, String mode) {
		List<Object> kept = new ArrayList<>();
		String[] more = door.equals("bootstrap") ? new String[] { "--spring.config.import=",
				"--spring.cloud.bootstrap.enabled=true", "--config-store.mode=" + mode }
				: new String[] { "--config-store.mode=" + mode };
		List<WeakReference<?>> references = runAndClose(more, kept);
		assertCollected(references);
		assertThat(((ConfigurableEnvironment) kept.get(0)).getProperty("db.host")).isNull();
	}

	/** As before: a bean that is destroyed last, or a test, may read. */
	@Test
	void staysReadableWhileTheContextIsHeld() {
		ConfigurableApplicationContext context = run();
		context.close();
		System.gc();
		assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("one");
		assertThat(context.getEnvironment().getProperty("many.k1")).isEqualTo("value 1");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Db.class)
	@ImportAutoConfiguration({ ConfigStoreAutoConfiguration.class, ConfigStoreRefreshAutoConfiguration.class,
			ConfigStoreContextRefresherAutoConfiguration.class, ConfigurationPropertiesAutoConfiguration.class,
			ConfigurationPropertiesRebinderAutoConfiguration.class, RefreshAutoConfiguration.class })
	static class Application {

	}

}
