package dev.configstore.spring.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.configstore.ConfigStore;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.spring.ConfigStoreRefreshedEvent;
import dev.configstore.spring.Refreshable;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.scope.NotificationStatus;
import dev.configstore.spring.support.Notified;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.support.SettableClock;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import jakarta.annotation.PreDestroy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with a listener that hangs, one that throws, a bean in refresh scope
 * that is busy and a setter that is slow, while the table changes all the time. Nothing
 * of it but what hangs itself is older than one poll; where instances have to share out a
 * full read, than that, the spread and the setter's time. In the end all is whole.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ChaosTests {

	/** {@code -Dtest.chaos=500} is what the profile {@code slow} runs. */
	private static final int CHANGES = Integer.getInteger("test.chaos", 60);

	private static final Duration POLL = Duration.ofSeconds(1);

	private static final Duration SETTER = Duration.ofMillis(200);

	private static final int INSTANCES = 2_000;

	private final EmbeddedTable table;

	ChaosTests(EmbeddedTable table) {
		this.table = table;
	}

	private void write(int number) {
		this.table.put("prod", "app", Map.of("first", number, "second", number));
		this.table.put("prod", "slow", Map.of("number", number));
	}

	/** As by a program that does not say what it changes: all is read again. */
	private void publish(int number) {
		write(number);
		String token = "token-" + number;
		this.table.put("prod#meta", "version",
				Map.of("n", number, "token", token, "log", List.of(Map.of("n", number, "token", token, "names", "*"))));
	}

	private ConfigurableApplicationContext run(SettableClock clock, String... more) {
		List<String> arguments = new ArrayList<>(List.of(more));
		arguments.add("--config-store.notify-timeout=50ms");
		return StoreApplication.builder(Application.class)
			.web(WebApplicationType.NONE)
			.addBootstrapRegistryInitializer(
					(registry) -> registry.register(InstantSource.class, InstanceSupplier.of(clock)))
			.run(StoreApplication.arguments(this.table, arguments.toArray(String[]::new)));
	}

	private ConfigurableApplicationContext run() {
		this.table.clear();
		write(0);
		return run(new SettableClock(), "--config-store.instances=1");
	}

	/** One poll, as the schedule makes it. */
	private static void poll(ConfigurableApplicationContext context) {
		ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
		runtime.stores().poll(runtime.settings().schedule());
	}

	@Test
	void nothingButWhatHangsIsOlderThanAPoll() throws Exception {
		try (ConfigurableApplicationContext context = run()) {
			Chaos chaos = context.getBean(Chaos.class);
			Busy busy = context.getBean(Busy.class);
			chaos.busy.close();
			CompletableFuture<Integer> inside = CompletableFuture.supplyAsync(busy::stay);
			chaos.busy.awaitInside();
			chaos.listener.close();
			for (int i = 1; i <= CHANGES; i++) {
				write(i);
				poll(context);
				assertFollows(context, i);
				assertThat(busy.number()).as("its instance stays, and nobody waits").isZero();
				if (i == CHANGES / 2) {
					Awaitility.await().until(() -> context.getBean(NotificationStatus.class).hanging().size() >= 1);
				}
			}
			// The setter's time is counted, as its calls: one for each change.
			assertThat(chaos.setterCalls).hasValue(CHANGES + 1);
			chaos.listener.open();
			chaos.busy.open();
			assertThat(inside.get(5, TimeUnit.SECONDS)).isZero();
			Awaitility.await().until(() -> busy.number() == CHANGES);
			Notified.await(context);
			assertWhole(context, chaos);
		}
	}

	/**
	 * By a clock that the changes, the polls and the setter move on. A store of this size
	 * is not read by all instances at once.
	 */
	@Test
	void nothingButWhatHangsIsOlderThanAPollTheSpreadAndTheSetter() throws Exception {
		this.table.clear();
		this.table.put("prod", "large", Map.of("text", "x".repeat(12_000)));
		publish(0);
		SettableClock clock = new SettableClock();
		try (ConfigurableApplicationContext context = run(clock, "--config-store.instances=" + INSTANCES)) {
			Chaos chaos = context.getBean(Chaos.class);
			chaos.clock = clock;
			chaos.setter = SETTER;
			ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
			assertThat(runtime.settings().instances()).isEqualTo(INSTANCES);
			ReloadSchedule schedule = new ReloadSchedule(Duration.ofDays(1), POLL, runtime.settings().instances());
			// 4 KB are an RCU, and instances take 1,000 of them a second.
			Duration spread = Duration.ofSeconds(4 * INSTANCES / 1_000);
			Busy busy = context.getBean(Busy.class);
			chaos.busy.close();
			CompletableFuture<Integer> inside = CompletableFuture.supplyAsync(busy::stay);
			chaos.busy.awaitInside();
			chaos.listener.close();
			List<Instant> written = new ArrayList<>(List.of(clock.instant()));
			Instant next = clock.instant().plus(POLL);
			Duration oldest = Duration.ZERO;
			int seen = 0;
			while (seen < CHANGES) {
				clock.advance(POLL.dividedBy(4));
				if (written.size() <= CHANGES) {
					written.add(clock.instant());
					publish(written.size() - 1);
				}
				if (!clock.instant().isBefore(next)) {
					next = clock.instant().plus(POLL);
					runtime.stores().poll(schedule);
				}
				int now = context.getBean(Settings.class).getFirst();
				assertThat(now).isGreaterThanOrEqualTo(seen);
				seen = now;
				assertFollows(context, seen);
				assertThat(busy.number()).as("its instance stays, and nobody waits").isZero();
				if (seen < written.size() - 1) {
					Duration age = Duration.between(written.get(seen + 1), clock.instant());
					assertThat(age).isLessThanOrEqualTo(POLL.plus(spread).plus(SETTER));
					oldest = (age.compareTo(oldest) > 0) ? age : oldest;
				}
			}
			assertThat(oldest).as("there is a spread").isGreaterThan(POLL.plus(SETTER));
			assertThat(chaos.setterCalls.get()).as("one call for each change that came").isLessThan(CHANGES);
			chaos.listener.open();
			chaos.busy.open();
			assertThat(inside.get(5, TimeUnit.SECONDS)).isZero();
			Awaitility.await().until(() -> busy.number() == CHANGES);
			Notified.await(context);
			assertWhole(context, chaos);
		}
	}

	private static void assertFollows(ConfigurableApplicationContext context, int number) {
		assertThat(context.getEnvironment().getProperty("app.first", Integer.class)).isEqualTo(number);
		Settings settings = context.getBean(Settings.class);
		assertThat(List.of(settings.getFirst(), settings.getSecond())).containsOnly(number);
		Pair pair = context.getBean(Views.class).pair().get();
		assertThat(List.of(pair.first(), pair.second())).containsOnly(number);
		assertThat(context.getBean(Slow.class).getNumber()).isEqualTo(number);
		assertThat(context.getBean(ConfigStore.class).get("app").keys().get("first").toString())
			.isEqualTo(String.valueOf(number));
	}

	/** What was heard is a chain without a gap from the first value to the last. */
	private static void assertWhole(ConfigurableApplicationContext context, Chaos chaos) {
		assertFollows(context, CHANGES);
		assertThat(chaos.heard).as("the names of each event").containsOnly(3);
		assertThat(chaos.told.get(0)).startsWith("0 ");
		for (int i = 1; i < chaos.told.size(); i++) {
			assertThat(chaos.told.get(i).split(" -> ")[0]).isEqualTo(chaos.told.get(i - 1).split(" -> ")[1]);
		}
		assertThat(chaos.told.get(chaos.told.size() - 1)).endsWith(" " + CHANGES);
		assertThat(chaos.refreshed).isEqualTo(chaos.heard.size());
		assertThat(chaos.alive).as("instances of the busy bean").hasValue(1);
		NotificationStatus status = context.getBean(NotificationStatus.class);
		assertThat(status.hanging()).isEmpty();
		assertThat(status.notRenewed()).isEmpty();
	}

	@Test
	void closesWithinASecondWhateverHangs() throws Exception {
		ConfigurableApplicationContext context = run();
		Chaos chaos = context.getBean(Chaos.class);
		chaos.busy.close();
		CompletableFuture<Integer> inside = CompletableFuture.supplyAsync(context.getBean(Busy.class)::stay);
		chaos.busy.awaitInside();
		chaos.listener.close();
		write(1);
		poll(context);
		chaos.listener.awaitInside();
		CompletableFuture.runAsync(context::close).get(1, TimeUnit.SECONDS);
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("config-store-notify")));
		chaos.busy.open();
		inside.get(5, TimeUnit.SECONDS);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Settings.class)
	static class Application {

		@Bean
		Chaos chaos() {
			return new Chaos();
		}

		@Bean
		@ConfigurationProperties("slow")
		Slow slow(Chaos chaos) {
			return new Slow(chaos);
		}

		@Bean
		@RefreshScope
		Busy busy(@Value("${app.first}") int number, Chaos chaos) {
			return new Busy(number, chaos);
		}

		@Bean
		Views views(Refreshable<Pair> pair, Chaos chaos) {
			pair.addListener((before, after) -> chaos.told.add(before.first() + " -> " + after.first()));
			return new Views(pair);
		}

	}

	record Views(Refreshable<Pair> pair) {

	}

	@ConfigurationProperties("app")
	record Pair(int first, int second) {

	}

	@ConfigurationProperties("app")
	static class Settings {

		private volatile int first;

		private volatile int second;

		public int getFirst() {
			return this.first;
		}

		public void setFirst(int first) {
			this.first = first;
		}

		public int getSecond() {
			return this.second;
		}

		public void setSecond(int second) {
			this.second = second;
		}

	}

	static class Slow {

		private final Chaos chaos;

		private volatile int number;

		Slow(Chaos chaos) {
			this.chaos = chaos;
		}

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.chaos.setterCalls.incrementAndGet();
			this.chaos.clock.advance(this.chaos.setter);
			Awaitility.await("a slow setter").pollDelay(1, TimeUnit.MILLISECONDS).until(() -> true);
			this.number = number;
		}

	}

	static class Busy {

		private final int number;

		private final Chaos chaos;

		protected Busy() {
			this.number = -1;
			this.chaos = new Chaos();
		}

		Busy(int number, Chaos chaos) {
			this.number = number;
			this.chaos = chaos;
			chaos.alive.incrementAndGet();
		}

		public int number() {
			return this.number;
		}

		public int stay() {
			this.chaos.busy.pass();
			return this.number;
		}

		@PreDestroy
		public void end() {
			this.chaos.alive.decrementAndGet();
		}

	}

	/** What misbehaves, and what was heard all the same. */
	static class Chaos {

		final Gate listener = new Gate();

		final Gate busy = new Gate();

		volatile SettableClock clock = new SettableClock();

		volatile Duration setter = Duration.ZERO;

		final AtomicInteger setterCalls = new AtomicInteger();

		final AtomicInteger alive = new AtomicInteger();

		final List<String> told = new CopyOnWriteArrayList<>();

		final List<Integer> heard = new CopyOnWriteArrayList<>();

		volatile int refreshed;

		@EventListener
		@Order(1)
		void hang(EnvironmentChangeEvent event) {
			this.listener.pass();
		}

		@EventListener
		@Order(2)
		void fail(EnvironmentChangeEvent event) {
			throw new IllegalStateException("chaos");
		}

		@EventListener
		@Order(3)
		void hear(EnvironmentChangeEvent event) {
			this.heard.add(event.getKeys().size());
		}

		@EventListener
		void hear(ConfigStoreRefreshedEvent event) {
			this.refreshed++;
		}

	}

}
