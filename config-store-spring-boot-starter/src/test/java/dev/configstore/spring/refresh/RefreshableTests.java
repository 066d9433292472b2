package dev.configstore.spring.refresh;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.configstore.spring.Refreshable;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import dev.configstore.spring.dryrun.Refreshables;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Views that follow the stores, and threads that read while they do.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RefreshableTests {

	private static final int REFRESHES = 1000;

	private EmbeddedTable table;

	private ConfigurableApplicationContext context;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		table.clear();
		table.put("prod", "pair", Map.of("left", 1, "right", 1));
		table.put("prod", "single", Map.of("number", 1));
		table.put("prod", "db", Map.of("host", "one", "port", 1));
		table.put("prod", "named", Map.of("name", "n"));
		this.context = StoreApplication.run(table, Application.class,
				"--logging.level.dev.configstore.spring.refresh=warn");
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@Test
	@Timeout(60)
	void showsWholeInstancesOnlyWhenReadWhileRefreshed() throws InterruptedException {
		Users users = this.context.getBean(Users.class);
		Pool unaffected = this.context.getBean(Pool.class);
		AtomicBoolean done = new AtomicBoolean();
		AtomicInteger wrong = new AtomicInteger();
		Set<Integer> seen = ConcurrentHashMap.newKeySet();
		Thread reader = reader(done, () -> {
			Pair pair = users.pair().get();
			Couple couple = users.couple().get();
			seen.add(pair.left());
			boolean whole = pair.left() == pair.right() && pair.left() != 0 && couple.getLeft() == couple.getRight()
					&& couple.getLeft() != 0;
			if (!whole || unaffected.getPort() != 1 || !unaffected.getHost().equals("one")) {
				wrong.incrementAndGet();
			}
		});
		int initialized = unaffected.initialized;
		for (int i = 2; i <= REFRESHES + 1; i++) {
			this.table.put("prod", "pair", Map.of("left", i, "right", i));
			assertThat(StoreApplication.reload(this.context)).isTrue();
		}
		assertThat(users.pair().get().left()).isEqualTo(REFRESHES + 1);
		assertThat(users.couple().get().getRight()).isEqualTo(REFRESHES + 1);
		done.set(true);
		reader.join(Duration.ofSeconds(5).toMillis());
		assertThat(wrong).hasValue(0);
		assertThat(seen).as("it was awake").hasSizeGreaterThan(REFRESHES / 10);
		assertThat(unaffected.initialized).isEqualTo(initialized);
	}

	private static Thread reader(AtomicBoolean done, Runnable read) {
		Thread thread = new Thread(() -> {
			while (!done.get()) {
				for (int i = 0; i < 100; i++) {
					read.run();
				}
				// The other threads of this machine have work as well.
				LockSupport.parkNanos(10_000);
			}
		});
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	@Test
	void isInjectedByTypeWhereverSpringInjects() {
		Users users = this.context.getBean(Users.class);
		Fields fields = this.context.getBean(Fields.class);
		assertThat(fields.pair).isNotNull();
		assertThat(Objects.requireNonNull(fields.pair).get()).isSameAs(users.pair().get());
		assertThat(users.provided().getObject().get()).isSameAs(users.couple().get());
	}

	@Test
	void isTheSameInstanceWhenNotAffected() {
		Users users = this.context.getBean(Users.class);
		Refreshable<Single> single = this.context.getBean(Refreshables.class).view(Single.class);
		Single before = single.get();
		Couple couple = users.couple().get();
		this.table.put("prod", "pair", Map.of("left", -1, "right", -1));
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(single.get()).isSameAs(before);
		assertThat(users.couple().get()).isNotSameAs(couple);
		assertThat(users.couple().get().getLeft()).isEqualTo(-1);
		assertThat(couple.getLeft()).as("nobody touches an instance that was given away").isNotEqualTo(-1);
	}

	@Test
	void saysWhatIsMissingWhenTheTypeHasNoPrefix() {
		Refreshables checks = this.context.getBean(Refreshables.class);
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> checks.view(String.class))
			.withMessageContaining("A Refreshable needs a type with @ConfigurationProperties")
			.withMessageContaining("java.lang.String has none");
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> this.context.getAutowireCapableBeanFactory().createBean(Wrong.class))
			.withStackTraceContaining("A Refreshable needs a type with @ConfigurationProperties");
	}

	@Test
	void isValidatedWhenItIsMade() {
		Refreshables checks = this.context.getBean(Refreshables.class);
		assertThat(checks.view(Named.class).get().name()).isEqualTo("n");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> checks.view(Unnamed.class))
			.withStackTraceContaining("BindValidationException");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Pool.class)
	static class Application {

		@Bean
		Users users(Refreshable<Pair> pair, Refreshable<Couple> couple, ObjectProvider<Refreshable<Couple>> provided) {
			return new Users(pair, couple, provided);
		}

		@Bean
		Fields fields() {
			return new Fields();
		}

	}

	record Users(Refreshable<Pair> pair, Refreshable<Couple> couple, ObjectProvider<Refreshable<Couple>> provided) {

	}

	static class Fields {

		@Autowired
		private @Nullable Refreshable<Pair> pair;

	}

	static class Wrong {

		Wrong(Refreshable<String> text) {
			text.get();
		}

	}

	@ConfigurationProperties("pair")
	record Pair(int left, int right) {

	}

	@Validated
	@ConfigurationProperties("named")
	record Named(@NotBlank String name) {

	}

	@Validated
	@ConfigurationProperties("unnamed")
	record Unnamed(@NotBlank String name) {

	}

	@ConfigurationProperties("single")
	record Single(int number) {

	}

	@ConfigurationProperties("pair")
	static class Couple {

		private int left;

		private int right;

		public int getLeft() {
			return this.left;
		}

		public void setLeft(int left) {
			this.left = left;
		}

		public int getRight() {
			return this.right;
		}

		public void setRight(int right) {
			this.right = right;
		}

	}

}
