package dev.configstore.spring.platform;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.spring.ConfigStoreRefreshedEvent;
import dev.configstore.spring.refresh.ReloadLifecycle;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.CountingProxy;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With a port of its own the actuator has an application context of its own, which is a
 * child of the application's.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ManagementPortTests {

	/** Stands in the way of Netty's, where both are on the class path. */
	private static final String TOMCAT = "org.springframework.boot.tomcat.autoconfigure.actuate.web.server."
			+ "TomcatReactiveManagementContextAutoConfiguration";

	@ParameterizedTest
	@ValueSource(strings = { "servlet", "reactive" })
	void hasOneRuntimeAndReloadsOnceWhenTheActuatorHasItsOwnPort(String type, EmbeddedTable table) {
		table.put("prod", "db", Map.of("host", "one"));
		try (CountingProxy dynamoDb = new CountingProxy(table);
				ConfigurableApplicationContext context = StoreApplication.builder(Application.class)
					.run(StoreApplication.arguments(table, "--config-store.endpoint=" + dynamoDb.endpoint(),
							"--spring.main.web-application-type=" + type, "--server.port=0",
							"--management.server.port=0", "--management.endpoints.web.exposure.include=*",
							"--spring.autoconfigure.exclude=" + (type.equals("reactive") ? TOMCAT : "")))) {
			Events events = context.getBean(Events.class);
			ApplicationContext management = events.contexts.stream()
				.filter((child) -> child != context)
				.findFirst()
				.orElseThrow();
			assertThat(management.getParent()).isSameAs(context);
			assertThat(management.getBean(ConfigStoreRuntime.class))
				.isSameAs(context.getBean(ConfigStoreRuntime.class));
			assertThat(management.getBeanNamesForType(ReloadLifecycle.class)).isEmpty();
			assertThat(dynamoDb.queries()).as("reads at start").isEqualTo(1);
			RestClient actuator = RestClient.create("http://127.0.0.1:"
					+ context.getEnvironment().getRequiredProperty("local.management.port") + "/actuator");
			assertThat(actuator.get().uri("/health").retrieve().body(String.class)).contains("UP");
			assertThat(dynamoDb.operations()).as("health asks nobody").hasSizeLessThanOrEqualTo(3);
			table.putKey("prod", "db", "host", "two");
			long before = dynamoDb.queries();
			assertThat(StoreApplication.reload(context)).isTrue();
			assertThat(dynamoDb.queries()).as("reads of one reload").isEqualTo(before + 1);
			assertThat(events.refreshes).hasSize(1);
			table.putKey("prod", "db", "host", "three");
			assertThat(actuator.post().uri("/refresh").retrieve().body(String.class)).contains("db.host");
			assertThat(dynamoDb.queries()).as("reads of one refresh").isEqualTo(before + 2);
			assertThat(management.getEnvironment().getProperty("db.host")).isEqualTo("three");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Events events() {
			return new Events();
		}

	}

	static class Events {

		private final List<ApplicationContext> contexts = new CopyOnWriteArrayList<>();

		private final List<ConfigStoreRefreshedEvent> refreshes = new CopyOnWriteArrayList<>();

		@EventListener
		void on(WebServerInitializedEvent event) {
			this.contexts.add(event.getApplicationContext());
		}

		@EventListener
		void on(ConfigStoreRefreshedEvent event) {
			this.refreshes.add(event);
		}

	}

}
