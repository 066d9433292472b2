package dev.configstore.spring.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import dev.configstore.spring.support.CountingProxy;
import dev.configstore.spring.support.ForkedJvm;
import dev.configstore.spring.support.JvmCommand;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Look-ups on the virtual threads of requests, in simple mode remote ones.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class VirtualThreadTests {

	@ParameterizedTest
	@ValueSource(strings = { "simple", "time-based" })
	void pinsNoVirtualThread(String mode, EmbeddedTable table) {
		Optional<Path> java = JvmCommand.java(25);
		assumeThat(java).as("a Java 25 in JAVA_HOME_25 or /usr/lib/jvm").isPresent();
		table.put("prod", "db", Map.of("host", "one"));
		try (CountingProxy dynamoDb = new CountingProxy(table);
				ForkedJvm jvm = JvmCommand.of(PlatformApplication.class)
					.home(java.orElseThrow())
					.without("spring-boot-webflux", "spring-webflux")
					.properties(table.properties())
					.property("config-store.endpoint", dynamoDb.endpoint())
					.property("config-store.store", "prod")
					.property("config-store.mode", mode)
					.property("spring.config.import", "config-store:")
					.property("spring.threads.virtual.enabled", true)
					.property("server.port", 0)
					.start()) {
			assertThat(jvm.answer()).isEqualTo("started");
			// Whoever uses a class first pins, and that is no look-up's fault.
			assertThat(jvm.ask("requests")).isEqualTo("[one virtual]");
			assertThat(jvm.ask("watch")).isEqualTo("watching");
			int before = dynamoDb.operations().size();
			assertThat(jvm.ask("requests")).isEqualTo("[one virtual]");
			if (mode.equals("simple")) {
				assertThat(dynamoDb.operations()).as("read by the requests").hasSizeGreaterThan(before);
			}
			assertThat(jvm.ask("pinned")).as("the one that is pinned on purpose, and no other")
				.matches("\\[dev\\.configstore\\.spring\\.platform\\.PinnedThreads\\$Pins: [^,]*]");
		}
	}

}
