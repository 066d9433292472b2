package dev.configstore.spring.refresh;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.RecordedEvents;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code /actuator/refresh} over HTTP, through both doors.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ActuatorRefreshTests {

	private static final String IMPORT = "import";

	private static final String BOOTSTRAP = "bootstrap";

	private static ConfigurableApplicationContext run(EmbeddedTable table, String door) {
		table.clear();
		table.put("prod", "db", Map.of("host", "one", "port", 1));
		table.put("prod", "mail", Map.of("from", "me"));
		String[] arguments = StoreApplication.arguments(table, "--server.port=0",
				"--management.endpoints.web.exposure.include=refresh",
				"--spring.config.import=" + (door.equals(IMPORT) ? "config-store:" : ""),
				"--spring.cloud.bootstrap.enabled=" + door.equals(BOOTSTRAP));
		return StoreApplication.builder(Application.class).run(arguments);
	}

	private static List<String> refresh(ConfigurableApplicationContext context) {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		List<String> names = RestClient.create()
			.post()
			.uri(URI.create("http://127.0.0.1:" + port + "/actuator/refresh"))
			.retrieve()
			.body(new ParameterizedTypeReference<>() {
			});
		return (names != null) ? names : List.of();
	}

	@ParameterizedTest
	@ValueSource(strings = { IMPORT, BOOTSTRAP })
	void bindsOnlyWhatIsAffectedWhenRefreshed(String door, EmbeddedTable table) {
		try (ConfigurableApplicationContext context = run(table, door)) {
			Pool pool = context.getBean(Pool.class);
			RecordedEvents events = context.getBean(RecordedEvents.class);
			// The first one, through the second door, finds a name of Boot's.
			refresh(context);
			events.changes.clear();
			int set = pool.set;
			table.putKey("prod", "mail", "from", "you");
			assertThat(refresh(context)).containsExactly("mail.from");
			assertThat(pool.set).isEqualTo(set);
			table.removeKey("prod", "db", "port");
			assertThat(refresh(context)).containsExactly("db.port");
			assertThat(pool.getPort()).isEqualTo(8080);
			assertThat(pool.set).isEqualTo(set + 1);
			assertThat(events.changes).containsExactly(Set.of("mail.from"), Set.of("db.port"));
			pool.programmatic = "kept";
			assertThat(refresh(context)).isEmpty();
			assertThat(pool.set).as("no names, no update").isEqualTo(set + 1);
			events.order.clear();
			assertThat(StoreApplication.reload(context)).as("the next poll finds nothing").isFalse();
			assertThat(events.order).isEmpty();
			table.putKey("prod", "db", "host", "by the loop");
			StoreApplication.reload(context);
			assertThat(pool.getHost()).isEqualTo("by the loop");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { IMPORT, BOOTSTRAP })
	void leavesNothingBehindWhenRefreshedTwentyTimes(String door, EmbeddedTable table) {
		try (ConfigurableApplicationContext context = run(table, door)) {
			refresh(context);
			Footprint before = Footprint.of(context);
			for (int i = 0; i < 20; i++) {
				table.putKey("prod", "db", "port", i + 100);
				assertThat(refresh(context)).containsExactly("db.port");
			}
			assertThat(context.getBean(Pool.class).getPort()).isEqualTo(119);
			Awaitility.await().untilAsserted(() -> assertThat(Footprint.of(context)).isEqualTo(before));
			assertThat(before.clients()).isEqualTo(1);
		}
	}

	/** What a leak would make larger. */
	private record Footprint(long threads, int clients, int closeListeners, int sources) {

		static Footprint of(ConfigurableApplicationContext context) {
			// A client has an executor of its own, so one of a second runtime shows here.
			long threads = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.map((thread) -> thread.getName().replaceFirst("(sdk-.*)-\\d+$", "$1"))
				.filter((name) -> name.startsWith("config-store-") || name.startsWith("sdk-"))
				// Is there while there is something to notify.
				.filter((name) -> !name.startsWith("config-store-notify"))
				.distinct()
				.count();
			Object clients = field(context.getBean(ConfigStoreRuntime.class), "clients");
			return new Footprint(threads, size(clients, "created"), closeListeners(context),
					context.getEnvironment().getPropertySources().size());
		}

		private static int closeListeners(ConfigurableApplicationContext context) {
			Object events = field(context.getBean(BootstrapContext.class), "events");
			return size(field(events, "defaultRetriever"), "applicationListeners");
		}

		private static int size(Object owner, String name) {
			Object value = field(owner, name);
			return (value instanceof Map<?, ?> map) ? map.size() : ((Collection<?>) value).size();
		}

		private static Object field(Object owner, String name) {
			return Objects.requireNonNull(ReflectionTestUtils.getField(owner, name), name);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Pool.class)
	static class Application {

		@Bean
		RecordedEvents events() {
			return new RecordedEvents();
		}

	}

}
