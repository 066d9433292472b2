package dev.configstore.spring.dryrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
 * hold what it holds: kinds of beans times values, behind both doors. Where that cannot
 * be known, the dry run names the bean as not checked.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
@TestInstance(Lifecycle.PER_CLASS)
class MatrixTests {

	/** How many cells are run, spread over all of them. */
	private static final int CELLS = Integer.getInteger("test.cells", 40);

	/** Cells that are always run: each was wrong once. */
	private static final Set<String> ALWAYS = Set.of("field: an expression for a number",
			"expression: a number that is true", "nested: an expression for a number",
			"configuredField: a text with a local placeholder", "configured: a text with a local placeholder",
			"scopedConfigured: a text with a local placeholder", "strictSupertype: a valid number",
			"strict: a duration that is empty", "injected: a valid text", "lazyInjected: a valid text",
			"scopedInjected: a number that is too large", "abstractNested: another nested bean",
			"lazyAbstract: another nested bean", "third: a nested bean that is emptied",
			"made: a nested bean that is emptied", "third: a nested bean as a text beside a key of it",
			"method: a loose bean that is emptied", "scoped: a loose number out of its constraint",
			"never: a number of a wrong type", "never: a text that is blank",
			"scopedNever: a nested number of a wrong type", "never: a negative number",
			"scopedSupertype: a number as a word", "scopedMade: a number out of its constraint",
			"scopedChecking: a negative number", "single: a placeholder with a wrong default",
			"beanExpression: a fraction for a number");

	private static final String REJECTED = "rejected";

	private static final String TAKEN = "taken";

	private final Map<MatrixApplication, Map<Group, ConfigurableApplicationContext>> running = new EnumMap<>(
			MatrixApplication.class);

	private final Map<Kind, String> unchanged = new HashMap<>();

	private final Set<Unchecked> unchecked = EnumSet.noneOf(Unchecked.class);

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
		if (CELLS >= all().count()) {
			assertThat(this.unchecked).as("reasons not to check that were met").containsOnly(Unchecked.values());
		}
		this.running.values().forEach((groups) -> groups.values().forEach(ConfigurableApplicationContext::close));
	}

	static Stream<Cell> all() {
		return Kind.ALL.stream()
			.flatMap((kind) -> Edit.ALL.stream().filter(kind::has).map((edit) -> new Cell(kind, edit)));
	}

	static Stream<Cell> cells() {
		List<Cell> all = all().toList();
		if (CELLS >= all.size()) {
			return all.stream();
		}
		Set<Cell> cells = new LinkedHashSet<>();
		IntStream.range(0, CELLS).forEach((i) -> cells.add(all.get((int) ((long) i * all.size() / CELLS))));
		all.stream().filter((cell) -> ALWAYS.contains(cell.toString())).forEach(cells::add);
		return cells.stream();
	}

	@Test
	void knowsEnoughCells() {
		List<String> all = all().map(Cell::toString).toList();
		assertThat(all).hasSizeGreaterThan(300).doesNotHaveDuplicates().containsAll(ALWAYS);
	}

	@Test
	void whatCannotBeKnownIsTheListOfTheDocument() throws IOException {
		String document = Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs").resolve("refresh.md"));
		String section = document.substring(document.indexOf("## What is not checked"),
				document.indexOf("## A check of your own"));
		List<String> listed = section.lines()
			.filter((line) -> line.startsWith("- "))
			.map((line) -> line.substring(2))
			.toList();
		assertThat(listed).containsExactlyElementsOf(Unchecked.reasons());
	}

	@ParameterizedTest
	@MethodSource("cells")
	void saysWhatAFreshStartSays(Cell cell, CapturedOutput output) {
		Kind kind = cell.kind;
		String before = kind.isUsed() ? unchanged(kind) : TAKEN;
		if (kind.isUsed()) {
			this.running.values().forEach((groups) -> kind.state(groups.get(kind.group())));
		}
		this.table.put("prod", kind.option(), cell.edit.of(kind.keys()));
		Map<MatrixApplication, String> verdicts = reload(kind);
		String fresh = start(kind);
		this.table.put("prod", kind.option(), kind.keys());
		Map<MatrixApplication, String> after = reload(kind);
		String expected = ((kind.follows() && kind.isUsed()) || fresh.equals(REJECTED)) ? fresh : before;
		for (MatrixApplication door : MatrixApplication.values()) {
			Optional<Unchecked> unchecked = Unchecked.of(kind);
			if (unchecked.isPresent() && !expected.equals(verdicts.get(door))) {
				this.unchecked.add(unchecked.get());
				assertThat(verdicts.get(door).equals(REJECTED) ? Stream.of("bean '" + kind.name() + "'")
						: output.toString().lines().filter((line) -> line.contains("not checked for")))
					.as("named as not checked")
					.anyMatch((line) -> line.contains("bean '" + kind.name() + "'"));
			}
			else {
				assertThat(verdicts.get(door)).as("%s", door).isEqualTo(expected);
			}
			assertThat(after.get(door)).as("%s, taken back", door).isEqualTo(before);
		}
	}

	private String unchanged(Kind kind) {
		return this.unchanged.computeIfAbsent(kind, this::start);
	}

	private Map<MatrixApplication, String> reload(Kind kind) {
		Map<MatrixApplication, String> verdicts = new EnumMap<>(MatrixApplication.class);
		this.running.forEach((door, groups) -> verdicts.put(door, reload(groups.get(kind.group()), kind)));
		return verdicts;
	}

	private static String reload(ConfigurableApplicationContext context, Kind kind) {
		try {
			context.getBean(ConfigStoreRuntime.class).stores().reload();
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

	/** Behind the second door a start takes twice as long, and says the same. */
	private String start(Kind kind) {
		try (ConfigurableApplicationContext context = MatrixApplication.IMPORT.run(this.table, kind.group(),
				List.of(kind), "--logging.level.root=off", "--logging.level.dev.configstore.spring.dryrun=info")) {
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
