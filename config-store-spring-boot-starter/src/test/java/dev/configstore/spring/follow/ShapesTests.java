package dev.configstore.spring.follow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans of every shape get what a fresh start would give them, and keep what code had put
 * there.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ShapesTests {

	private EmbeddedTable table;

	private RunningApplication application;

	private Shapes shapes;

	private Nested nested;

	private Made made;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.application = RunningApplication.start(table, Application.class);
		this.shapes = this.application.bean(Shapes.class);
		this.nested = this.application.bean(Nested.class);
		this.made = this.application.bean(Made.class);
	}

	@BeforeEach
	void reset() {
		fill();
		this.application.reload();
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	private void fill() {
		this.table.clear();
		this.table.put("prod", "shapes", Map.of("list", List.of("a", "b", "c")));
		this.table.put("prod", "made", Map.of("map", Map.of("p1", 1, "p2", 2)));
	}

	private void put(String option, String key, Object value) {
		this.table.put("prod", option, Map.of(key, value));
		this.application.reloadApplies();
	}

	private void delete(String option) {
		this.table.delete("prod", option);
		this.application.reloadApplies();
	}

	@Test
	void losesTheEntryThatIsGoneWithoutANoArgumentConstructor() {
		assertThat(this.made.getMap()).containsOnlyKeys("p1", "p2");
		put("made", "map", Map.of("p1", 1));
		assertThat(this.made.getMap()).containsExactly(Map.entry("p1", 1));
		delete("made");
		assertThat(this.made.getMap()).isEmpty();
	}

	@Test
	void mixesNoNestedObjectsWithoutANoArgumentConstructor() {
		put("made", "nodes",
				Map.of("a", Map.of("host", "one", "port", 1), "b", Map.of("host", "two", "tags", List.of("x", "y"))));
		put("made", "nodes", Map.of("a", Map.of("port", 2), "b", Map.of("host", "three", "tags", List.of("z"))));
		assertThat(this.made.getNodes()).containsOnlyKeys("a", "b");
		assertThat(this.made.getNodes().get("a").describe()).as("as a fresh start").isEqualTo("none:2[]");
		assertThat(this.made.getNodes().get("b").describe()).isEqualTo("three:0[z]");
		put("made", "nodes", Map.of("b", Map.of("host", "three")));
		assertThat(this.made.getNodes()).containsOnlyKeys("b");
		assertThat(this.made.getNodes().get("b").describe()).isEqualTo("three:0[]");
	}

	@Test
	void shrinksAListOfBeansWithoutANoArgumentConstructor() {
		put("made", "list", List.of(Map.of("host", "a", "port", 1), Map.of("host", "b", "port", 2)));
		put("made", "list", List.of(Map.of("host", "c")));
		assertThat(this.made.getList()).extracting(Node::describe).containsExactly("c:0[]");
		put("made", "name", "x");
		assertThat(this.made.getList()).isEmpty();
		assertThat(this.made.getName()).isEqualTo("x");
	}

	@Test
	void followsScalarsAndReturnsToTheirDefaults() {
		this.table.put("prod", "shapes", Map.of("timeout", "5s", "limit", "2MB", "level", "high", "letters", "xyz",
				"type", "java.lang.Long", "flag", true, "other-name", "x"));
		this.application.reloadApplies();
		assertThat(this.shapes.scalars()).isEqualTo("PT5S 2097152B HIGH xyz java.lang.Long true x");
		delete("shapes");
		assertThat(this.shapes.scalars()).isEqualTo("PT1S 1B LOW abc java.lang.String false renamed");
	}

	@Test
	void replacesAListAndReturnsToItsDefault() {
		List<String> before = this.shapes.getList();
		put("shapes", "list", List.of("a"));
		assertThat(this.shapes.getList()).containsExactly("a");
		assertThat(before).as("a reader that holds it sees no change").containsExactly("a", "b", "c");
		put("shapes", "list", List.of("a", "d", "e", "f"));
		assertThat(this.shapes.getList()).containsExactly("a", "d", "e", "f");
		delete("shapes");
		assertThat(this.shapes.getList()).containsExactly("default");
	}

	@Test
	void replacesACommaSeparatedListByAnIndexedOne() {
		put("shapes", "list", "x,y,z");
		assertThat(this.shapes.getList()).containsExactly("x", "y", "z");
		put("shapes", "list", List.of("q"));
		assertThat(this.shapes.getList()).containsExactly("q");
	}

	@Test
	void replacesAListWithAnImmutableDefault() {
		put("shapes", "fixed", List.of("a", "b"));
		assertThat(this.shapes.getFixed()).containsExactly("a", "b");
		put("shapes", "fixed", List.of("b"));
		assertThat(this.shapes.getFixed()).containsExactly("b");
		delete("shapes");
		assertThat(this.shapes.getFixed()).containsExactly("one", "two");
	}

	@Test
	void replacesACopyingListAndReturnsToItsDefault() {
		put("shapes", "copied", List.of("a", "b"));
		assertThat(this.shapes.getCopied()).containsExactly("a", "b");
		put("shapes", "copied", List.of("c"));
		assertThat(this.shapes.getCopied()).containsExactly("c");
		delete("shapes");
		assertThat(this.shapes.getCopied()).containsExactly("default");
	}

	@Test
	void editsACollectionWithoutSetter() {
		List<String> list = this.shapes.getFinalList();
		Map<String, String> map = this.shapes.getFinalMap();
		this.table.put("prod", "shapes", Map.of("final-list", List.of("a", "b"), "final-map", Map.of("x", "1")));
		this.application.reloadApplies();
		assertThat(list).as("as a start binds it").containsExactly("a", "b");
		assertThat(map).containsOnly(Map.entry("code", "put"), Map.entry("x", "1"));
		this.table.put("prod", "shapes", Map.of("final-list", List.of("b"), "final-map", Map.of("y", "2")));
		this.application.reloadApplies();
		assertThat(list).containsExactly("b");
		assertThat(map).containsOnly(Map.entry("code", "put"), Map.entry("y", "2"));
		delete("shapes");
		assertThat(list).as("its original").containsExactly("code");
		assertThat(map).containsExactly(Map.entry("code", "put"));
		assertThat(this.shapes.getFinalList()).isSameAs(list);
		assertThat(this.shapes.getFinalMap()).isSameAs(map);
	}

	@Test
	void replacesSetsAndArrays() {
		this.table.put("prod", "shapes",
				Map.of("set", List.of("a", "b"), "array", List.of("x", "y"), "numbers", List.of(1, 2, 3)));
		this.application.reloadApplies();
		assertThat(this.shapes.getSet()).containsExactlyInAnyOrder("a", "b");
		assertThat(this.shapes.getArray()).containsExactly("x", "y");
		assertThat(this.shapes.getNumbers()).containsExactly(1, 2, 3);
		this.table.put("prod", "shapes", Map.of("set", List.of("b"), "array", List.of("z"), "numbers", List.of(3)));
		this.application.reloadApplies();
		assertThat(this.shapes.getSet()).containsExactly("b");
		assertThat(this.shapes.getArray()).containsExactly("z");
		assertThat(this.shapes.getNumbers()).containsExactly(3);
		delete("shapes");
		assertThat(this.shapes.getSet()).isEmpty();
		assertThat(this.shapes.getArray()).isEmpty();
		assertThat(this.shapes.getNumbers()).containsExactly(7);
	}

	@Test
	void replacesMapsOfEveryKind() {
		this.table.put("prod", "shapes", Map.of("properties", Map.of("a", "1", "b", "2"), "concurrent", Map.of("c", 1),
				"levels", Map.of("low", "l", "high", "h"), "lists", Map.of("x", List.of("1", "2"), "y", List.of("3"))));
		this.application.reloadApplies();
		assertThat(this.shapes.getProperties()).containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
		assertThat(this.shapes.getConcurrent()).containsOnly(Map.entry("c", 1));
		assertThat(this.shapes.getLevels()).containsOnly(Map.entry(Level.LOW, "l"), Map.entry(Level.HIGH, "h"));
		assertThat(this.shapes.getLists()).containsOnly(Map.entry("x", List.of("1", "2")),
				Map.entry("y", List.of("3")));
		this.table.put("prod", "shapes", Map.of("properties", Map.of("b", "3"), "concurrent", Map.of("d", 2), "levels",
				Map.of("high", "H"), "lists", Map.of("x", List.of("9"))));
		this.application.reloadApplies();
		assertThat(this.shapes.getProperties()).containsOnly(Map.entry("b", "3"));
		assertThat(this.shapes.getConcurrent()).containsOnly(Map.entry("d", 2));
		assertThat(this.shapes.getLevels()).containsOnly(Map.entry(Level.HIGH, "H"));
		assertThat(this.shapes.getLists()).containsOnly(Map.entry("x", List.of("9")));
		delete("shapes");
		assertThat(this.shapes.getProperties()).isEmpty();
		assertThat(this.shapes.getConcurrent()).isEmpty();
		assertThat(this.shapes.getLevels()).isEmpty();
		assertThat(this.shapes.getLists()).isEmpty();
	}

	@Test
	void keepsTheEntriesThatCodePutIntoAMapWithASetter() {
		this.shapes.getMixed().put("later", "by code");
		put("shapes", "mixed", Map.of("a", "1"));
		assertThat(this.shapes.getMixed()).containsEntry("later", "by code")
			.containsEntry("first", "by default")
			.containsEntry("a", "1");
		put("shapes", "mixed", Map.of("b", "2"));
		assertThat(this.shapes.getMixed()).containsOnly(Map.entry("later", "by code"), Map.entry("first", "by default"),
				Map.entry("b", "2"));
		put("shapes", "timeout", "9s");
		assertThat(this.shapes.getMixed()).containsOnly(Map.entry("later", "by code"),
				Map.entry("first", "by default"));
		this.shapes.getMixed().remove("later");
	}

	@Test
	void followsNestedBeansAndReturnsToTheirDefaults() {
		Object settable = this.nested.getSettable();
		Object kept = this.nested.getKept();
		this.table.put("prod", "nested", Map.of("settable", Map.of("host", "s"), "kept", Map.of("host", "k", "port", 1),
				"absent", Map.of("host", "a"), "lazy", Map.of("port", 3)));
		this.application.reloadApplies();
		assertThat(this.nested.getSettable().describe()).isEqualTo("s:0[]");
		assertThat(this.nested.getKept().describe()).isEqualTo("k:1[]");
		assertThat(String.valueOf(this.nested.getAbsent())).isEqualTo("a:0[]");
		assertThat(this.nested.getLazy().describe()).isEqualTo("none:3[]");
		assertThat(this.nested.getSettable()).as("its identity").isSameAs(settable);
		assertThat(this.nested.getKept()).as("its identity").isSameAs(kept);
		Object absent = this.nested.getAbsent();
		this.table.put("prod", "nested", Map.of("kept", Map.of("port", 2), "absent", Map.of("port", 5)));
		this.application.reloadApplies();
		assertThat(this.nested.getSettable().describe()).isEqualTo("none:0[]");
		assertThat(this.nested.getKept().describe()).isEqualTo("none:2[]");
		assertThat(String.valueOf(this.nested.getAbsent())).as("nothing of the key that is gone").isEqualTo("none:5[]");
		assertThat(this.nested.getAbsent()).isSameAs(absent);
		assertThat(this.nested.getLazy().describe()).isEqualTo("none:0[]");
		delete("nested");
		assertThat(this.nested.getKept().describe()).isEqualTo("none:0[]");
		assertThat(this.nested.getAbsent()).as("null at first").isNull();
		assertThat(this.nested.getSettable()).isSameAs(settable);
	}

	@Test
	void fillsANestedBeanThatCodeProvides() {
		put("nested", "provided", Map.of("name", "n"));
		assertThat(this.nested.getProvided().getName()).isEqualTo("n");
		delete("nested");
		assertThat(this.nested.getProvided().getName()).isEqualTo("by code");
		assertThat(this.nested.getProvided()).isInstanceOf(Provided.class);
	}

	@Test
	void bindsARecordInsideABeanWhole() {
		put("nested", "point", Map.of("x", 1, "y", 2));
		assertThat(this.nested.getPoint()).isEqualTo(new Point(1, 2));
		put("nested", "point", Map.of("x", 3, "y", 2));
		assertThat(this.nested.getPoint()).isEqualTo(new Point(3, 2));
		put("nested", "point", Map.of("y", 2));
		assertThat(this.nested.getPoint()).isEqualTo(new Point(0, 2));
		delete("nested");
		assertThat(this.nested.getPoint()).isNull();
	}

	@Test
	void takesSettersInWhateverOrderTheyAccept() {
		put("range", "max", 20);
		Range range = this.application.bean(Range.class);
		this.table.put("prod", "range", Map.of("min", 30, "max", 40));
		this.application.reloadApplies();
		assertThat(range.getMin() + "-" + range.getMax()).isEqualTo("30-40");
		this.table.put("prod", "range", Map.of("min", 1, "max", 5));
		this.application.reloadApplies();
		assertThat(range.getMin() + "-" + range.getMax()).isEqualTo("1-5");
		delete("range");
		assertThat(range.getMin() + "-" + range.getMax()).isEqualTo("0-10");
	}

	@Test
	void returnsToTheOriginalBehindATransformingSetter() {
		Transforming transforming = this.application.bean(Transforming.class);
		put("transforming", "name", "a");
		assertThat(transforming.getName()).isEqualTo("x-a");
		delete("transforming");
		assertThat(transforming.getName()).isEqualTo("x-default");
	}

	@Test
	void followsWhateverSpellingTheKeyHas() {
		this.table.put("prod", "shapes", Map.of("otherName", "camel"));
		this.application.reloadApplies();
		assertThat(this.shapes.scalars()).endsWith("camel");
		this.table.put("prod", "shapes", Map.of("other_name", "snake"));
		this.application.reloadApplies();
		assertThat(this.shapes.scalars()).endsWith("snake");
		delete("shapes");
		assertThat(this.shapes.scalars()).endsWith("renamed");
	}

	@Test
	void followsInheritedAndGenericProperties() {
		Texts texts = this.application.bean(Texts.class);
		this.table.put("prod", "texts", Map.of("items", List.of("1s", "2s"), "single", "3s", "own", "o"));
		this.application.reloadApplies();
		assertThat(texts.getItems()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
		assertThat(texts.getSingle()).isEqualTo(Duration.ofSeconds(3));
		this.table.put("prod", "texts", Map.of("items", List.of("4s"), "own", "p"));
		this.application.reloadApplies();
		assertThat(texts.getItems()).containsExactly(Duration.ofSeconds(4));
		assertThat(texts.getSingle()).isNull();
		assertThat(texts.getOwn()).isEqualTo("p");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ Shapes.class, Nested.class, Range.class, Transforming.class, Texts.class })
	static class Application {

		@Bean
		@ConfigurationProperties("made")
		Made made() {
			return new Made("by code");
		}

	}

	enum Level {

		LOW, HIGH

	}

	record Point(int x, int y) {

	}

	static class Made {

		private String name;

		private Map<String, Integer> map = new LinkedHashMap<>();

		private Map<String, Node> nodes = new LinkedHashMap<>();

		private List<Node> list = new ArrayList<>();

		Made(String name) {
			this.name = name;
		}

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public Map<String, Integer> getMap() {
			return this.map;
		}

		public void setMap(Map<String, Integer> map) {
			this.map = map;
		}

		public Map<String, Node> getNodes() {
			return this.nodes;
		}

		public void setNodes(Map<String, Node> nodes) {
			this.nodes = nodes;
		}

		public List<Node> getList() {
			return this.list;
		}

		public void setList(List<Node> list) {
			this.list = list;
		}

	}

	static class Node {

		private String host = "none";

		private int port;

		private List<String> tags = new ArrayList<>();

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

		public List<String> getTags() {
			return this.tags;
		}

		public void setTags(List<String> tags) {
			this.tags = tags;
		}

		String describe() {
			return this.host + ":" + this.port + this.tags;
		}

		@Override
		public String toString() {
			return describe();
		}

	}

	@ConfigurationProperties("shapes")
	static class Shapes {

		private Duration timeout = Duration.ofSeconds(1);

		private DataSize limit = DataSize.ofBytes(1);

		private Level level = Level.LOW;

		private char[] letters = { 'a', 'b', 'c' };

		private Class<?> type = String.class;

		private boolean flag;

		@Name("other-name")
		private String named = "renamed";

		private List<String> list = new ArrayList<>(List.of("default"));

		private List<String> fixed = List.of("one", "two");

		private final List<String> copied = new ArrayList<>(List.of("default"));

		private final List<String> finalList = new ArrayList<>(List.of("code"));

		private final Map<String, String> finalMap = new TreeMap<>(Map.of("code", "put"));

		private Set<String> set = new LinkedHashSet<>();

		private String[] array = {};

		private int[] numbers = { 7 };

		private Properties properties = new Properties();

		private ConcurrentMap<String, Integer> concurrent = new ConcurrentHashMap<>();

		private Map<Level, String> levels = new EnumMap<>(Level.class);

		private Map<String, List<String>> lists = new LinkedHashMap<>();

		private Map<String, String> mixed = new LinkedHashMap<>(Map.of("first", "by default"));

		String scalars() {
			return this.timeout + " " + this.limit + " " + this.level + " " + String.valueOf(this.letters) + " "
					+ this.type.getName() + " " + this.flag + " " + this.named;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		public DataSize getLimit() {
			return this.limit;
		}

		public void setLimit(DataSize limit) {
			this.limit = limit;
		}

		public Level getLevel() {
			return this.level;
		}

		public void setLevel(Level level) {
			this.level = level;
		}

		public char[] getLetters() {
			return this.letters;
		}

		public void setLetters(char[] letters) {
			this.letters = letters;
		}

		public Class<?> getType() {
			return this.type;
		}

		public void setType(Class<?> type) {
			this.type = type;
		}

		public boolean isFlag() {
			return this.flag;
		}

		public void setFlag(boolean flag) {
			this.flag = flag;
		}

		public String getNamed() {
			return this.named;
		}

		public void setNamed(String named) {
			this.named = named;
		}

		public List<String> getList() {
			return this.list;
		}

		public void setList(List<String> list) {
			this.list = list;
		}

		public List<String> getFixed() {
			return this.fixed;
		}

		public void setFixed(List<String> fixed) {
			this.fixed = fixed;
		}

		public List<String> getCopied() {
			return Collections.unmodifiableList(this.copied);
		}

		public void setCopied(List<String> copied) {
			this.copied.clear();
			this.copied.addAll(copied);
		}

		public List<String> getFinalList() {
			return this.finalList;
		}

		public Map<String, String> getFinalMap() {
			return this.finalMap;
		}

		public Set<String> getSet() {
			return this.set;
		}

		public void setSet(Set<String> set) {
			this.set = set;
		}

		public List<String> getArray() {
			return Arrays.asList(this.array);
		}

		public void setArray(String[] array) {
			this.array = array;
		}

		public int[] getNumbers() {
			return this.numbers;
		}

		public void setNumbers(int[] numbers) {
			this.numbers = numbers;
		}

		public Properties getProperties() {
			return this.properties;
		}

		public void setProperties(Properties properties) {
			this.properties = properties;
		}

		public ConcurrentMap<String, Integer> getConcurrent() {
			return this.concurrent;
		}

		public void setConcurrent(ConcurrentMap<String, Integer> concurrent) {
			this.concurrent = concurrent;
		}

		public Map<Level, String> getLevels() {
			return this.levels;
		}

		public void setLevels(Map<Level, String> levels) {
			this.levels = levels;
		}

		public Map<String, List<String>> getLists() {
			return this.lists;
		}

		public void setLists(Map<String, List<String>> lists) {
			this.lists = lists;
		}

		public Map<String, String> getMixed() {
			return this.mixed;
		}

		public void setMixed(Map<String, String> mixed) {
			this.mixed = mixed;
		}

	}

	@ConfigurationProperties("nested")
	static class Nested {

		private Node settable = new Node();

		private final Node kept = new Node();

		private @Nullable Node absent;

		private @Nullable Node lazy;

		private Named provided = new Provided();

		private @Nullable Point point;

		public Node getSettable() {
			return this.settable;
		}

		public void setSettable(Node settable) {
			this.settable = settable;
		}

		public Node getKept() {
			return this.kept;
		}

		public @Nullable Node getAbsent() {
			return this.absent;
		}

		public void setAbsent(@Nullable Node absent) {
			this.absent = absent;
		}

		public Node getLazy() {
			Node lazy = this.lazy;
			if (lazy == null) {
				lazy = new Node();
				this.lazy = lazy;
			}
			return lazy;
		}

		public Named getProvided() {
			return this.provided;
		}

		public void setProvided(Named provided) {
			this.provided = provided;
		}

		public @Nullable Point getPoint() {
			return this.point;
		}

		public void setPoint(@Nullable Point point) {
			this.point = point;
		}

	}

	abstract static class Named {

		private String name = "by code";

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

	}

	static class Provided extends Named {

	}

	@ConfigurationProperties("range")
	static class Range {

		private int min;

		private int max = 10;

		public int getMin() {
			return this.min;
		}

		public void setMin(int min) {
			if (min > this.max) {
				throw new IllegalArgumentException("min above max");
			}
			this.min = min;
		}

		public int getMax() {
			return this.max;
		}

		public void setMax(int max) {
			if (max < this.min) {
				throw new IllegalArgumentException("max below min");
			}
			this.max = max;
		}

	}

	@ConfigurationProperties("transforming")
	static class Transforming {

		private String name = "x-default";

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = "x-" + name;
		}

	}

	static class Items<T> {

		private List<T> items = new ArrayList<>();

		private @Nullable T single;

		public List<T> getItems() {
			return this.items;
		}

		public void setItems(List<T> items) {
			this.items = items;
		}

		public @Nullable T getSingle() {
			return this.single;
		}

		public void setSingle(@Nullable T single) {
			this.single = single;
		}

	}

	@ConfigurationProperties("texts")
	static class Texts extends Items<Duration> {

		private String own = "";

		public String getOwn() {
			return this.own;
		}

		public void setOwn(String own) {
			this.own = own;
		}

	}

}
