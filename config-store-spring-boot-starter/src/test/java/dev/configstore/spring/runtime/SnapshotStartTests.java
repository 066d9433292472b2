package dev.configstore.spring.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The snapshot file of an application: when it is written, and when it is used.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class SnapshotStartTests {

	private static final String TWO = "config-store:near,config-store:far";

	private static final String[] SLOW = { "config-store.update-interval=1h", "config-store.poll-interval=1h",
			"config-store.startup-timeout=30s" };

	private final EmbeddedTable table;

	private final Fault fault = new Fault();

	private Path file;

	SnapshotStartTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill(@TempDir Path folder) {
		this.file = folder.resolve("snapshot");
		this.table.clear();
		this.table.put("near", "db", Map.of("near", "one"));
		this.table.put("far", "db", Map.of("far", "one"));
	}

	@AfterEach
	void heal() {
		this.fault.close();
	}

	private ConfigurableApplicationContext run(String location, String... more) {
		Map<String, Object> properties = FaultApplication.properties(this.table, location, more);
		properties.put("config-store.snapshot-file", this.file);
		return FaultApplication.run(this.fault, properties);
	}

	private void write(String location, String... more) {
		String[] all = new String[more.length + SLOW.length];
		System.arraycopy(SLOW, 0, all, 0, SLOW.length);
		System.arraycopy(more, 0, all, SLOW.length, more.length);
		run(location, all).close();
	}

	@Test
	void keepsEveryLocationWhenOneOfThemCannotBeRead() throws Exception {
		write(TWO);
		Instant written = new SnapshotFile(this.file, null, SnapshotCipher.NONE).read().at();
		this.table.put("near", "db", Map.of("near", "two"));
		this.fault.only("=far").hang();
		try (ConfigurableApplicationContext context = run(TWO)) {
			assertThat(context.getEnvironment().getProperty("db.near")).isEqualTo("two");
			assertThat(context.getEnvironment().getProperty("db.far")).isEqualTo("one");
			SnapshotFile.Content content = new SnapshotFile(this.file, null, SnapshotCipher.NONE).read();
			assertThat(content.at()).as("a part never replaces the whole").isEqualTo(written);
			assertThat(content.snapshots()).hasSize(2);
			this.fault.heal();
			Awaitility.await().until(() -> isKept("two") && isKept("one"));
		}
	}

	private boolean isKept(String value) throws Exception {
		return new SnapshotFile(this.file, null, SnapshotCipher.NONE).read()
			.snapshots()
			.values()
			.stream()
			.flatMap((stores) -> stores.get(0).options().values().stream())
			.anyMatch((option) -> option.keys().containsValue(value));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			damage, config-store.instances=2, is damaged: its checksum is wrong
			none, config-store.prefix=other, "holds other stores, not config-store:near?table="
			none, config-store.snapshot.max-age=1ms, is too old
			none, config-store.snapshot.key=a-key, "is not encrypted, and 'config-store.snapshot.key' is set"
			delete, config-store.instances=2, does not exist
			""")
	void isRejectedWithAReason(String damage, String setting, String reason, CapturedOutput output) throws Exception {
		write("config-store:near");
		if (damage.equals("damage")) {
			byte[] bytes = Files.readAllBytes(this.file);
			bytes[bytes.length - 1]++;
			Files.write(this.file, bytes);
		}
		else if (damage.equals("delete")) {
			Files.delete(this.file);
		}
		this.fault.reject();
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> run("config-store:near", setting));
		assertThat(output).contains("The snapshot file " + this.file + " is not used: it " + reason);
		try (ConfigurableApplicationContext context = run("optional:config-store:near", setting)) {
			assertThat(context.getEnvironment().getProperty("db.near")).isNull();
		}
	}

	@Test
	void servesAnEncryptedFileToWhoeverHasTheKey(CapturedOutput output) throws Exception {
		write("config-store:near", "config-store.snapshot.key=a-key");
		this.fault.reject();
		try (ConfigurableApplicationContext context = run("config-store:near", "config-store.snapshot.key=a-key")) {
			assertThat(context.getEnvironment().getProperty("db.near")).isEqualTo("one");
		}
		assertThat(output).doesNotContain("a-key");
	}

	@Test
	void isWrittenAfterARefreshAndNeverOverwrittenByNothing() throws Exception {
		try (ConfigurableApplicationContext context = run("config-store:near", SLOW)) {
			ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
			assertThat(isKept("one")).as("after the start").isTrue();
			this.table.put("near", "db", Map.of("near", "two"));
			runtime.reloadForRefresh();
			assertThat(isKept("two")).as("not before it is committed").isFalse();
			runtime.stores().settle((before, after) -> {
			});
			assertThat(isKept("two")).as("after /actuator/refresh").isTrue();
			this.table.delete("near", "db");
			assertThat(runtime.stores().reload()).as("an operator may empty a store").isTrue();
			assertThat(context.getEnvironment().getProperty("db.near")).isNull();
			assertThat(isKept("two")).as("never by nothing").isTrue();
		}
	}

	@Test
	void holdsBackAnEmptiedStoreUntilSomebodyAsksForIt(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run("config-store:near", "config-store.startup-timeout=30s")) {
			ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
			this.table.delete("near", "db");
			Awaitility.await().until(() -> runtime.stores().status().rejected() != null);
			Instant rejected = runtime.stores().status().lastSuccess();
			// Several reads of everything find it again.
			Awaitility.await().until(() -> runtime.stores().status().lastSuccess().isAfter(rejected.plusMillis(500)));
			assertThat(context.getEnvironment().getProperty("db.near")).isEqualTo("one");
			assertThat(output)
				.containsOnlyOnce(
						"A candidate was rejected, the generation in use stays: The store lost 1 of 1 options")
				.doesNotContain("Reloading works again");
			runtime.reloadForRefresh();
			assertThat(context.getEnvironment().getProperty("db.near")).isNull();
			assertThat(runtime.stores().status().rejected()).isNull();
			assertThat(output).as("a rejection is no failure to reload").doesNotContain("Reloading works again");
		}
	}

}
