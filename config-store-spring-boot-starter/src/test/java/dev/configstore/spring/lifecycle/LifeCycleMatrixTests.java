package dev.configstore.spring.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.configstore.ConfigStore;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.lifecycle.LifeCycle.Kind;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every life cycle, through both doors: a start with data and without, a change, a change
 * that is rejected, and what is left when it is closed. The system property
 * {@code test.lifecycles=all} adds the other door and the other mode to each.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class LifeCycleMatrixTests {

	private static final boolean ALL = "all".equals(System.getProperty("test.lifecycles"));

	private static final List<String> IMPORT = List.of("--spring.config.import=config-store:");

	private static final List<String> BOOTSTRAP = List.of("--spring.cloud.bootstrap.enabled=true",
			"--spring.cloud.bootstrap.sources=" + LifeCycle.Bootstrap.class.getName());

	private EmbeddedTable table;

	private Footprint footprint;

	@BeforeEach
	void clear(EmbeddedTable table) {
		this.table = table;
		table.clear();
		this.footprint = new Footprint();
	}

	static List<Arguments> cells() {
		List<Arguments> cells = new ArrayList<>();
		for (LifeCycle cycle : LifeCycle.values()) {
			boolean bootstrap = cycle.hasBootstrapDoor();
			boolean odd = cycle.ordinal() % 2 == 1;
			if (ALL || !bootstrap || !odd) {
				cells.add(Arguments.of(cycle, IMPORT, "time-based"));
			}
			if (bootstrap && (ALL || odd)) {
				cells.add(Arguments.of(cycle, BOOTSTRAP, "time-based"));
			}
			if (ALL) {
				cells.add(Arguments.of(cycle, IMPORT, "simple"));
			}
			if (ALL && bootstrap) {
				cells.add(Arguments.of(cycle, BOOTSTRAP, "simple"));
			}
		}
		return cells;
	}

	private ConfigurableApplicationContext start(LifeCycle cycle, List<String> door, String mode) {
		List<String> arguments = new ArrayList<>(door);
		arguments.add("--config-store.store=prod");
		arguments.add("--config-store.mode=" + mode);
		arguments.add("--config-store.poll-interval=20ms");
		arguments.add("--config-store.update-interval=20ms");
		this.table.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
		return cycle.start(arguments.toArray(String[]::new));
	}

	@ParameterizedTest
	@MethodSource("cells")
	void startsWithDataFollowsRejectsAndCloses(LifeCycle cycle, List<String> door, String mode) {
		this.table.put("prod", "db", Map.of("host", "one", "port", 1));
		boolean updates = cycle.kind() == Kind.FOLLOWS && mode.equals("time-based");
		ConfigurableApplicationContext parent;
		try (ConfigurableApplicationContext context = start(cycle, door, mode)) {
			parent = LifeCycle.parentOf(context);
			assertSees(context, (cycle.kind() != Kind.NOTHING) ? "one" : null);
			if (cycle != LifeCycle.CONTEXT_WITHOUT_APPLICATION) {
				assertThat(LifeCycle.CLIENTS.open() > 0).as("it has a client").isEqualTo(cycle.kind() != Kind.NOTHING);
			}
			assertThat(context.getBean(Db.class).getHost()).isEqualTo((cycle.kind() != Kind.NOTHING) ? "one" : "none");
			// A thread that was ended may have its last few instructions before it.
			await(() -> assertThat(this.footprint.polling())
				.isEqualTo((cycle.kind() == Kind.FOLLOWS) ? cycle.polls() : 0));

			this.table.putKey("prod", "db", "host", "two");
			if (cycle.kind() == Kind.FOLLOWS) {
				await(() -> assertSees(context, "two"));
			}
			if (updates) {
				await(() -> assertThat(context.getBean(Db.class).getHost()).isEqualTo("two"));
			}
			else {
				assertThat(context.getBean(Db.class).getHost()).isNotEqualTo("two");
			}
			if (updates) {
				this.table.putKey("prod", "db", "port", "many");
				assertThatExceptionOfType(CandidateRejectedException.class)
					.isThrownBy(context.getBean(ConfigStore.class)::reload);
				assertThat(context.getEnvironment().getProperty("db.port")).isEqualTo("1");
				assertThat(context.getBean(Db.class).getPort()).isEqualTo(1);
				this.table.putKey("prod", "db", "port", 2);
				await(() -> assertThat(context.getBean(Db.class).getPort()).isEqualTo(2));
			}
		}
		assertNothingLeft(parent);
	}

	@ParameterizedTest
	@MethodSource("cells")
	void startsWithoutDataAndTakesThemWhenTheyCome(LifeCycle cycle, List<String> door, String mode) {
		ConfigurableApplicationContext parent;
		try (ConfigurableApplicationContext context = start(cycle, door, mode)) {
			parent = LifeCycle.parentOf(context);
			assertSees(context, null);
			this.table.put("prod", "db", Map.of("host", "one"));
			if (cycle.kind() == Kind.FOLLOWS) {
				await(() -> assertSees(context, "one"));
			}
			else {
				assertThat(this.footprint.polling()).isZero();
				assertSees(context, null);
			}
		}
		assertNothingLeft(parent);
	}

	private void assertNothingLeft(@Nullable ConfigurableApplicationContext parent) {
		if (parent != null) {
			assertThat(parent.isActive()).as("it goes on").isTrue();
			await(() -> assertThat(this.footprint.polling()).isEqualTo(1));
			Footprint.assertNoListenerLeft(parent);
			parent.close();
		}
		this.footprint.assertNothingLeft();
	}

	private static void assertSees(ConfigurableApplicationContext context, String host) {
		assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo(host);
	}

	private static void await(Runnable assertion) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion::run);
	}

}
