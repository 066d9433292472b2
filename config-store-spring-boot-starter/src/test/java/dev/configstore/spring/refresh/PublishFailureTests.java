package dev.configstore.spring.refresh;

import java.util.Map;
import java.util.Set;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.support.RecordedEvents;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import jakarta.validation.constraints.Max;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.MapPropertySource;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What fails while a change is published, and that it shows no value.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class PublishFailureTests {

	private static final String SECRET = "s3cr3t-marker";

	private EmbeddedTable table;

	private ConfigurableApplicationContext context;

	@BeforeEach
	void start(EmbeddedTable table) {
		this.table = table;
		table.clear();
		table.put("prod", "db", Map.of("host", "one", "port", 1));
		table.put("prod", "limited", Map.of("max", 1));
		table.put("prod", "fixed", Map.of("size", 1));
		this.context = StoreApplication.run(table, Application.class, "--config-store.dry-run.enabled=false",
				"--logging.level.dev.configstore=trace", "--logging.level.org.springframework.cloud=debug");
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void takesEverythingBackWhenABeanCannotBeBound(CapturedOutput output) {
		this.table.put("prod", "limited", Map.of("max", 2));
		this.table.put("prod", "db", Map.of("host", SECRET, "port", SECRET));
		assertThatExceptionOfType(CandidateRejectedException.class)
			.isThrownBy(() -> StoreApplication.reload(this.context))
			.withMessageContaining("property 'db.port'")
			.withMessageContaining("cannot be bound to bean 'db-" + Pool.class.getName() + "'")
			.satisfies((ex) -> assertThat(ex).hasMessageNotContaining(SECRET));
		assertThat(this.context.getEnvironment().getProperty("db.host")).isEqualTo("one");
		assertThat(this.context.getBean(Pool.class).getHost()).isEqualTo("one");
		assertThat(this.context.getBean(Pool.class).getPort()).isEqualTo(1);
		assertThat(this.context.getBean(Limited.class).getMax()).isEqualTo(1);
		assertThat(this.context.getBean(RecordedEvents.class).order).isEmpty();
		assertThat(output).doesNotContain(SECRET);
	}

	@Test
	void goesOnWithTheOthersWhenSomebodyElsesChangeCannotBeBound(CapturedOutput output) {
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(
					new MapPropertySource("other", Map.of("limited.max", "47119999", "db.port", "2", "db.host", "x")));
		assertThatIllegalStateException()
			.isThrownBy(() -> this.context
				.publishEvent(new EnvironmentChangeEvent(this.context, Set.of("limited.max", "db.port"))))
			.withMessageContainingAll("limited.max", "Max")
			.withMessageNotContaining("47119999");
		assertThat(this.context.getBean(Pool.class).getPort()).isEqualTo(2);
		assertThat(this.context.getBean(Limited.class).getMax()).isEqualTo(1);
		assertThat(output).doesNotContain("47119999");
	}

	@Test
	void refreshesTheScopeWhenAListenerFails(CapturedOutput output) {
		this.table.put("prod", "listener", Map.of("fails", SECRET));
		StoreApplication.reload(this.context);
		assertThat(this.context.getBean(RecordedEvents.class).order).contains("scope", "config-store");
		assertThat(output)
			.contains(FailingListener.class.getName() + ".on(" + EnvironmentChangeEvent.class.getName()
					+ ") failed after properties changed: java.lang.IllegalStateException")
			.doesNotContain(SECRET);
	}

	@Test
	void leavesRecordsAloneQuietlyWhenTheyAreAffected(CapturedOutput output) {
		this.table.put("prod", "fixed", Map.of("size", 2));
		StoreApplication.reload(this.context);
		this.context.publishEvent(new EnvironmentChangeEvent(this.context, Set.of("fixed.size")));
		assertThat(this.context.getBean(Fixed.class).size()).isEqualTo(1);
		assertThat(output).doesNotContain("Cannot create default instance")
			.doesNotContain(" WARN ")
			.doesNotContain("BeanCreationException");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ Pool.class, Limited.class, Fixed.class })
	static class Application {

		@Bean
		RecordedEvents events() {
			return new RecordedEvents();
		}

		@Bean
		FailingListener failingListener() {
			return new FailingListener();
		}

	}

	static class FailingListener {

		@EventListener
		void on(EnvironmentChangeEvent event) {
			if (event.getKeys().contains("listener.fails")) {
				throw new IllegalStateException("It was " + SECRET);
			}
		}

	}

	@ConfigurationProperties("fixed")
	record Fixed(int size) {

	}

	@Validated
	@ConfigurationProperties("limited")
	static class Limited {

		@Max(10)
		private int max;

		public int getMax() {
			return this.max;
		}

		public void setMax(int max) {
			this.max = max;
		}

	}

}
