package dev.configstore.spring.follow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that read beans while these change never see a class default, nothing, or an
 * empty collection.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ReadersTests {

	private static final int CHANGES = 10;

	private EmbeddedTable table;

	private RunningApplication application;

	private Server server;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		put(0);
		this.application = RunningApplication.start(table, Application.class);
		this.server = this.application.bean(Server.class);
	}

	@BeforeEach
	void reset() {
		put(0);
		this.application.reload();
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	private void put(int number) {
		this.table.put("prod", "server", Map.of("port", 1000 + number, "name", "always the same", "hosts",
				(number % 2 == 0) ? List.of("a") : List.of("b", "c"), "weights", Map.of("w" + number, number), "pool",
				Map.of("size", 100 + number, "name", "always the same"), "replica", Map.of("host", "r" + number)));
	}

	private void changeWhileRead(Consumer<Consumer<String>> check) {
		try (Readers readers = new Readers(1, check)) {
			for (int i = 1; i <= CHANGES; i++) {
				put(i);
				long before = readers.rounds();
				this.application.reloadApplies();
				Awaitility.await().until(() -> readers.rounds() > before);
			}
			assertThat(readers.wrong()).isEmpty();
		}
		assertThat(this.server.getPort()).isEqualTo(1000 + CHANGES);
	}

	@Test
	void seeNoDefaultOfAPropertyThatChanges() {
		changeWhileRead((wrong) -> {
			if (this.server.getPort() < 1000) {
				wrong.accept("port " + this.server.getPort());
			}
		});
	}

	@Test
	void seeNothingElseOfAPropertyThatDoesNotChange() {
		changeWhileRead((wrong) -> {
			if (!"always the same".equals(this.server.getName())) {
				wrong.accept("name " + this.server.getName());
			}
			if (!"always the same".equals(this.server.getPool().getName())) {
				wrong.accept("pool.name " + this.server.getPool().getName());
			}
		});
	}

	@Test
	void seeNestedBeansWhole() {
		Object pool = this.server.getPool();
		changeWhileRead((wrong) -> {
			if (this.server.getPool() != pool) {
				wrong.accept("another pool");
			}
			if (this.server.getPool().getSize() < 100) {
				wrong.accept("pool.size " + this.server.getPool().getSize());
			}
			Replica replica = this.server.getReplica();
			if (replica == null) {
				wrong.accept("no replica");
			}
			else if (!replica.getHost().startsWith("r")) {
				wrong.accept("replica.host " + replica.getHost());
			}
		});
	}

	@Test
	void seeNoCollectionEmptyOrMixed() {
		changeWhileRead((wrong) -> {
			List<String> hosts = List.copyOf(this.server.getHosts());
			if (!hosts.equals(List.of("a")) && !hosts.equals(List.of("b", "c"))) {
				wrong.accept("hosts " + hosts);
			}
			Map<String, Integer> weights = new LinkedHashMap<>(this.server.getWeights());
			if (weights.size() != 1) {
				wrong.accept("weights " + weights.size());
			}
		});
	}

	@Test
	void seeNoDefaultsWhenAKeyComesAndGoes() {
		try (Readers readers = new Readers(1, (wrong) -> {
			if (this.server.getPort() != 1000 || !"always the same".equals(this.server.getName())) {
				wrong.accept("port " + this.server.getPort() + ", name " + this.server.getName());
			}
		})) {
			for (int i = 0; i < CHANGES; i++) {
				if (i % 2 == 0) {
					this.table.putKey("prod", "server", "note", "here");
				}
				else {
					this.table.removeKey("prod", "server", "note");
				}
				long before = readers.rounds();
				this.application.reloadApplies();
				Awaitility.await().until(() -> readers.rounds() > before);
			}
			assertThat(readers.wrong()).isEmpty();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Server.class)
	static class Application {

	}

	@Validated
	@ConfigurationProperties("server")
	static class Server {

		private volatile int port = 80;

		private volatile String name = "default";

		private volatile String note = "";

		private volatile List<String> hosts = new ArrayList<>();

		private volatile Map<String, Integer> weights = new LinkedHashMap<>();

		private final Pool pool = new Pool();

		private volatile @Nullable Replica replica;

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public String getNote() {
			return this.note;
		}

		public void setNote(String note) {
			this.note = note;
		}

		public List<String> getHosts() {
			return this.hosts;
		}

		public void setHosts(List<String> hosts) {
			this.hosts = hosts;
		}

		public Map<String, Integer> getWeights() {
			return this.weights;
		}

		public void setWeights(Map<String, Integer> weights) {
			this.weights = weights;
		}

		public Pool getPool() {
			return this.pool;
		}

		public @Nullable Replica getReplica() {
			return this.replica;
		}

		public void setReplica(@Nullable Replica replica) {
			this.replica = replica;
		}

	}

	static class Pool {

		private volatile int size = 5;

		private volatile String name = "default";

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

	}

	static class Replica {

		private volatile String host = "none";

		public String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.host = host;
		}

	}

}
