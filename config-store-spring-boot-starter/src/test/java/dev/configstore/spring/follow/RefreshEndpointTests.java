package dev.configstore.spring.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.configstore.ConfigStore;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadListener;
import dev.configstore.spring.Refreshable;
import dev.configstore.spring.follow.RunningApplication.Answer;
import dev.configstore.spring.follow.RunningApplication.Door;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.bootstrap.config.PropertySourceLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code /actuator/refresh} over HTTP, through both doors, when something in it fails:
 * Environment and beans are of one generation afterwards, and only what is committed is
 * told or kept.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class RefreshEndpointTests {

	private static final int REJECTED = 130013013;

	private final EmbeddedTable table;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	RefreshEndpointTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		fill(this.table);
		FirstLocator.fails = false;
		LastLocator.fails = false;
		Slow.gate = null;
	}

	private static void fill(EmbeddedTable table) {
		table.clear();
		table.put("prod", "db", Map.of("host", "one", "port", 1));
		table.put("prod", "picky", Map.of("size", 1));
		table.put("prod", "slow", Map.of("name", "first"));
	}

	private static List<String> listenTo(RunningApplication application) {
		List<String> told = new CopyOnWriteArrayList<>();
		application.store().addListener(new ReloadListener() {

			@Override
			public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
				told.add(String.valueOf(after.options().get("db").keys().get("host")));
			}

		});
		return told;
	}

	private static void assertFollows(RunningApplication application, String host) {
		assertThat(application.property("db.host")).isEqualTo(host);
		assertThat(application.bean(Db.class).getHost()).isEqualTo(host);
		assertThat(application.store().get("db").keys()).containsEntry("host", host);
		assertThat(application.bean(Views.class).db().get().host()).isEqualTo(host);
	}

	@ParameterizedTest
	@CsvSource({ "broken, before", "broken, after", "deleted, before", "deleted, after" })
	void beansFollowWhenAFileOfTheImportListFails(String failure, String place) throws IOException {
		Path file = this.folder.resolve("more.yml");
		Files.writeString(file, "more.name: x\n");
		String ours = "'config-store:'";
		String other = "'file:" + file + "'";
		try (RunningApplication application = startWithImports(place.equals("before") ? other : ours,
				place.equals("before") ? ours : other)) {
			this.table.put("prod", "db", Map.of("host", "two", "port", 2));
			if (failure.equals("broken")) {
				Files.writeString(file, "more: [\n");
			}
			else {
				Files.delete(file);
			}
			assertThat(application.post("refresh").status().isError()).isTrue();
			assertFollowsSoon(application, "two");
			assertThat(application.bean(Db.class).getPort()).isEqualTo(2);
			Files.writeString(file, "more.name: y\n");
			this.table.put("prod", "db", Map.of("host", "three"));
			assertThat(application.post("refresh").status().is2xxSuccessful()).isTrue();
			assertFollows(application, "three");
			assertThat(application.property("more.name")).isEqualTo("y");
			assertThat(application.bean(Db.class).getPort()).isEqualTo(80);
		}
	}

	@ParameterizedTest
	@CsvSource({ "first", "last" })
	void beansFollowWhenAnotherLocatorFails(String which) {
		try (RunningApplication application = RunningApplication.startWeb(this.table, Door.BOOTSTRAP, Application.class,
				"spring.cloud.bootstrap.sources=" + Locators.class.getName())) {
			application.post("refresh");
			this.table.put("prod", "db", Map.of("host", "two", "port", 2));
			FirstLocator.fails = which.equals("first");
			LastLocator.fails = which.equals("last");
			assertThat(application.post("refresh").status().isError()).isTrue();
			assertFollowsSoon(application, "two");
			assertThat(application.bean(Db.class).getPort()).isEqualTo(2);
			FirstLocator.fails = false;
			LastLocator.fails = false;
			this.table.put("prod", "db", Map.of("host", "three"));
			assertThat(application.post("refresh").status().is2xxSuccessful()).isTrue();
			assertFollows(application, "three");
			assertThat(application.bean(Db.class).getPort()).isEqualTo(80);
		}
	}

	private RunningApplication startWithImports(String first, String second) throws IOException {
		Files.writeString(this.folder.resolve("application.yml"),
				"spring.config.import: [" + first + ", " + second + "]\n");
		return RunningApplication.startWeb(this.table, Door.IMPORT, Application.class, "spring.config.import=",
				"spring.config.location=" + this.folder.toUri());
	}

	/** By itself, or when it reads next. */
	private static void assertFollowsSoon(RunningApplication application, String host) {
		Awaitility.await().untilAsserted(() -> {
			application.reload();
			assertFollows(application, host);
		});
	}

	@ParameterizedTest
	@EnumSource(Door.class)
	void tellsAndKeepsOnlyWhatIsCommittedWhenALiveBeanFails(Door door) {
		onlyCommitted(door, REJECTED, true);
	}

	@ParameterizedTest
	@EnumSource(Door.class)
	void tellsAndKeepsOnlyWhatIsCommittedWhenNoDryRunStopsAValue(Door door) {
		onlyCommitted(door, "abc", false);
	}

	private void onlyCommitted(Door door, Object bad, boolean dryRun) {
		Path file = this.folder.resolve("snapshot");
		try (EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start(); EmbeddedTable table = dynamoDb.createTable()) {
			fill(table);
			String[] settings = { "config-store.snapshot-file=" + file, "config-store.dry-run.enabled=" + dryRun,
					"config-store.startup-timeout=1s" };
			try (RunningApplication application = RunningApplication.startWeb(table, door, Application.class,
					settings)) {
				List<String> told = listenTo(application);
				application.post("refresh");
				Picky picky = application.bean(Picky.class);
				String before = application.get("configstore").json().at("/reloading/lastChange").asString();
				application.heard().clear();
				table.put("prod", "db", Map.of("host", "two"));
				table.put("prod", "picky", Map.of("size", bad));
				application.post("refresh");
				assertFollows(application, "one");
				assertThat(application.property("picky.size")).isEqualTo("1");
				assertThat(picky.getSize()).isEqualTo(1);
				assertThat(told).as("what listeners heard").isEmpty();
				assertThat(application.heard().refreshed).isEmpty();
				assertThat(application.get("configstore").json().at("/reloading/lastChange").asString())
					.isEqualTo(before);
				assertThat(application.bean(Views.class).db().get().host()).isEqualTo("one");
			}
			dynamoDb.close();
			try (RunningApplication application = RunningApplication.startWeb(table, door, Application.class,
					settings)) {
				assertThat(application.property("picky.size")).as("started from the file").isEqualTo("1");
				assertThat(application.bean(Db.class).getHost()).isEqualTo("one");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Door.class)
	void listenersHearTheCandidateThatIsAppliedAfterARejectedOne(Door door) {
		try (RunningApplication application = RunningApplication.startWeb(this.table, door, Application.class)) {
			List<String> told = listenTo(application);
			application.post("refresh");
			this.table.put("prod", "db", Map.of("host", "two"));
			this.table.put("prod", "picky", Map.of("size", REJECTED));
			application.post("refresh");
			this.table.put("prod", "db", Map.of("host", "three"));
			this.table.put("prod", "picky", Map.of("size", 2));
			assertThat(application.post("refresh").body()).contains("db.host", "picky.size");
			assertFollows(application, "three");
			assertThat(application.bean(Picky.class).getSize()).isEqualTo(2);
			Awaitility.await().untilAsserted(() -> assertThat(told).containsExactly("three"));
		}
	}

	@ParameterizedTest
	@EnumSource(Door.class)
	void touchesOnlyWhatIsAffected(Door door) {
		try (RunningApplication application = RunningApplication.startWeb(this.table, door, Application.class)) {
			application.post("refresh");
			Db db = application.bean(Db.class);
			Coded coded = application.bean(Coded.class);
			int calls = db.calls;
			this.table.put("prod", "unrelated", Map.of("x", 1));
			assertThat(application.post("refresh").body()).isEqualTo("[\"unrelated.x\"]");
			assertThat(db.calls).isEqualTo(calls);
			assertThat(coded.describe()).isEqualTo("by code 5");
			this.table.put("prod", "coded", Map.of("size", 6));
			application.post("refresh");
			assertThat(coded.describe()).isEqualTo("by code 6");
			this.table.delete("prod", "coded");
			application.post("refresh");
			assertThat(coded.describe()).isEqualTo("by code 5");
			assertThat(db.calls).isEqualTo(calls);
		}
	}

	@Test
	void valueOfAnotherSourceTakesNothingOfOursBack() throws IOException {
		Path file = this.folder.resolve("more.yml");
		Files.writeString(file, "more.size: 1\n");
		try (RunningApplication application = startWithImports("'config-store:'", "'file:" + file + "'")) {
			this.table.put("prod", "db", Map.of("host", "two"));
			Files.writeString(file, "more.size: abc\n");
			application.post("refresh");
			assertFollows(application, "two");
			assertThat(application.bean(More.class).getSize()).as("exactly as it was").isEqualTo(1);
			this.table.put("prod", "db", Map.of("host", "three"));
			application.reloadApplies();
			assertFollows(application, "three");
			Files.writeString(file, "more.size: 2\n");
			assertThat(application.post("refresh").status().is2xxSuccessful()).isTrue();
			assertThat(application.bean(More.class).getSize()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@CsvSource({ "IMPORT, true", "IMPORT, false", "BOOTSTRAP, true" })
	void viewIsOfTheCommittedGenerationWhenAReloadRunsMeanwhile(Door door, boolean dryRun) throws Exception {
		try (RunningApplication application = RunningApplication.startWeb(this.table, door, Application.class,
				"config-store.dry-run.enabled=" + dryRun)) {
			application.post("refresh");
			CompletableFuture<Boolean> reload = reloadWhileARefreshBindsAView(application,
					() -> this.table.put("prod", "slow", Map.of("name", "third")));
			assertThat(reload.get()).isTrue();
			assertThat(application.property("slow.name")).isEqualTo("third");
			assertThat(application.bean(Views.class).slow().get().name()).isEqualTo("third");
		}
	}

	@ParameterizedTest
	@CsvSource({ "IMPORT, true", "IMPORT, false", "BOOTSTRAP, true" })
	void viewIsNotOfARejectedGenerationWhenAReloadRunsMeanwhile(Door door, boolean dryRun) throws Exception {
		try (RunningApplication application = RunningApplication.startWeb(this.table, door, Application.class,
				"config-store.dry-run.enabled=" + dryRun)) {
			application.post("refresh");
			CompletableFuture<Boolean> reload = reloadWhileARefreshBindsAView(application, () -> {
				this.table.put("prod", "slow", Map.of("name", "third"));
				this.table.put("prod", "picky", Map.of("size", REJECTED));
			});
			assertThat(reload).failsWithin(30, TimeUnit.SECONDS);
			assertThat(application.property("slow.name")).isEqualTo("second");
			assertThat(application.bean(Views.class).slow().get().name()).isEqualTo("second");
			assertThat(application.bean(Views.class).slow().get().other()).isEqualTo("second");
		}
	}

	private CompletableFuture<Boolean> reloadWhileARefreshBindsAView(RunningApplication application, Runnable change)
			throws InterruptedException {
		Gate gate = new Gate(application.store());
		Slow.gate = gate;
		this.table.put("prod", "slow", Map.of("name", "second", "other", "second"));
		CompletableFuture<Answer> refresh = CompletableFuture.supplyAsync(() -> application.post("refresh"));
		// A view may be bound before the swap, too.
		Awaitility.await().until(() -> gate.entered.getCount() == 0 || refresh.isDone());
		change.run();
		CompletableFuture<Boolean> reload = CompletableFuture.supplyAsync(application::reload);
		// Whether the reload waits for the refresh or overtakes it is not the test's
		// matter: it gets a chance to.
		gate.overtaken.await(1, TimeUnit.SECONDS);
		gate.open.countDown();
		assertThat(refresh.join().status().is2xxSuccessful()).isTrue();
		return reload;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ Db.class, Picky.class, More.class })
	static class Application {

		@Bean
		Views views(Refreshable<DbView> db, Refreshable<Slow> slow) {
			return new Views(db, slow);
		}

		@Bean
		SmartInitializingSingleton running(Picky picky) {
			return () -> picky.running = true;
		}

		@Bean
		@ConfigurationProperties("coded")
		Coded coded() {
			return new Coded("by code");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Locators {

		@Bean
		FirstLocator first() {
			return new FirstLocator();
		}

		@Bean
		LastLocator last() {
			return new LastLocator();
		}

	}

	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class FirstLocator implements PropertySourceLocator {

		static volatile boolean fails;

		@Override
		public PropertySource<?> locate(Environment environment) {
			if (fails) {
				throw new IllegalStateException("Cannot be read");
			}
			return new MapPropertySource("first", Map.of("first.name", "x"));
		}

	}

	@Order(Ordered.LOWEST_PRECEDENCE)
	static class LastLocator implements PropertySourceLocator {

		static volatile boolean fails;

		@Override
		public PropertySource<?> locate(Environment environment) {
			if (fails) {
				throw new IllegalStateException("Cannot be read");
			}
			return new MapPropertySource("last", Map.of("last.name", "x"));
		}

	}

	record Views(Refreshable<DbView> db, Refreshable<Slow> slow) {

	}

	@ConfigurationProperties("db")
	record DbView(String host) {

	}

	static class Gate {

		final CountDownLatch entered = new CountDownLatch(1);

		final CountDownLatch overtaken = new CountDownLatch(1);

		final CountDownLatch open = new CountDownLatch(1);

		private final ConfigStore store;

		Gate(ConfigStore store) {
			this.store = store;
		}

		boolean isSwapped() {
			return "second".equals(this.store.get("slow").keys().get("name"));
		}

	}

	/** Takes its time when it is made of the second state after the swap. */
	@ConfigurationProperties("slow")
	record Slow(String name, @Nullable String other) {

		static volatile @Nullable Gate gate;

		Slow {
			Gate current = gate;
			if (current != null && "second".equals(name) && current.isSwapped()) {
				current.entered.countDown();
				try {
					current.open.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
			else if (current != null && "third".equals(name)) {
				current.overtaken.countDown();
			}
			Objects.requireNonNull(name);
		}

	}

	@ConfigurationProperties("db")
	static class Db {

		private String host = "none";

		private int port = 80;

		int calls;

		public String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.calls++;
			this.host = host;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.calls++;
			this.port = port;
		}

	}

	@ConfigurationProperties("picky")
	static class Picky {

		private int size;

		boolean running;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			if (this.running && size == REJECTED) {
				throw new IllegalStateException();
			}
			this.size = size;
		}

	}

	@ConfigurationProperties("more")
	static class More {

		private int size;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

	}

	static class Coded {

		private String text;

		private int size = 5;

		Coded(String text) {
			this.text = text;
		}

		public String getText() {
			return this.text;
		}

		public void setText(String text) {
			this.text = text;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		String describe() {
			return this.text + " " + this.size;
		}

	}

}
