package dev.configstore.spring.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadStatus;
import dev.configstore.spring.support.Outage;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;
import org.assertj.core.data.TemporalUnitWithinOffset;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Every fault at every moment. What is seen becomes the table in
 * {@code docs/reliability.md}.
 */
@ExtendWith(OutputCaptureExtension.class)
class FaultMatrixTests {

	private static final Path DOCUMENT = Path.of("../docs/reliability.md");

	private static final String HEADER = """
			| fault | first start | `optional:` | start with a snapshot file | running | when it is over |
			|---|---|---|---|---|---|
			""";

	/** The time-out of the start is 300 ms. */
	private static final Duration LONGEST_LOADING = Duration.ofMillis(300 + 2_000);

	private static final int ATTEMPTS_A_POLL = 8;

	private static final List<String> ROWS = new ArrayList<>();

	private final EmbeddedTable table = EmbeddedDynamoDb.shared().createTable();

	private final Fault fault = new Fault();

	private final Set<Thread> threadsBefore = threads();

	static List<Outage> outages() {
		return Outage.ALL;
	}

	@AfterAll
	static void theDocumentTellsWhatWasSeen() throws IOException {
		if (ROWS.size() == Outage.ALL.size()) {
			assertThat(Files.readString(DOCUMENT)).as("docs/reliability.md").contains(HEADER + String.join("", ROWS));
		}
	}

	@ParameterizedTest
	@MethodSource("outages")
	void survives(Outage outage, @TempDir Path folder, CapturedOutput output) throws Exception {
		this.table.put("prod", "db", Map.of("host", "one"));
		Path file = folder.resolve("snapshot");
		try (this.fault; this.table) {
			List<String> cells = new ArrayList<>();
			String running = running(outage, file, output, cells);
			outage.begin(this.fault, this.table.name());
			cells.add(0, start(outage, "config-store:", null, output, ""));
			cells.add(1, start(outage, "optional:config-store:", null, output, "three"));
			cells.add(2, start(outage, "config-store:", file, output, "four"));
			cells.add(3, running);
			ROWS.add("| " + outage.name() + " | " + String.join(" | ", cells) + " |\n");
		}
		assertThat(output).doesNotContain("s3cr3t");
		Awaitility.await().until(() -> this.threadsBefore.containsAll(threads()));
	}

	private String running(Outage outage, Path file, CapturedOutput output, List<String> cells) throws Exception {
		try (ConfigurableApplicationContext context = run("config-store:", file)) {
			Set<Thread> loop = threads();
			loop.removeAll(this.threadsBefore);
			assertThat(loop).hasSize(1);
			int logged = output.getOut().length();
			outage.begin(this.fault, this.table.name());
			awaitFailures(context, 1);
			Instant lastSuccess = status(context).lastSuccess();
			int failuresBefore = status(context).failures();
			this.fault.attempts();
			awaitFailures(context, failuresBefore + 3);
			ReloadStatus status = status(context);
			assertThat(this.fault.attempts()).as("attempts during the outage")
				.isBetween(1, (status.failures() - failuresBefore + 2) * ATTEMPTS_A_POLL);
			assertThat(status.lastSuccess()).isEqualTo(lastSuccess);
			assertThat(status.age(Instant.now())).isPositive();
			assertThat(failure(status)).isEqualTo(outage.exception());
			assertThat(host(context)).isEqualTo("one");
			String told = output.getOut().substring(logged);
			assertThat(told).containsOnlyOnce("Reloading failed, the last values stay and are PT")
				.doesNotContain("unexpectedly");
			if (outage.name().startsWith("table deleted")) {
				assertThat(EmbeddedDynamoDb.shared().client().listTables().tableNames()).as("never made again")
					.doesNotContain(this.table.name());
			}
			outage.end(this.fault, this.table.name(), "two");
			Awaitility.await().until(() -> "two".equals(host(context)) && !status(context).isStale());
			Awaitility.await()
				.until(() -> output.getOut().substring(logged).contains("Reloading works again, after PT"));
			assertThat(output.getOut().substring(logged)).containsOnlyOnce("Reloading works again");
			assertThat(loop).as("nothing has died").allMatch(Thread::isAlive);
			Awaitility.await().until(() -> "two".equals(keptHost(file)));
			cells.add("new values by themselves, one line");
		}
		return "values and age stay; one line, " + outage.exception();
	}

	private String start(Outage outage, String location, @Nullable Path file, CapturedOutput output, String later)
			throws Exception {
		this.fault.attempts();
		boolean starts = (file != null) ? outage.transientFailure()
				: outage.mayBeGiven() && location.startsWith("optional:");
		if (!starts) {
			Throwable failure = catchThrowable(() -> run(location, file));
			assertThat(failure.getClass().getSimpleName()).isEqualTo(outage.exception());
			assertThat(this.fault.sinceFirstAttempt()).isLessThan(LONGEST_LOADING);
			assertThat(this.fault.attempts()).isBetween(1, 100);
			return "fails with an analysis" + (outage.transientFailure() ? " in time" : " at once");
		}
		Instant written = (file != null) ? content(file).at() : Instant.now();
		int logged = output.getOut().length();
		try (ConfigurableApplicationContext context = run(location, file)) {
			assertThat(host(context)).isEqualTo((file != null) ? "two" : null);
			assertThat(status(context).isStale()).isTrue();
			awaitFailures(context, 3);
			assertThat(failure(status(context))).isEqualTo(outage.exception());
			assertThat(status(context).lastSuccess()).isCloseTo(written, within(file));
			assertThat(this.fault.attempts()).as("attempts at start and in the polls")
				.isBetween(1, 100 + (status(context).failures() + 2) * ATTEMPTS_A_POLL);
			assertThat(output.getOut().substring(logged)).as("one line for one outage")
				.containsOnlyOnce((file != null) ? "Starting with the snapshot file" : "Starting without")
				.doesNotContain("Reloading failed");
			outage.end(this.fault, this.table.name(), later);
			Awaitility.await().until(() -> later.equals(host(context)));
			Awaitility.await()
				.until(() -> output.getOut().substring(logged).contains("Reloading works again, after PT"));
			if (file != null) {
				Awaitility.await().until(() -> later.equals(keptHost(file)));
			}
		}
		outage.begin(this.fault, this.table.name());
		return (file != null) ? "values of the file, as old as it is" : "starts without, stale";
	}

	private static TemporalUnitWithinOffset within(@Nullable Path file) {
		return new TemporalUnitWithinOffset((file != null) ? 1 : 5_000, ChronoUnit.MILLIS);
	}

	private ConfigurableApplicationContext run(String location, @Nullable Path file) {
		String[] more = (file != null) ? new String[] { "config-store.snapshot-file=" + file } : new String[0];
		Map<String, Object> properties = FaultApplication.properties(this.table, location, more);
		if (file != null && !Files.exists(file)) {
			// The start before the outage: the first one in a JVM takes its time.
			properties.put("config-store.startup-timeout", "30s");
		}
		properties.put("config-store.table-settings.create-if-missing", file != null && !Files.exists(file));
		return FaultApplication.run(this.fault, properties);
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("config-store-"))
			.collect(Collectors.toSet());
	}

	private static void awaitFailures(ConfigurableApplicationContext context, int failures) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(10))
			.atMost(Duration.ofSeconds(20))
			.until(() -> status(context).failures() >= failures);
	}

	private static ReloadStatus status(ConfigurableApplicationContext context) {
		return context.getBean(ConfigStoreRuntime.class).stores().status();
	}

	private static String failure(ReloadStatus status) {
		return Objects.requireNonNull(status.failure()).getClass().getSimpleName();
	}

	private static @Nullable String host(ConfigurableApplicationContext context) {
		return context.getEnvironment().getProperty("db.host");
	}

	private static SnapshotFile.Content content(Path file) throws Exception {
		return new SnapshotFile(file, null, SnapshotCipher.NONE).read();
	}

	private static String keptHost(Path file) throws Exception {
		StoreSnapshot kept = content(file).snapshots().values().iterator().next().get(0);
		return String.valueOf(Objects.requireNonNull(kept.option("db")).get("host"));
	}

}
