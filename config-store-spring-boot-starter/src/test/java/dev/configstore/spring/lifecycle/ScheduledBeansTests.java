package dev.configstore.spring.lifecycle;

import java.util.Map;

import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refresh-scoped beans that Spring schedules, which is silent about what a refresh does
 * to them.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class ScheduledBeansTests {

	private static final String LINE = "The @Scheduled methods of these refresh-scoped beans do not run after a change "
			+ "until something calls the bean: ";

	private static final String DESTROY_FIRST = "--config-store.refresh-scope-order=destroy-first";

	@Test
	void areNamedWhenARefreshDestroysThemFirst(EmbeddedTable table, CapturedOutput output) {
		table.put("prod", "db", Map.of("host", "one"));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Scheduling.class, DESTROY_FIRST)) {
			assertThat(context.isActive()).isTrue();
			assertThat(output).contains(LINE + "[inherited, oneself]. Let a singleton call it by schedule");
		}
	}

	@Test
	void areNotNamedWhenNothingSchedules(EmbeddedTable table, CapturedOutput output) {
		table.put("prod", "db", Map.of("host", "one"));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Beans.class, DESTROY_FIRST)) {
			assertThat(context.isActive()).isTrue();
			assertThat(output).doesNotContain(LINE);
		}
	}

	@Test
	void areNotNamedWhenTheirReplacementIsMadeFirst(EmbeddedTable table, CapturedOutput output) {
		table.put("prod", "db", Map.of("host", "one"));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Scheduling.class)) {
			assertThat(context.isActive()).isTrue();
			assertThat(output).doesNotContain(LINE);
		}
	}

	static class Base {

		@Scheduled(fixedDelay = Long.MAX_VALUE / 1_000_000)
		public void work() {
			// Nothing: only whether it is scheduled counts.
		}

	}

	static class Inheriting extends Base {

	}

	static class Quiet {

		public void work() {
			// Nothing schedules it.
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@Import(Beans.class)
	static class Scheduling {

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		@RefreshScope
		Base oneself() {
			return new Base();
		}

		@Bean
		@RefreshScope
		Inheriting inherited() {
			return new Inheriting();
		}

		@Bean
		@RefreshScope
		Quiet quiet() {
			return new Quiet();
		}

		@Bean
		Base singleton() {
			return new Base();
		}

	}

}
