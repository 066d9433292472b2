package dev.configstore.spring.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.configstore.ConfigStore;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.Refreshable;
import dev.configstore.spring.support.RecordedEvents;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.spring.support.Wrapping;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.provider.Arguments;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static dev.configstore.spring.support.Wrapping.encrypted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What another library makes of the values in a property source that it has wrapped
 * reaches whatever reads properties, at the start and after a change, and the dry run.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class WrappedSourcesTests {

	private EmbeddedTable table;

	@BeforeEach
	void fill(EmbeddedTable table) {
		this.table = table;
		table.clear();
		table.put("prod", "db", Map.of("host", encrypted("one"), "port", encrypted(1), "plain", "p"));
	}

	static List<Arguments> wrappers() {
		List<Arguments> all = new ArrayList<>();
		for (String door : List.of("import", "bootstrap")) {
			List.of(Plainly.class, Refreshing.class, Listening.class)
				.forEach((wrapper) -> all.add(Arguments.of(wrapper, door)));
		}
		return all;
	}

	private ConfigurableApplicationContext run(Class<?> application, String door, String... more) {
		List<String> arguments = new ArrayList<>(List.of(more));
		if (door.equals("bootstrap")) {
			arguments.add("--spring.config.import=");
			arguments.add("--spring.cloud.bootstrap.enabled=true");
		}
		return StoreApplication.run(this.table, application, arguments.toArray(String[]::new));
	}

	private static void assertSees(ConfigurableApplicationContext context, String host, int port) {
		assertThat(context.getEnvironment().getProperty("db.host")).as("environment").isEqualTo(host);
		assertThat(context.getEnvironment().getProperty("db.plain")).isEqualTo("p");
		assertThat(Binder.get(context.getEnvironment()).bind("db", Bindable.mapOf(String.class, String.class)).get())
			.as("binder")
			.containsEntry("host", host)
			.containsEntry("port", String.valueOf(port));
		Db bean = context.getBean(Db.class);
		assertThat(bean.getHost() + ":" + bean.getPort()).as("bean").isEqualTo(host + ":" + port);
		Db view = context.getBean(View.class).db().get();
		assertThat(view.getHost() + ":" + view.getPort()).as("view").isEqualTo(host + ":" + port);
		assertThat(context.getBean(Scoped.class).text()).as("refresh scope").isEqualTo(host + ":" + port);
	}

	@ParameterizedTest
	@MethodSource("wrappers")
	void reachEverythingAtStartAndAfterChanges(Class<?> application, String door) {
		try (ConfigurableApplicationContext context = run(application, door)) {
			assertSees(context, "one", 1);
			assertThat(context.getBean(Text.class).host()).isEqualTo("one");
			assertThat(context.getBean(ConfigStore.class).get("db").get("host")).as("as it is stored")
				.isEqualTo(encrypted("one"));
			this.table.putKey("prod", "db", "host", encrypted("two"));
			StoreApplication.reload(context);
			assertSees(context, "two", 1);
			assertThat(context.getBean(RecordedEvents.class).changes).containsExactly(Set.of("db.host"));
			this.table.putKey("prod", "db", "port", encrypted(3));
			Set<String> keys = context.getBean(ContextRefresher.class).refresh();
			if (application != Listening.class) {
				assertThat(keys).containsExactly("db.port");
			}
			assertSees(context, "two", 3);
			this.table.putKey("prod", "db", "host", encrypted("four"));
			StoreApplication.reload(context);
			assertSees(context, "four", 3);
			this.table.removeKey("prod", "db", "host");
			this.table.putKey("prod", "db", "other", encrypted("new"));
			StoreApplication.reload(context);
			assertThat(context.getBean(Db.class).getHost()).isEqualTo("none");
			assertThat(context.getEnvironment().getProperty("db.other")).isEqualTo("new");
			assertThat(context.getBean(View.class).db().get().getHost()).isEqualTo("none");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "import", "bootstrap" })
	void areJudgedByWhatTheWrapperMakesOfThem(String door) {
		try (ConfigurableApplicationContext context = run(Plainly.class, door)) {
			this.table.putKey("prod", "db", "port", encrypted("many"));
			assertThatExceptionOfType(CandidateRejectedException.class)
				.isThrownBy(() -> StoreApplication.reload(context))
				.withMessageContaining("Values cannot be used")
				.withMessageContaining("db.port")
				.withMessageNotContaining("many")
				.withMessageContaining("key 'port'");
			assertSees(context, "one", 1);
			this.table.putKey("prod", "db", "port", encrypted(2));
			StoreApplication.reload(context);
			assertSees(context, "one", 2);
		}
	}

	/** Nothing of a candidate gets into the cache, which all threads read. */
	@ParameterizedTest
	@ValueSource(strings = { "import", "bootstrap" })
	void areNotCheckedWhereTheyAreKept(String door, CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(Refreshing.class, door)) {
			assertSees(context, "one", 1);
			this.table.putKey("prod", "db", "port", encrypted("many"));
			assertThatExceptionOfType(CandidateRejectedException.class)
				.isThrownBy(() -> StoreApplication.reload(context))
				.withMessageContaining("A bean cannot take its new values");
			assertSees(context, "one", 1);
			assertThat(output).containsOnlyOnce("Values of the stores are not checked before they are in use: "
					+ Wrapping.Emptied.class.getName() + " is wrapped around");
			this.table.putKey("prod", "db", "port", encrypted(2));
			StoreApplication.reload(context);
			assertSees(context, "one", 2);
		}
	}

	@Test
	void staysBeforeWhereTheCacheIsEmptiedTooLateAndABeanCannotTakeTheValue(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(Listening.class, "import")) {
			this.table.putKey("prod", "db", "port", encrypted("many"));
			StoreApplication.reload(context);
			assertThat(context.getBean(Db.class).getPort()).isEqualTo(1);
			assertThat(output).contains("Beans cannot take values that could not be checked").doesNotContain("'many'");
			this.table.putKey("prod", "db", "port", encrypted(2));
			StoreApplication.reload(context);
			assertSees(context, "one", 2);
		}
	}

	@Test
	void isFoundWhenTheyAreWrappedLater() {
		this.table.putKey("prod", "db", "port", 1);
		try (ConfigurableApplicationContext context = run(Unwrapped.class, "import")) {
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo(encrypted("one"));
			Wrapping.wrapNow(context.getEnvironment());
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("one");
			this.table.putKey("prod", "db", "host", encrypted("two"));
			StoreApplication.reload(context);
			assertThat(context.getBean(Db.class).getHost()).isEqualTo("two");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "import", "bootstrap" })
	void areLookedUpThroughTheWrapperInSimpleMode(String door) {
		try (ConfigurableApplicationContext context = run(Plainly.class, door, "--config-store.mode=simple")) {
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("one");
			this.table.putKey("prod", "db", "host", encrypted("two"));
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("two");
			assertThat(context.getEnvironment().getProperty("db.port")).isEqualTo("1");
		}
	}

	record View(Refreshable<Db> db) {

	}

	record Text(String host) {

	}

	static class Scoped {

		@Value("${db.host:none}:${db.port:0}")
		private String text;

		String text() {
			return this.text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Db.class)
	static class Application {

		@Bean
		View view(Refreshable<Db> db) {
			return new View(db);
		}

		@Bean
		Text text(@Value("${db.host:none}") String host) {
			return new Text(host);
		}

		@Bean
		@RefreshScope
		Scoped scoped() {
			return new Scoped();
		}

		@Bean
		RecordedEvents events() {
			return new RecordedEvents();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Wrapping.Plain.class)
	static class Plainly extends Application {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Wrapping.WithRefresh.class)
	static class Refreshing extends Application {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Wrapping.WithListener.class)
	static class Listening extends Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Db.class)
	static class Unwrapped {

	}

}
