package dev.configstore.spring.follow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadListener;
import dev.configstore.spring.Refreshable;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A value that only the live bean rejects leads to a rejected candidate: every bean is
 * what it was, the objects in it included, and no listener was told of anything else.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class UndoTests {

	/** What a running {@link Picky} rejects and a new one takes. */
	private static final int REJECTED = 130013013;

	private EmbeddedTable table;

	private RunningApplication application;

	private final List<String> told = new ArrayList<>();

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.application = RunningApplication.start(table, Application.class);
		this.application.store().addListener(new ReloadListener() {

			@Override
			public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
				UndoTests.this.told.add("changed");
			}

		});
	}

	@BeforeEach
	void reset() {
		fill();
		this.application.reload();
		this.application.heard().clear();
		this.told.clear();
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	private void fill() {
		this.table.clear();
		Map<String, Object> state = Map.of("host", "one", "port", 1, "hosts", List.of("a", "b"), "labels",
				Map.of("x", "1"), "pool", Map.of("size", 10), "open", List.of("o1", "o2"));
		// One that comes before the failing one, and one after it.
		this.table.put("prod", "before", state);
		this.table.put("prod", "zafter", state);
		this.table.put("prod", "picky", Map.of("size", 1, "aaa", "one", "zzz", "one"));
		this.table.put("prod", "view", Map.of("size", 1));
	}

	private void changeBoth() {
		for (String option : List.of("before", "zafter")) {
			this.table.put("prod", option, Map.of("host", "two", "hosts", List.of("c"), "labels", Map.of("y", "2"),
					"pool", Map.of("size", 20, "name", "n"), "open", List.of("o3"), "replica", Map.of("host", "r")));
		}
		this.table.put("prod", "view", Map.of("size", 2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "picky", "picky-init", "picky-last" })
	void putsEveryBeanBackWithItsObjects(String option) {
		List<Identity> before = identities();
		changeBoth();
		this.table.put("prod", option, Map.of("size", REJECTED, "aaa", "two", "zzz", "two"));
		assertThat(this.application.reloadRejects()).doesNotContain(String.valueOf(REJECTED));
		assertThat(identities()).isEqualTo(before);
		assertThat(this.application.bean(Picky.class).describe()).isEqualTo("1 one one");
		assertThat(this.application.property("before.host")).isEqualTo("one");
		assertThat(this.application.store().get("before").keys()).containsEntry("host", "one");
		assertThat(this.told).isEmpty();
		assertThat(this.application.heard().refreshed).isEmpty();
		assertThat(this.application.bean(View.class).view().get().size()).isEqualTo(1);
	}

	@Test
	void appliesTheNextCandidateAfterARejectedOne() {
		changeBoth();
		this.table.put("prod", "picky", Map.of("size", REJECTED));
		this.application.reloadRejects();
		this.table.put("prod", "picky", Map.of("size", 3));
		this.application.reloadApplies();
		assertThat(this.application.bean(Picky.class).describe()).isEqualTo("3 none none");
		for (String name : List.of("before", "zafter")) {
			Service bean = this.application.bean(name, Service.class);
			assertThat(bean.describe()).isEqualTo("two 80 [c] {y=2} 20 n [o3] r");
		}
		assertThat(this.application.bean(View.class).view().get().size()).isEqualTo(2);
	}

	@Test
	void leavesNoTraceOfWhatWasNeverCommitted() {
		this.table.put("prod", "before", Map.of("host", "one", "note", "never"));
		this.table.put("prod", "picky", Map.of("size", REJECTED));
		this.application.reloadRejects();
		Service before = this.application.bean("before", Service.class);
		before.setNote("by code");
		fill();
		this.application.reload();
		this.table.putKey("prod", "before", "note", "bound");
		this.application.reloadApplies();
		assertThat(before.getNote()).isEqualTo("bound");
		this.table.removeKey("prod", "before", "note");
		this.application.reloadApplies();
		assertThat(before.getNote()).as("what it held before it was bound").isEqualTo("by code");
		before.setNote("none");
	}

	@Test
	void putsBackWhatCodeHasSetMeanwhile() {
		Service before = this.application.bean("before", Service.class);
		before.setHost("by code");
		Map<String, String> labels = new LinkedHashMap<>(Map.of("code", "c"));
		before.setLabels(labels);
		changeBoth();
		this.table.put("prod", "picky", Map.of("size", REJECTED));
		this.application.reloadRejects();
		assertThat(before.getHost()).isEqualTo("by code");
		assertThat(before.getLabels()).isSameAs(labels).isEqualTo(Map.of("code", "c"));
		before.setHost("one");
		before.setLabels(new LinkedHashMap<>(Map.of("x", "1")));
	}

	@Test
	void putsBackANeighbourThatASetterHasChanged() {
		this.table.put("prod", "linked", Map.of("both", "b"));
		this.application.reloadApplies();
		Linked linked = this.application.bean(Linked.class);
		linked.setOther("by code");
		this.table.put("prod", "linked", Map.of("both", "c"));
		this.table.put("prod", "picky", Map.of("size", REJECTED));
		this.application.reloadRejects();
		assertThat(linked.getBoth()).isEqualTo("b");
		assertThat(linked.getOther()).isEqualTo("by code");
	}

	private List<Identity> identities() {
		return List.of(Identity.of(this.application.bean("before", Service.class)),
				Identity.of(this.application.bean("zafter", Service.class)));
	}

	/** What a bean holds, and which objects these are. */
	private record Identity(String values, List<Integer> objects) {

		static Identity of(Service bean) {
			List<Integer> objects = new ArrayList<>();
			for (Object object : new Object[] { bean, bean.getHosts(), bean.getLabels(), bean.getPool(),
					bean.getOpen() }) {
				objects.add(System.identityHashCode(object));
			}
			bean.getOpen().forEach((element) -> objects.add(System.identityHashCode(element)));
			return new Identity(bean.describe(), objects);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		@ConfigurationProperties("before")
		Service before() {
			return new Service();
		}

		@Bean
		Linked linked() {
			return new Linked();
		}

		@Bean
		Picky picky() {
			return new Picky();
		}

		@Bean
		PickyInit pickyInit() {
			return new PickyInit();
		}

		@Bean
		PickyLast pickyLast() {
			return new PickyLast();
		}

		@Bean
		@ConfigurationProperties("zafter")
		Service zafter() {
			return new Service();
		}

		@Bean
		View view(Refreshable<ViewProperties> view) {
			return new View(view);
		}

		@Bean
		SmartInitializingSingleton running(Picky picky, PickyLast pickyLast) {
			return () -> {
				picky.running = true;
				pickyLast.running = true;
			};
		}

	}

	record View(Refreshable<ViewProperties> view) {

	}

	@ConfigurationProperties("view")
	record ViewProperties(int size) {

	}

	@ConfigurationProperties("picky")
	static class Picky {

		private String aaa = "none";

		private int size;

		private String zzz = "none";

		boolean running;

		public String getAaa() {
			return this.aaa;
		}

		public void setAaa(String aaa) {
			this.aaa = aaa;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			if (this.running && size == REJECTED) {
				throw new IllegalStateException("It was " + size);
			}
			this.size = size;
		}

		public String getZzz() {
			return this.zzz;
		}

		public void setZzz(String zzz) {
			this.zzz = zzz;
		}

		String describe() {
			return this.size + " " + this.aaa + " " + this.zzz;
		}

	}

	/** Rejects when it is initialized again. */
	@ConfigurationProperties("picky-init")
	static class PickyInit implements InitializingBean {

		private int size;

		private boolean running;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		@Override
		public void afterPropertiesSet() {
			if (this.running && this.size == REJECTED) {
				throw new IllegalStateException("It was " + this.size);
			}
			this.running = true;
		}

	}

	/** Has taken another value already when it rejects one. */
	@ConfigurationProperties("picky-last")
	static class PickyLast {

		private final Inner inner = new Inner();

		private int size;

		boolean running;

		public Inner getInner() {
			return this.inner;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
			if (this.running && size == REJECTED) {
				throw new IllegalStateException("It was " + size);
			}
		}

	}

	static class Inner {

		private String name = "none";

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

	}

	@ConfigurationProperties("linked")
	static class Linked {

		private String both = "none";

		private String other = "none";

		public String getBoth() {
			return this.both;
		}

		public void setBoth(String both) {
			this.both = both;
			this.other = both;
		}

		public String getOther() {
			return this.other;
		}

		public void setOther(String other) {
			this.other = other;
		}

	}

	static class Service {

		private String host = "none";

		private int port = 80;

		private String note = "none";

		private List<String> hosts = new ArrayList<>();

		private Map<String, String> labels = new LinkedHashMap<>();

		private final Pool pool = new Pool();

		private final List<String> open = new ArrayList<>();

		private @Nullable Replica replica;

		String describe() {
			return this.host + " " + this.port + " " + this.hosts + " " + this.labels + " " + this.pool.size + " "
					+ this.pool.name + " " + this.open + " "
					+ ((this.replica != null) ? Objects.toString(this.replica.host) : "-");
		}

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
			this.port = port;
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

		public Map<String, String> getLabels() {
			return this.labels;
		}

		public void setLabels(Map<String, String> labels) {
			this.labels = labels;
		}

		public Pool getPool() {
			return this.pool;
		}

		public List<String> getOpen() {
			return this.open;
		}

		public @Nullable Replica getReplica() {
			return this.replica;
		}

		public void setReplica(@Nullable Replica replica) {
			this.replica = replica;
		}

	}

	static class Pool {

		private int size = 5;

		private String name = "none";

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

		private @Nullable String host;

		public @Nullable String getHost() {
			return this.host;
		}

		public void setHost(@Nullable String host) {
			this.host = host;
		}

	}

}
