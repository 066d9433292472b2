package dev.configstore.spring.simple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class SimpleModeOutageTests {

	private final EmbeddedTable table;

	SimpleModeOutageTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.put("prod", "db", Map.of("host", "one", "port", 1));
		this.table.put("prod", "cache", Map.of("size", 1));
	}

	@Test
	void servesTheLastValueWhenTheConnectionIsRefused() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		assertThatTheLastValueIsServed(port);
	}

	@Test
	void servesTheLastValueWhenNobodyAnswers() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			assertThatTheLastValueIsServed(socket.getLocalPort());
		}
	}

	@Test
	void servesTheLastValueWhenTheTableIsThrottled() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		byte[] answer = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\"}"
			.getBytes(StandardCharsets.UTF_8);
		server.createContext("/", (exchange) -> {
			exchange.getRequestBody().readAllBytes();
			exchange.sendResponseHeaders(400, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		server.start();
		try {
			assertThatTheLastValueIsServed(server.getAddress().getPort());
		}
		finally {
			server.stop(0);
		}
	}

	private void assertThatTheLastValueIsServed(int port) {
		try (SimpleModeApplication application = SimpleModeApplication.run(this.table,
				"config-store.attempt-timeout=500ms", "config-store.call-timeout=1s")) {
			SimpleMode mode = application.runtime().simpleMode();
			this.table.putKey("prod", "db", "host", "two");
			assertThat(application.environment().getProperty("db.host")).isEqualTo("two");
			assertThat(mode.staleSince()).isNull();
			this.table.putKey("prod", "db", "host", "three");
			application.requests().drain();

			application.requests().divertTo(port);
			lookUpEverything(application, 20);
			assertThat(mode.staleSince()).isEqualTo(application.clock().instant());
			assertThat(application.requests().drain()).hasSize(1);
			application.clock().advance(Duration.ofMillis(999));
			lookUpEverything(application, 20);
			assertThat(application.requests().drain()).isEmpty();
			application.clock().advance(Duration.ofMillis(1001));
			lookUpEverything(application, 20);
			assertThat(application.requests().drain()).hasSize(1);
			// Paused for two to four seconds now, so the next try is later than before.
			application.clock().advance(Duration.ofMillis(1999));
			lookUpEverything(application, 20);
			assertThat(application.requests().drain()).isEmpty();

			application.requests().heal();
			application.clock().advance(Duration.ofSeconds(30));
			assertThat(application.environment().getProperty("db.host")).isEqualTo("three");
			assertThat(mode.staleSince()).isNull();
			assertThat(application.requests().drain()).hasSize(1);
		}
	}

	private static void lookUpEverything(SimpleModeApplication application, int times) {
		for (int i = 0; i < times; i++) {
			assertThat(application.environment().getProperty("db.host")).isEqualTo("two");
			assertThat(application.environment().getProperty("db.port")).isEqualTo("1");
			assertThat(application.environment().getProperty("cache.size")).isEqualTo("1");
		}
	}

	@Test
	void servesTheLastValueOfAnInterruptedThreadAndBlamesNobody() {
		try (SimpleModeApplication application = SimpleModeApplication.run(this.table)) {
			this.table.putKey("prod", "db", "host", "two");
			Thread.currentThread().interrupt();
			assertThat(application.environment().getProperty("db.host")).isEqualTo("one");
			assertThat(Thread.interrupted()).isTrue();
			assertThat(application.runtime().simpleMode().staleSince()).isNull();
			assertThat(application.environment().getProperty("db.host")).isEqualTo("two");
		}
	}

	@Test
	void servesTheLastValueAfterItWasClosed() {
		SimpleModeApplication application = SimpleModeApplication.run(this.table);
		application.close();
		application.requests().drain();
		assertThat(application.environment().getProperty("db.host")).isEqualTo("one");
		assertThat(application.requests().drain()).isEmpty();
	}

}
