package dev.configstore.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.configstore.spring.Refreshable;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Who asks for a {@link Refreshable} of a type has it, and who asks for all beans is not
 * disturbed by it.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class RefreshableInjectionTests {

	private final EmbeddedTable table;

	RefreshableInjectionTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.put("prod", "db", Map.of("host", "one"));
	}

	@Test
	void leavesAllBeansToWhoAsksForAllBeans() {
		try (ConfigurableApplicationContext context = StoreApplication.run(this.table, Everything.class)) {
			assertThat(context.getBeansOfType(Object.class)).containsKey("all")
				.doesNotContainKey("configStoreRefreshable");
			assertThat(context.getBeanProvider(Object.class).stream()).isNotEmpty();
			assertThat(context.getBean("all", All.class).names).contains("number")
				.doesNotContain("configStoreRefreshable");
			assertThat(context.getBean("all", All.class).count).isPositive();
			assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
				.isThrownBy(() -> context.getBean(Refreshable.class));
		}
	}

	@Test
	void injectsTheTypeThatIsAskedForInAnyForm() {
		try (ConfigurableApplicationContext context = StoreApplication.run(this.table, Forms.class)) {
			assertThat(context.getBean("hosts", List.class)).containsOnly("one").hasSize(4);
			assertThat(context.getBean("nothing", String.class)).isEqualTo("absent");
		}
	}

	@Test
	void failsWhenNoTypeIsAskedFor() {
		assertThatThrownBy(() -> StoreApplication.run(this.table, Raw.class))
			.hasStackTraceContaining("A Refreshable is injected for a type: Refreshable<DbProperties>");
	}

	@Configuration(proxyBeanMethods = false)
	static class Everything {

		@Bean
		Integer number() {
			return 1;
		}

		/**
		 * While these are collected there is an injection point, which wants anything.
		 */
		@Bean
		@Lazy
		All all(Map<String, Object> beans, ObjectProvider<Object> others) {
			return new All(List.copyOf(beans.keySet()), others.stream().count());
		}

	}

	record All(List<String> names, long count) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Forms {

		@Bean
		List<String> hosts(Refreshable<Db> plain, ObjectProvider<Refreshable<Db>> provider,
				Optional<Refreshable<Db>> optional, @Lazy Refreshable<Db> lazy) {
			return List.of(plain.get().host(), provider.getObject().get().host(), optional.orElseThrow().get().host(),
					lazy.get().host());
		}

		@Bean
		String nothing(Optional<Thread> thread) {
			return thread.isPresent() ? "present" : "absent";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Raw {

		@Bean
		@SuppressWarnings("rawtypes")
		String raw(Refreshable anything) {
			return String.valueOf(anything);
		}

	}

	@ConfigurationProperties("db")
	record Db(@Nullable String host) {

		@Override
		public String host() {
			return String.valueOf(this.host);
		}

	}

}
