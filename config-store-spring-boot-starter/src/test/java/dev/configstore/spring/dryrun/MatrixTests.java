package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What running applications say of a value is what a fresh start with it says: kinds of
 * beans times values, behind both doors.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
@TestInstance(Lifecycle.PER_CLASS)
class MatrixTests {

	private static final int CELLS = Integer.getInteger("test.cells", 60);

	private static final String REJECTED = "rejected";

	private final Map<MatrixApplication, Map<Group, ConfigurableApplicationContext>> running = new EnumMap<>(
			MatrixApplication.class);

	private EmbeddedTable table;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		table.clear();
		Kind.ALL.forEach((kind) -> table.put("prod", kind.option(), kind.keys()));
		table.put("prod", "other", Map.of("number", 7, "bad", "x", "which", "number", "key", "number", "one", 1,
				"circle", "${other.circle}"));
		for (MatrixApplication door : MatrixApplication.values()) {
			Map<Group, ConfigurableApplicationContext> groups = new EnumMap<>(Group.class);
			for (Group group : Group.values()) {
				List<Kind> kinds = Kind.ALL.stream().filter((kind) -> kind.group() == group).toList();
				groups.put(group, door.run(table, group, kinds));
			}
			this.running.put(door, groups);
		}
	}

	@AfterAll
	void stop() {
		this.running.values().forEach((groups) -> groups.values().forEach(ConfigurableApplicationContext::close));
	}

	static Stream<Cell> cells() {
		List<Cell> cells = new ArrayList<>();
		for (Kind kind : Kind.ALL) {
			Edit.ALL.stream().filter(kind::has).forEach((edit) -> cells.add(new Cell(kind, edit, cells.size())));
		}
		return (CELLS >= cells.size()) ? cells.stream()
				: IntStream.range(0, CELLS).mapToObj((i) -> cells.get((int) ((long) i * cells.size() / CELLS)));
	}

	@ParameterizedTest
	@MethodSource("cells")
	void saysWhatAFreshStartSays(Cell cell) {
		Kind kind = cell.kind;
		for (MatrixApplication door : MatrixApplication.values()) {
			kind.state(running(door, kind));
		}
		this.table.put("prod", kind.option(), cell.edit.of(kind.keys()));
		Map<MatrixApplication, String> verdicts = reload(kind);
		String fresh = start(cell);
		this.table.put("prod", kind.option(), kind.keys());
		Map<MatrixApplication, String> after = reload(kind);
		String before = start(new Cell(kind, Edit.ALL.get(0), cell.number));
		for (MatrixApplication door : MatrixApplication.values()) {
			String expected = (!kind.follows() && !fresh.equals(REJECTED)) ? before : fresh;
			assertThat(verdicts.get(door)).as("%s", door).isEqualTo(expected);
			assertThat(after.get(door)).as("%s, taken back", door).isEqualTo(before);
		}
	}

	private ConfigurableApplicationContext running(MatrixApplication door, Kind kind) {
		return this.running.get(door).get(kind.group());
	}

	private Map<MatrixApplication, String> reload(Kind kind) {
		Map<MatrixApplication, String> verdicts = new EnumMap<>(MatrixApplication.class);
		for (MatrixApplication door : MatrixApplication.values()) {
			verdicts.put(door, reload(running(door, kind), kind));
		}
		return verdicts;
	}

	private static String reload(ConfigurableApplicationContext context, Kind kind) {
		try {
			context.getBean(ConfigStoreRuntime.class).stores().reload();
		}
		catch (CandidateRejectedException ex) {
			System.err.println(ex.getMessage());
			return REJECTED;
		}
		try {
			return kind.state(context);
		}
		catch (RuntimeException ex) {
			return "broken: " + ex;
		}
	}

	private final Map<Kind, String> befores = new java.util.HashMap<>();

	private String start(Cell cell) {
		if (cell.edit == Edit.ALL.get(0) && this.befores.containsKey(cell.kind)) {
			return this.befores.get(cell.kind);
		}
		MatrixApplication door = MatrixApplication.values()[cell.number % 2];
		try (ConfigurableApplicationContext context = door.run(this.table, cell.kind.group(), List.of(cell.kind),
				"--logging.level.root=off")) {
			String state = cell.kind.state(context);
			if (cell.edit == Edit.ALL.get(0))
				this.befores.put(cell.kind, state);
			return state;
		}
		catch (RuntimeException ex) {
			Throwable t = ex;
			while (t.getCause() != null) {
				t = t.getCause();
			}
			System.err.println(t);
			return REJECTED;
		}
	}

	/**
	 * A cell.
	 */
	record Cell(Kind kind, Edit edit, int number) {

		@Override
		public String toString() {
			return this.kind + ": " + this.edit;
		}

	}

}
