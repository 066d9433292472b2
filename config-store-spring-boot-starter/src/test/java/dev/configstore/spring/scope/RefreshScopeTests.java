package dev.configstore.spring.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.configstore.spring.scope.ScopedApplication.Client;
import dev.configstore.spring.scope.ScopedApplication.Journal;
import dev.configstore.spring.support.Notified;
import dev.configstore.spring.support.OperatedApplication;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.scope.refresh.RefreshScope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Beans in refresh scope while the table changes: nobody waits for one that is in use,
 * and none goes before there is another one.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
@TestInstance(Lifecycle.PER_CLASS)
class RefreshScopeTests {

	private static final String BUSY = "Bean 'byValue' in refresh scope";

	private EmbeddedTable table;

	private OperatedApplication application;

	private Journal journal;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.application = OperatedApplication.run(table, ScopedApplication.class,
				"--config-store.notify-timeout=200ms");
		this.journal = this.application.context().getBean(Journal.class);
	}

	@BeforeEach
	void reset() {
		fill();
		reload();
		Awaitility.await().until(() -> status().notRenewed().isEmpty());
		this.journal.clear();
	}

	@AfterAll
	void stop() {
		this.journal.gate.open();
		this.application.close();
	}

	private void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "h0"));
	}

	private boolean reload() {
		return StoreApplication.reload(this.application.context());
	}

	private Client client(String name) {
		return this.application.context().getBean(name, Client.class);
	}

	private NotificationStatus status() {
		return this.application.context().getBean(NotificationStatus.class);
	}

	private boolean changeTo(String host) {
		this.table.putKey("prod", "db", "host", host);
		return reload();
	}

	@Test
	void makesFirstAndDestroysThen() {
		assertThat(changeTo("h1")).isTrue();
		assertThat(this.journal.of("byValue")).containsExactly("made byValue h1", "destroyed byValue h0");
		assertThat(client("byValue").host()).isEqualTo("h1");
		assertThat(this.journal.scopeEvents).containsExactly("__refreshAll__");
	}

	@Test
	void keepsTheInstanceThatIsInUseAndLetsNobodyWait(CapturedOutput output)
			throws ExecutionException, InterruptedException, TimeoutException {
		this.journal.gate.close();
		CompletableFuture<String> inside = CompletableFuture.supplyAsync(client("byValue")::stay);
		this.journal.gate.awaitInside();
		assertThat(changeTo("h1")).isTrue();
		assertThat(changeTo("h2")).isTrue();
		assertThat(CompletableFuture.supplyAsync(client("byValue")::host).get(5, TimeUnit.SECONDS)).isEqualTo("h0");
		assertThat(client("plain").host()).isEqualTo("nothing");
		assertThat(this.journal.of("plain")).as("the others are renewed").hasSize(4);
		assertThat(status().notRenewed()).containsExactly(Map.entry("byValue", "busy"));
		Awaitility.await().until(() -> status().hanging().equals(List.of(BUSY)));
		OperatedApplication.Answer health = this.application.get("health/configStore");
		assertThat(health.at("/status").asString()).isEqualTo("UP");
		assertThat(health.texts("/details/hanging")).containsExactly(BUSY);
		assertThat(this.application.get("configstore").at("/notifications/notRenewed/byValue").asString())
			.isEqualTo("busy");
		this.journal.gate.open();
		assertThat(inside.get(5, TimeUnit.SECONDS)).isEqualTo("h0");
		Awaitility.await().until(() -> client("byValue").host().equals("h2"));
		Notified.await(this.application.context());
		assertThat(this.journal.of("byValue")).containsExactly("made byValue h2", "destroyed byValue h0");
		assertThat(status().notRenewed()).isEmpty();
		assertThat(status().hanging()).isEmpty();
		assertThat(output.getOut().split(BUSY + " has been busy", -1)).as("one warning").hasSize(2);
	}

	@Test
	void renewsABeanThatIsNeverFree() throws Exception {
		AtomicBoolean running = new AtomicBoolean(true);
		CyclicBarrier overlap = new CyclicBarrier(2);
		Runnable caller = () -> {
			while (running.get()) {
				// Two are inside at once, and never both are out.
				client("byValue").inside(() -> meet(overlap, running));
			}
		};
		List<CompletableFuture<Void>> callers = List.of(CompletableFuture.runAsync(caller),
				CompletableFuture.runAsync(caller), CompletableFuture.runAsync(caller));
		try {
			assertThat(changeTo("h1")).isTrue();
			Awaitility.await().until(() -> client("byValue").host().equals("h1"));
		}
		finally {
			running.set(false);
			overlap.reset();
		}
		CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.journal.of("byValue")).containsExactly("made byValue h1",
					"destroyed byValue h0"));
	}

	private static void meet(CyclicBarrier overlap, AtomicBoolean running) {
		try {
			if (running.get()) {
				overlap.await(100, TimeUnit.MILLISECONDS);
			}
		}
		catch (Exception ex) {
			overlap.reset();
		}
	}

	@Test
	void showsOneInstanceWithinACall() {
		List<String> seen = new ArrayList<>();
		client("byValue").inside(() -> {
			seen.add(client("byValue").host());
			changeTo("h1");
			seen.add(client("byValue").host());
		});
		assertThat(seen).containsExactly("h0", "h0");
		Awaitility.await().until(() -> client("byValue").host().equals("h1"));
	}

	@Test
	void keepsTheInstanceWhoseReplacementCannotBeMade(CapturedOutput output) {
		this.table.put("prod", "db", Map.of("host", "h1", "bad", "true"));
		assertThat(reload()).isTrue();
		assertThat(client("byValue").host()).isEqualTo("h0");
		assertThat(status().notRenewed()).containsExactly(Map.entry("byValue", "java.lang.IllegalStateException"));
		assertThat(this.application.get("health").status().value()).isEqualTo(200);
		this.table.putKey("prod", "db", "host", "h2");
		assertThat(reload()).isTrue();
		assertThat(client("byValue").host()).isEqualTo("h0");
		String warning = "Bean 'byValue' in refresh scope keeps its old instance";
		assertThat(output.getOut().split(warning, -1)).as("one warning").hasSize(2);
		assertThat(output).doesNotContain("a secret");
		this.table.putKey("prod", "db", "bad", "false");
		assertThat(reload()).isTrue();
		assertThat(client("byValue").host()).isEqualTo("h2");
		assertThat(status().notRenewed()).isEmpty();
		assertThat(output).contains("Bean 'byValue' in refresh scope has a new instance again");
		assertThat(this.journal.of("byValue")).containsExactly("made byValue h2", "destroyed byValue h0");
	}

	@Test
	void triesAgainByItselfWhatCouldNotBeMade() {
		AtomicBoolean bad = new AtomicBoolean(true);
		ConfigStoreRefreshScope scope = this.application.context().getBean(ConfigStoreRefreshScope.class);
		AtomicBoolean first = new AtomicBoolean(true);
		scope.get("scopedTarget.own", () -> {
			if (!first.getAndSet(false) && bad.get()) {
				throw new IllegalStateException("not yet");
			}
			return new Object();
		});
		Object before = scope.get("scopedTarget.own", Object::new);
		scope.renew(List.of("own"));
		assertThat(status().notRenewed()).containsKey("own");
		assertThat(scope.get("scopedTarget.own", Object::new)).isSameAs(before);
		bad.set(false);
		Awaitility.await().until(() -> status().notRenewed().isEmpty());
		assertThat(scope.get("scopedTarget.own", Object::new)).isNotSameAs(before);
		scope.remove("scopedTarget.own");
	}

	@Test
	void forgetsTheErrorOfABeanOnceItIsMade() {
		this.table.putKey("prod", "db", "late", "fails");
		reload();
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(client("late")::host);
		assertThat(this.application.get("health").at("/components/refreshScope/status").asString()).isEqualTo("DOWN");
		this.table.putKey("prod", "db", "late", "h1");
		assertThat(reload()).isTrue();
		assertThat(client("late").host()).isEqualTo("h1");
		assertThat(this.application.get("health").at("/components/refreshScope/status").asString()).isEqualTo("UP");
		assertThat(this.application.context().getBean(RefreshScope.class).getErrors()).isEmpty();
	}

	@Test
	void renewsAllWithoutWaitingWhenAnOperatorAsks() throws Exception {
		this.journal.gate.close();
		CompletableFuture<String> inside = CompletableFuture.supplyAsync(client("byValue")::stay);
		this.journal.gate.awaitInside();
		this.table.putKey("prod", "db", "host", "h1");
		assertThat(this.application.post("refresh").status().value()).isEqualTo(200);
		assertThat(client("byValue").host()).isEqualTo("h0");
		assertThat(this.journal.of("plain")).containsExactly("made plain nothing", "destroyed plain nothing");
		this.journal.gate.open();
		assertThat(inside.get(5, TimeUnit.SECONDS)).isEqualTo("h0");
		Awaitility.await().until(() -> client("byValue").host().equals("h1"));
	}

	@Test
	void leavesNothingAlive() {
		int alive = this.journal.alive.get();
		for (int i = 1; i <= 20; i++) {
			changeTo("h" + i);
		}
		assertThat(this.journal.alive.get()).isEqualTo(alive);
	}

}
