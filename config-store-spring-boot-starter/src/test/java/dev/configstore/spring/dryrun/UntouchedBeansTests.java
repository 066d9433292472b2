package dev.configstore.spring.dryrun;

import java.util.Map;
import java.util.TreeMap;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A dry run makes fresh instances of properties types, where there is no live one to
 * judge by, and sets those: it makes, calls and initializes nothing else.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class UntouchedBeansTests {

	private static final Map<String, Integer> CALLS = new TreeMap<>();

	private static void count(String call) {
		CALLS.merge(call, 1, Integer::sum);
	}

	@Test
	void onlyFreshInstancesOfPropertiesTypesAreMadeAndSet(EmbeddedTable table) {
		table.clear();
		table.put("prod", "counted", Map.of("number", 1));
		table.put("prod", "bad", Map.of("number", 1));
		table.put("prod", "other", Map.of("number", 1));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Application.class)) {
			String[] singletons = context.getBeanFactory().getSingletonNames();
			CALLS.clear();
			table.put("prod", "bad", Map.of("number", "x"));
			table.put("prod", "counted", Map.of("number", 2));
			assertThat(catchThrowableOfType(CandidateRejectedException.class, () -> StoreApplication.reload(context)))
				.isNotNull();
			assertThat(CALLS).containsOnly(Map.entry("lazy made", 1), Map.entry("lazy set", 1),
					Map.entry("scoped made", 1), Map.entry("scoped set", 1));
			CALLS.clear();
			table.put("prod", "other", Map.of("number", 2));
			catchThrowableOfType(CandidateRejectedException.class, () -> StoreApplication.reload(context));
			assertThat(context.getBeanFactory().getSingletonNames()).containsExactly(singletons);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		@ConfigurationProperties("counted")
		Counted live() {
			count("live factory");
			return new Live();
		}

		@Bean
		@Lazy
		@ConfigurationProperties("counted")
		LazyOne lazy() {
			count("lazy factory");
			return new LazyOne();
		}

		@Bean
		@RefreshScope
		@ConfigurationProperties("counted")
		ScopedOne scoped() {
			count("scoped factory");
			return new ScopedOne();
		}

		@Bean
		@RefreshScope
		Plain plain(@Value("${counted.number}") int number, @Value("#{2 * ${counted.number}}") int twice) {
			count("plain factory");
			return new Plain();
		}

		@Bean
		@Lazy
		Plain lazyPlain(@Value("${counted.number}") int number) {
			count("lazy plain factory");
			return new Plain();
		}

		@Bean
		@ConfigurationProperties("bad")
		Settings bad() {
			return new Settings();
		}

	}

	static class Plain implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			count("plain initialized");
		}

	}

	abstract static class Counted implements InitializingBean {

		private final String name;

		private int number;

		Counted(String name) {
			this.name = name;
			count(name + " made");
		}

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			count(this.name + " set");
			this.number = number;
		}

		@Override
		public void afterPropertiesSet() {
			count(this.name + " initialized");
		}

	}

	static class Live extends Counted {

		Live() {
			super("live");
		}

	}

	static class LazyOne extends Counted {

		LazyOne() {
			super("lazy");
		}

	}

	static class ScopedOne extends Counted {

		ScopedOne() {
			super("scoped");
		}

	}

}
