package dev.configstore.spring.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.configstore.ConfigStore;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadListener;
import dev.configstore.spring.CandidateRejectedEvent;
import dev.configstore.spring.ConfigStoreRefreshedEvent;
import dev.configstore.spring.Refreshable;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.scope.NotificationStatus;
import dev.configstore.spring.support.Notified;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Listeners that hang and listeners that throw: nothing but notifications waits for them,
 * and in the end they have heard what is true.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
@TestInstance(Lifecycle.PER_CLASS)
class HangingListenerTests {

	private EmbeddedTable table;

	private ConfigurableApplicationContext context;

	private Listeners listeners;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.context = StoreApplication.run(table, Application.class, "--config-store.notify-timeout=200ms");
		this.listeners = this.context.getBean(Listeners.class);
	}

	@BeforeEach
	void reset() {
		fill();
		StoreApplication.reload(this.context);
		this.listeners.clear();
	}

	@AfterAll
	void stop() {
		this.listeners.gate.open();
		this.context.close();
	}

	private void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "h0", "port", 1));
		this.table.put("prod", "other", Map.of("a", 1, "b", 1));
	}

	/** Without waiting for notifications. */
	private boolean reload() {
		return this.context.getBean(ConfigStoreRuntime.class).stores().reload();
	}

	private NotificationStatus status() {
		return this.context.getBean(NotificationStatus.class);
	}

	@Test
	@Timeout(60)
	void holdsUpNotificationsAloneAndTellsInTheEndWhatIsTrue(CapturedOutput output) {
		this.listeners.gate.close();
		this.table.putKey("prod", "db", "host", "h1");
		assertThat(reload()).isTrue();
		this.listeners.gate.awaitInside();
		for (int i = 2; i <= 10; i++) {
			this.table.putKey("prod", "db", "host", "h" + i);
			this.table.putKey("prod", "other", "a", i);
			assertThat(reload()).as("it does not wait").isTrue();
			assertThat(this.context.getEnvironment().getProperty("db.host")).isEqualTo("h" + i);
			assertThat(this.context.getBean(Database.class).getHost()).isEqualTo("h" + i);
			assertThat(this.context.getBean(Views.class).database().get().host()).isEqualTo("h" + i);
		}
		// There and back: nobody who has not heard of it has to.
		this.table.putKey("prod", "other", "a", 1);
		this.table.putKey("prod", "other", "c", 1);
		this.table.removeKey("prod", "other", "b");
		reload();
		String name = "Listener " + HangingListener.class.getName();
		Awaitility.await().until(() -> status().hanging().equals(List.of(name)));
		Awaitility.await().until(() -> output.getOut().contains("has been busy for more than 200 ms"));
		assertThat(this.listeners.changes).as("those after it wait").isEmpty();
		this.listeners.gate.open();
		Notified.await(this.context);
		assertThat(status().hanging()).isEmpty();
		assertThat(this.listeners.changes).containsExactly(Set.of("db.host"), Set.of("db.host", "other.b", "other.c"));
		SnapshotDiff merged = this.listeners.diffs.get(1);
		assertThat(merged.added()).containsExactly("other.c");
		assertThat(merged.changed()).containsExactly("db.host");
		assertThat(merged.removed()).containsExactly("other.b");
		assertThat(this.listeners.told).as("of a Refreshable").containsExactly("h0 -> h1", "h1 -> h10");
		assertThat(output.getOut().split("has been busy", -1)).as("one warning").hasSize(2);
	}

	@Test
	void tellsNothingWhenAllIsAsTheListenersKnowIt() {
		this.listeners.gate.close();
		this.table.putKey("prod", "db", "host", "h1");
		reload();
		this.listeners.gate.awaitInside();
		this.table.putKey("prod", "other", "a", 2);
		reload();
		this.table.putKey("prod", "other", "a", 1);
		reload();
		this.listeners.gate.open();
		Notified.await(this.context);
		assertThat(this.listeners.changes).containsExactly(Set.of("db.host"));
		assertThat(this.listeners.diffs).hasSize(1);
	}

	@Test
	void silencesNobodyWhenOneThrows(CapturedOutput output) {
		this.listeners.failing = true;
		this.table.putKey("prod", "db", "host", "h1");
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(this.listeners.changes).containsExactly(Set.of("db.host"));
		assertThat(this.listeners.diffs).hasSize(1);
		assertThat(this.listeners.told).containsExactly("h0 -> h1");
		assertThat(output).contains(ThrowingListener.class.getName() + " failed after properties changed")
			.doesNotContain("a secret");
	}

	@Test
	void tellsOfRejectionsInOrder() {
		this.listeners.gate.close();
		this.table.putKey("prod", "db", "host", "h1");
		reload();
		this.listeners.gate.awaitInside();
		this.table.putKey("prod", "db", "port", "x");
		assertThatException().isThrownBy(this::reload);
		this.table.putKey("prod", "db", "port", 2);
		assertThat(reload()).isTrue();
		assertThat(this.context.getBean(Database.class).getPort()).isEqualTo(2);
		this.listeners.gate.open();
		Notified.await(this.context);
		assertThat(this.listeners.order).containsExactly("[db.host]", "rejected [db.port]", "[db.port]");
	}

	@Test
	void aListenerOfAStoreThatHangsHoldsUpNotificationsAloneAndIsNamed(CapturedOutput output) {
		Gate gate = new Gate();
		List<String> heard = new CopyOnWriteArrayList<>();
		ReloadListener listener = new ReloadListener() {

			@Override
			public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
				gate.pass();
				heard.add(before.option("db").get("host") + " -> " + after.option("db").get("host"));
			}

		};
		ConfigStore store = this.context.getBean(ConfigStore.class);
		store.addListener(listener);
		try {
			gate.close();
			this.table.putKey("prod", "db", "host", "h1");
			assertThat(reload()).isTrue();
			gate.awaitInside();
			for (int i = 2; i <= 5; i++) {
				this.table.putKey("prod", "db", "host", "h" + i);
				assertThat(reload()).as("it does not wait").isTrue();
				assertThat(this.context.getBean(Database.class).getHost()).isEqualTo("h" + i);
			}
			String name = "Listener " + listener.getClass().getName();
			Awaitility.await().until(() -> status().hanging().equals(List.of(name)));
			Awaitility.await().until(() -> output.getOut().contains(name + " has been busy for more than 200 ms"));
			gate.open();
			Notified.await(this.context);
			assertThat(heard).containsExactly("h0 -> h1", "h1 -> h5");
		}
		finally {
			gate.open();
			store.removeListener(listener);
		}
	}

	@Test
	void namesTheBeanWhoseSetterHangs() throws Exception {
		Gate setter = this.context.getBean(Database.class).gate;
		setter.close();
		this.table.putKey("prod", "db", "port", 3);
		CompletableFuture<Boolean> reload = CompletableFuture.supplyAsync(this::reload);
		setter.awaitInside();
		Awaitility.await().until(() -> !status().hanging().isEmpty());
		assertThat(status().hanging()).singleElement()
			.asString()
			.startsWith("The update of bean 'db-")
			.contains("Database");
		setter.open();
		assertThat(reload.get(5, TimeUnit.SECONDS)).isTrue();
		Notified.await(this.context);
		assertThat(status().hanging()).isEmpty();
	}

	@Test
	void maySetTheNextChangeOffItself() {
		this.listeners.reload = () -> {
			this.listeners.reload = null;
			this.table.putKey("prod", "db", "port", 4);
			assertThat(reload()).as("queued").isFalse();
			assertThat(this.context.getBean(Database.class).getPort()).as("not yet").isEqualTo(1);
		};
		this.table.putKey("prod", "db", "host", "h1");
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(this.listeners.changes).containsExactly(Set.of("db.host"), Set.of("db.port"));
		assertThat(this.context.getBean(Database.class).getPort()).isEqualTo(4);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Database.class)
	static class Application {

		@Bean
		Listeners listeners() {
			return new Listeners();
		}

		@Bean
		HangingListener hangingListener(Listeners listeners) {
			return new HangingListener(listeners);
		}

		@Bean
		ThrowingListener throwingListener(Listeners listeners) {
			return new ThrowingListener(listeners);
		}

		@Bean
		Views views(Refreshable<Fixed> database, Listeners listeners) {
			database.addListener((before, after) -> {
				if (listeners.failing) {
					throw new IllegalStateException("a secret");
				}
			});
			database.addListener((before, after) -> listeners.told.add(before.host() + " -> " + after.host()));
			return new Views(database);
		}

	}

	record Views(Refreshable<Fixed> database) {

	}

	@ConfigurationProperties("db")
	record Fixed(String host) {

	}

	@ConfigurationProperties("db")
	static class Database {

		private String host = "none";

		private int port;

		private final Gate gate = new Gate();

		public String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.host = host;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.gate.pass();
			this.port = port;
		}

	}

	/** What was heard, behind the one that hangs. */
	static class Listeners {

		final Gate gate = new Gate();

		volatile boolean failing;

		volatile @Nullable Runnable reload;

		final List<Set<String>> changes = new CopyOnWriteArrayList<>();

		final List<SnapshotDiff> diffs = new CopyOnWriteArrayList<>();

		final List<String> told = new CopyOnWriteArrayList<>();

		final List<String> order = new CopyOnWriteArrayList<>();

		void clear() {
			this.failing = false;
			List.of(this.changes, this.diffs, this.told, this.order).forEach(List::clear);
		}

		@EventListener
		void on(EnvironmentChangeEvent event) {
			this.changes.add(new TreeSet<>(event.getKeys()));
			this.order.add(new TreeSet<>(event.getKeys()).toString());
			Runnable reload = this.reload;
			if (reload != null) {
				reload.run();
			}
		}

		@EventListener
		void on(ConfigStoreRefreshedEvent event) {
			this.diffs.add(event.changes());
		}

		@EventListener
		void on(CandidateRejectedEvent event) {
			this.order.add("rejected " + new ArrayList<>(event.changed()));
		}

	}

	@Order(1)
	record HangingListener(Listeners listeners) implements ApplicationListener<EnvironmentChangeEvent> {

		@Override
		public void onApplicationEvent(EnvironmentChangeEvent event) {
			this.listeners.gate.pass();
		}

	}

	@Order(2)
	record ThrowingListener(Listeners listeners) implements ApplicationListener<EnvironmentChangeEvent> {

		@Override
		public void onApplicationEvent(EnvironmentChangeEvent event) {
			if (this.listeners.failing) {
				throw new IllegalStateException("a secret");
			}
		}

	}

}
