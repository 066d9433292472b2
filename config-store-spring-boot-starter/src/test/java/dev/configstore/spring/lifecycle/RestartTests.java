package dev.configstore.spring.lifecycle;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.configstore.ConfigStore;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.spring.support.TestApplication;
import dev.configstore.spring.support.TestApplication.Door;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.cloud.context.restart.RestartEndpoint;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Spring Cloud's restart endpoint starts an application again in the environment of its
 * last run, with everything of ours in it.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class RestartTests {

	private EmbeddedTable table;

	@TempDir
	private Path directory;

	@BeforeEach
	void fill(EmbeddedTable table) {
		this.table = table;
		table.clear();
		table.put("prod", "db", Map.of("host", "one"));
	}

	private TestApplication application(Door door) {
		return new TestApplication(this.directory, this.table).through(door)
			.argument("config-store.poll-interval", "1h")
			.argument("config-store.update-interval", "1h")
			.argument("management.endpoint.restart.access", "unrestricted")
			.argument("management.endpoints.web.exposure.include", "restart");
	}

	@ParameterizedTest
	@EnumSource
	void isAsANewStart(Door door, CapturedOutput output) {
		Footprint threads = new Footprint();
		TestApplication application = application(door);
		ConfigurableApplicationContext context = application.run(Application.class);
		try {
			List<String> sources = sources(context);
			RestartEndpoint endpoint = context.getBean(RestartEndpoint.class);
			ConfigStoreRuntime first = context.getBean(ConfigStoreRuntime.class);
			PropertySource<?> firstSource = ours(context);
			for (String host : List.of("two", "three", "four")) {
				this.table.putKey("prod", "db", "host", host);
				context = endpoint.doRestart();
				assertThat(context.getBean(ConfigStoreRuntime.class)).isNotSameAs(first);
				assertThat(ours(context)).isNotSameAs(firstSource);
				assertThat(sources(context)).isEqualTo(sources);
				assertThat(first.isClosed()).isTrue();
				assertHost(context, host);
				assertThat(application.clients().open()).isEqualTo(1);
				Awaitility.await().until(() -> threads.polling() == 1);
			}
			assertFollows(context);
			assertThat(output).doesNotContain("no store is read", "WARN");
		}
		finally {
			context.close();
		}
		assertThat(application.clients().open()).isZero();
		threads.assertNothingLeft();
	}

	/** A restart that fails is a start that fails. */
	@ParameterizedTest
	@EnumSource
	void leavesNothingWhenItFails(Door door) {
		Footprint threads = new Footprint();
		TestApplication application = application(door);
		ConfigurableApplicationContext context = application.run(Application.class);
		RestartEndpoint endpoint = context.getBean(RestartEndpoint.class);
		this.table.putKey("prod", "db", "port", "many");
		assertThat(catchThrowable(endpoint::doRestart)).isNotNull();
		assertThat(application.clients().open()).isZero();
		threads.assertNothingLeft();
	}

	private void assertFollows(ConfigurableApplicationContext context) {
		this.table.putKey("prod", "db", "host", "followed");
		assertThat(StoreApplication.reload(context)).isTrue();
		assertHost(context, "followed");
		this.table.putKey("prod", "db", "host", "refreshed");
		assertThat(context.getBean(ContextRefresher.class).refresh()).contains("db.host");
		assertHost(context, "refreshed");
	}

	private static void assertHost(ConfigurableApplicationContext context, String host) {
		assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo(host);
		assertThat(context.getBean(Db.class).getHost()).isEqualTo(host);
		assertThat(context.getBean(ConfigStore.class).get("db").get("host")).isEqualTo(host);
	}

	/** Those that win or lose against ours; Spring adds others at the end. */
	private static List<String> sources(ConfigurableApplicationContext context) {
		return context.getEnvironment()
			.getPropertySources()
			.stream()
			.map(PropertySource::getName)
			.filter((name) -> name.contains("config-store:") || name.startsWith("Config resource")
					|| name.startsWith("system") || name.startsWith("command"))
			.toList();
	}

	private static PropertySource<?> ours(ConfigurableApplicationContext context) {
		return context.getEnvironment()
			.getPropertySources()
			.stream()
			.filter((source) -> source.getName().contains("config-store:"))
			.findFirst()
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableConfigurationProperties(Db.class)
	static class Application {

	}

}
