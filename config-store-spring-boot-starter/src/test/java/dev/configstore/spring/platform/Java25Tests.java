package dev.configstore.spring.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.configstore.spring.support.ForkedJvm;
import dev.configstore.spring.support.JvmCommand;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class Java25Tests {

	@Test
	void readsFollowsAndEndsWithoutAWarningOnJava25(EmbeddedTable table) {
		Optional<Path> java = JvmCommand.java(25);
		assumeThat(java).as("a Java 25 in JAVA_HOME_25 or /usr/lib/jvm").isPresent();
		table.put("prod", "db", Map.of("host", "one"));
		try (ForkedJvm jvm = JvmCommand.of(PlatformApplication.class)
			.home(java.orElseThrow())
			.properties(table.properties())
			.property("config-store.store", "prod")
			.property("config-store.poll-interval", "100ms")
			.property("spring.config.import", "config-store:")
			.property("spring.main.web-application-type", "none")
			.start()) {
			assertThat(jvm.answer()).isEqualTo("started");
			assertThat(jvm.ask("host")).isEqualTo("one");
			table.putKey("prod", "db", "host", "two");
			await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(jvm.ask("host")).isEqualTo("two"));
			assertThat(jvm.ask("close")).isEqualTo("closed");
			assertThat(jvm.end()).as(jvm.toString()).isZero();
			assertThat(jvm.output()).anyMatch((line) -> line.contains("using Java 2"))
				.noneMatch((line) -> line.contains("WARN"));
		}
	}

}
