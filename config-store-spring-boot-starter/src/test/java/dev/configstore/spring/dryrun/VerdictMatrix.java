package dev.configstore.spring.dryrun;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.Notified;
import dev.configstore.spring.support.Wrapping;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What running applications say of a value is what a fresh start with it says, and they
 * hold what it holds: kinds of beans times values, in several applications. Where that
 * cannot be known, the dry run names the bean as not checked.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
@TestInstance(Lifecycle.PER_CLASS)
abstract class VerdictMatrix {

	/** {@code -Dtest.cell=…} runs the cells whose names have this text. */
	private static final @Nullable String CELL = System.getProperty("test.cell");

	private static final String REJECTED = "rejected";

	private static final String TAKEN = "taken";

	private final Map<MatrixApplication, Map<Group, ConfigurableApplicationContext>> running = new LinkedHashMap<>();

	private final Map<Kind, String> unchanged = new HashMap<>();

	private final Set<String> notChecked = new LinkedHashSet<>();

	private final Set<Unchecked> unchecked = EnumSet.noneOf(Unchecked.class);

	private final int most;

	private final Set<String> always;

	private EmbeddedTable table;

	/**
	 * Create a matrix.
	 * @param most how many cells are run, spread over all of them
	 * @param always cells that are run as well
	 */
	VerdictMatrix(int most, Set<String> always) {
		this.most = most;
		this.always = always;
	}

	/** The applications that are given the values while they run. */
	abstract List<MatrixApplication> running();

	/** The application that is started afresh with each value. */
	abstract MatrixApplication fresh();

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		table.clear();
		Kind.ALL.forEach((kind) -> put(kind.option(), kind.keys()));
		put("other", Map.of("number", 7, "bad", "x", "which", "number", "key", "number", "one", 1, "circle",
				"${other.circle}"));
		for (MatrixApplication application : running()) {
			Map<Group, ConfigurableApplicationContext> groups = new EnumMap<>(Group.class);
			for (Group group : Group.values()) {
				List<Kind> kinds = Kind.ALL.stream().filter((kind) -> kind.group() == group).toList();
				groups.put(group, application.run(table, group, kinds));
			}
			this.running.put(application, groups);
		}
	}

	@AfterAll
	void stop() {
		if (CELL == null && this.most >= all().count()) {
			assertThat(this.unchecked).as("reasons not to check that were met").containsOnly(Unchecked.values());
		}
		this.running.values().forEach((groups) -> groups.values().forEach(ConfigurableApplicationContext::close));
	}

	private void put(String option, @Nullable Map<String, Object> keys) {
		if (keys == null) {
			this.table.delete(MatrixApplication.PLAIN_STORE, option);
			this.table.delete(MatrixApplication.SEALED_STORE, option);
			return;
		}
		this.table.put(MatrixApplication.PLAIN_STORE, option, keys);
		Map<String, Object> sealed = new LinkedHashMap<>();
		keys.forEach((key, value) -> sealed.put(key, Wrapping.sealed(value)));
		this.table.put(MatrixApplication.SEALED_STORE, option, sealed);
	}

	static Stream<Cell> all() {
		return Kind.ALL.stream()
			.flatMap((kind) -> Edit.ALL.stream().filter(kind::has).map((edit) -> new Cell(kind, edit)));
	}

	Stream<Cell> cells() {
		List<Cell> all = all().toList();
		if (CELL != null) {
			return all.stream().filter((cell) -> cell.toString().contains(CELL));
		}
		if (this.most >= all.size()) {
			return all.stream();
		}
		Set<Cell> cells = new LinkedHashSet<>();
		IntStream.range(0, this.most).forEach((i) -> cells.add(all.get((int) ((long) i * all.size() / this.most))));
		all.stream().filter((cell) -> this.always.contains(cell.toString())).forEach(cells::add);
		return cells.stream();
	}

	@ParameterizedTest
	@MethodSource("cells")
	void saysWhatAFreshStartSays(Cell cell, CapturedOutput output) {
		Kind kind = cell.kind;
		String before = kind.isUsed() ? unchanged(kind) : TAKEN;
		if (kind.isUsed()) {
			this.running.values().forEach((groups) -> kind.state(groups.get(kind.group())));
		}
		put(kind.option(), cell.edit.of(kind.keys()));
		Map<MatrixApplication, String> verdicts = reload(kind);
		String fresh = start(kind);
		put(kind.option(), kind.keys());
		Map<MatrixApplication, String> after = reload(kind);
		// Each thing is logged once, perhaps by another cell.
		output.toString().lines().filter((line) -> line.contains("not checked for")).forEach(this.notChecked::add);
		String expected = ((kind.follows() && kind.isUsed()) || fresh.equals(REJECTED)) ? fresh : before;
		for (MatrixApplication application : this.running.keySet()) {
			Optional<Unchecked> unchecked = Unchecked.of(kind);
			if (unchecked.isPresent() && !expected.equals(verdicts.get(application))) {
				this.unchecked.add(unchecked.get());
				assertThat(verdicts.get(application).equals(REJECTED)
						|| this.notChecked.stream().anyMatch((line) -> line.contains("bean '" + kind.name() + "'")))
					.as("never passed: rejected, or named as not checked")
					.isTrue();
			}
			else {
				assertThat(verdicts.get(application)).as("%s", application).isEqualTo(expected);
			}
			assertThat(after.get(application)).as("%s, taken back", application).isEqualTo(before);
		}
	}

	private String unchanged(Kind kind) {
		return this.unchanged.computeIfAbsent(kind, this::start);
	}

	private Map<MatrixApplication, String> reload(Kind kind) {
		Map<MatrixApplication, String> verdicts = new LinkedHashMap<>();
		this.running
			.forEach((application, groups) -> verdicts.put(application, reload(groups.get(kind.group()), kind)));
		return verdicts;
	}

	private static String reload(ConfigurableApplicationContext context, Kind kind) {
		try {
			context.getBean(ConfigStoreRuntime.class).stores().reload();
			Notified.await(context);
		}
		catch (CandidateRejectedException ex) {
			return REJECTED;
		}
		try {
			return kind.isUsed() ? kind.state(context) : TAKEN;
		}
		catch (RuntimeException ex) {
			return "broken: " + ex;
		}
	}

	private String start(Kind kind) {
		try (ConfigurableApplicationContext context = fresh().run(this.table, kind.group(), List.of(kind),
				"--logging.level.root=off", "--logging.level.dev.configstore.spring.dryrun=info")) {
			return kind.state(context);
		}
		catch (RuntimeException ex) {
			return REJECTED;
		}
	}

	/**
	 * A cell.
	 *
	 * @param kind the beans
	 * @param edit the value
	 */
	record Cell(Kind kind, Edit edit) {

		@Override
		public String toString() {
			return this.kind + ": " + this.edit;
		}

	}

}
