package dev.configstore.spring.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.spi.ToolProvider;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.ForkedJvm;
import dev.configstore.spring.support.JvmCommand;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.devtools.restart.Restarter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Devtools closes an application and starts it again in the same JVM, with new classes of
 * the application and the same ones of its libraries, of which the starter is one.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class DevtoolsRestartTests {

	private static Path location(Class<?> type) {
		return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
	}

	@Test
	void readsAgainAndLeavesNothingBehindWhenRestarted(EmbeddedTable table, @TempDir Path folder) {
		Path starter = folder.resolve("starter.jar");
		assertThat(ToolProvider.findFirst("jar")
			.orElseThrow()
			.run(System.out, System.err, "--create", "--file", starter.toString(), "-C",
					location(ConfigStoreRuntime.class).toString(), "."))
			.isZero();
		table.put("prod", "db", Map.of("host", "one"));
		JvmCommand command = JvmCommand.of(PlatformApplication.class)
			.last(starter, location(Restarter.class))
			// Caches hold what they have softly.
			.option("-XX:SoftRefLRUPolicyMSPerMB=0")
			.properties(table.properties())
			.property("config-store.store", "prod")
			.property("config-store.poll-interval", "100ms")
			.property("spring.config.import", "config-store:")
			.property("spring.main.web-application-type", "none");
		command.classPath().remove(location(ConfigStoreRuntime.class));
		try (ForkedJvm jvm = command.start()) {
			assertThat(jvm.answer()).isEqualTo("started");
			assertThat(jvm.ask("loader")).isEqualTo("RestartClassLoader AppClassLoader");
			assertThat(jvm.ask("host")).isEqualTo("one");
			table.putKey("prod", "db", "host", "two");
			assertThat(jvm.ask("restart")).isEqualTo("started");
			assertThat(jvm.ask("host")).isEqualTo("two");
			table.putKey("prod", "db", "host", "three");
			await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(jvm.ask("host")).isEqualTo("three"));
			await()
				.untilAsserted(() -> assertThat(jvm.ask("left")).isEqualTo("clients=[0, 1] runtimes=[0, 1] threads=1"));
		}
	}

}
