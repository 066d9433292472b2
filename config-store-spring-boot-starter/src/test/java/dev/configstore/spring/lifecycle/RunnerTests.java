package dev.configstore.spring.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What runs between the start of an application and its being ready may never end: a
 * shell, a consumer, a loop in a runner. Changes are followed meanwhile.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class RunnerTests {

	private static final String[] FAST = { "--config-store.update-interval=20ms", "--config-store.poll-interval=20ms" };

	private EmbeddedTable table;

	@BeforeEach
	void fill(EmbeddedTable table) {
		this.table = table;
		table.clear();
		table.put("prod", "db", Map.of("host", "one"));
	}

	private ConfigurableApplicationContext run(Class<?> application, String mode, String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("--config-store.mode=" + mode, "--embedded-table=" + this.table.name()));
		arguments.addAll(List.of(more));
		return StoreApplication.run(this.table, application, arguments.toArray(String[]::new));
	}

	@ParameterizedTest
	@CsvSource({ "time-based, true", "time-based, false", "simple, true", "simple, false" })
	void followsWhileOneRuns(String mode, boolean runner) {
		Class<?> application = runner ? Runs.class : Listens.class;
		try (ConfigurableApplicationContext context = run(application, mode, FAST)) {
			assertThat(context.getBean(Seen.class).hosts).containsExactly("one", "two", "three");
		}
	}

	/** Not only when the runner has ended. */
	@Test
	void warnsBeforeOneRuns(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(Warns.class, "time-based", "--config-store.tabel=t")) {
			assertThat(output).containsSubsequence("These properties do not exist", "the runner runs");
			assertThat(context.isActive()).isTrue();
		}
	}

	/** What the application sees in its runner, or in its listener. */
	private static final class Seen {

		private final List<String> hosts = new ArrayList<>();

		void follow(ConfigurableEnvironment environment) {
			EmbeddedTable table = EmbeddedDynamoDb.shared().table(environment.getRequiredProperty("embedded-table"));
			this.hosts.add(environment.getProperty("db.host"));
			for (String host : List.of("two", "three")) {
				table.putKey("prod", "db", "host", host);
				Awaitility.await()
					.atMost(Duration.ofSeconds(10))
					.until(() -> host.equals(environment.getProperty("db.host")));
				this.hosts.add(host);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Runs {

		@Bean
		Seen seen() {
			return new Seen();
		}

		@Bean
		ApplicationRunner runner(Seen seen, ConfigurableEnvironment environment) {
			return (arguments) -> seen.follow(environment);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listens {

		@Bean
		Seen seen() {
			return new Seen();
		}

		@Bean
		@Order(0)
		ApplicationListener<ApplicationStartedEvent> listener(Seen seen) {
			return new ApplicationListener<>() {

				@Override
				public void onApplicationEvent(ApplicationStartedEvent event) {
					seen.follow(event.getApplicationContext().getEnvironment());
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Warns {

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> System.out.println("the runner runs");
		}

	}

}
