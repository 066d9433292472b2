package dev.configstore.spring.update;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * Properties classes of all shapes that people write.
 */
final class Shapes {

	private Shapes() {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ Scalars.class, Nested.class, Aggregates.class, Fixed.class, IntLimits.class,
			Injected.class, Ordered.class, Odd.class, Strict.class, Unchanged.class })
	static class All {

		@Bean
		@ConfigurationPropertiesBinding
		static Converter<String, Point> pointConverter() {
			// No lambda: its types are read.
			return new Converter<>() {
				@Override
				public Point convert(String text) {
					String[] parts = text.split("/");
					return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
				}
			};
		}

		@Bean
		@ConfigurationProperties("mail")
		Mail mail() {
			Mail mail = new Mail("constructor");
			mail.setPassword("set by code");
			mail.getHeaders().put("by", "code");
			mail.getPool().setMin(77);
			return mail;
		}

		@Bean
		@ConfigurationProperties("service")
		Service service() {
			return new ServiceBean();
		}

	}

	enum Level {

		LOW, HIGH

	}

	record Point(int x, int y) {

	}

	record Range(int from, int to) {

	}

	@ConfigurationProperties("scalars")
	static class Scalars {

		private int port = 8080;

		private boolean on;

		private String text = "default";

		private Duration timeout = Duration.ofSeconds(7);

		private DataSize size;

		private Level level = Level.LOW;

		private char[] secret = { 'x' };

		private Class<?> type;

		@Name("called")
		private String renamed = "r";

		private Resource file;

		private Point point;

		private Range range = new Range(1, 2);

		private Integer boxed;

		int getPort() {
			return this.port;
		}

		void setPort(int port) {
			this.port = port;
		}

		public boolean isOn() {
			return this.on;
		}

		public void setOn(boolean on) {
			this.on = on;
		}

		public String getText() {
			return this.text;
		}

		public void setText(String text) {
			this.text = text;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		public DataSize getSize() {
			return this.size;
		}

		public void setSize(DataSize size) {
			this.size = size;
		}

		public Level getLevel() {
			return this.level;
		}

		public void setLevel(Level level) {
			this.level = level;
		}

		public char[] getSecret() {
			return this.secret;
		}

		public void setSecret(char[] secret) {
			this.secret = secret;
		}

		public Class<?> getType() {
			return this.type;
		}

		public void setType(Class<?> type) {
			this.type = type;
		}

		public String getRenamed() {
			return this.renamed;
		}

		public void setRenamed(String renamed) {
			this.renamed = renamed;
		}

		public Resource getFile() {
			return this.file;
		}

		public void setFile(Resource file) {
			this.file = file;
		}

		public Point getPoint() {
			return this.point;
		}

		public void setPoint(Point point) {
			this.point = point;
		}

		public Range getRange() {
			return this.range;
		}

		public void setRange(Range range) {
			this.range = range;
		}

		public Integer getBoxed() {
			return this.boxed;
		}

		public void setBoxed(Integer boxed) {
			this.boxed = boxed;
		}

	}

	static class Pool {

		private int min = 1;

		private int max = 5;

		private List<String> hosts = new ArrayList<>();

		private Pool inner;

		public int getMin() {
			return this.min;
		}

		public void setMin(int min) {
			this.min = min;
		}

		public int getMax() {
			return this.max;
		}

		public void setMax(int max) {
			this.max = max;
		}

		public List<String> getHosts() {
			return this.hosts;
		}

		public void setHosts(List<String> hosts) {
			this.hosts = hosts;
		}

		public Pool getInner() {
			return this.inner;
		}

		public void setInner(Pool inner) {
			this.inner = inner;
		}

	}

	abstract static class Engine {

		private int power = 3;

		public int getPower() {
			return this.power;
		}

		public void setPower(int power) {
			this.power = power;
		}

	}

	static class Diesel extends Engine {

		private String fuel = "d";

		public String getFuel() {
			return this.fuel;
		}

		public void setFuel(String fuel) {
			this.fuel = fuel;
		}

	}

	@ConfigurationProperties("nested")
	static class Nested {

		private final Pool fixed = new Pool();

		private Pool settable = new Pool();

		private Pool absent;

		private Pool lazy;

		private Engine engine = new Diesel();

		private Object any = new Pool();

		private Nested self;

		public Pool getFixed() {
			return this.fixed;
		}

		public Pool getSettable() {
			return this.settable;
		}

		public void setSettable(Pool settable) {
			this.settable = settable;
		}

		public Pool getAbsent() {
			return this.absent;
		}

		public void setAbsent(Pool absent) {
			this.absent = absent;
		}

		public Pool getLazy() {
			if (this.lazy == null) {
				this.lazy = new Pool();
			}
			return this.lazy;
		}

		public Engine getEngine() {
			return this.engine;
		}

		public void setEngine(Engine engine) {
			this.engine = engine;
		}

		public Object getAny() {
			return this.any;
		}

		public void setAny(Object any) {
			this.any = any;
		}

		public Nested getSelf() {
			return this.self;
		}

		public void setSelf(Nested self) {
			this.self = self;
		}

	}

	@ConfigurationProperties("agg")
	static class Aggregates {

		private List<String> list = new ArrayList<>(List.of("default"));

		private Set<String> set = new LinkedHashSet<>();

		private String[] array = { "a", "b" };

		private int[] numbers;

		private Map<String, Integer> map = new HashMap<>(Map.of("own", 1));

		private List<Pool> pools = new ArrayList<>();

		private Map<String, Pool> byName = new LinkedHashMap<>();

		private Map<String, List<String>> lists = new HashMap<>();

		private Properties properties = new Properties();

		private ConcurrentMap<String, String> concurrent = new ConcurrentHashMap<>();

		private Map<Level, String> levels = new EnumMap<>(Level.class);

		private List<String> immutable = List.of("i", "j");

		private List<Integer> missing;

		private Map<String, Object> tree = new LinkedHashMap<>();

		private final List<String> fixedList = new ArrayList<>(List.of("f"));

		private final Map<String, String> fixedMap = new HashMap<>();

		public List<String> getList() {
			return this.list;
		}

		public void setList(List<String> list) {
			this.list = list;
		}

		public Set<String> getSet() {
			return this.set;
		}

		public void setSet(Set<String> set) {
			this.set = set;
		}

		public String[] getArray() {
			return this.array;
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

		public Map<String, Integer> getMap() {
			return this.map;
		}

		public void setMap(Map<String, Integer> map) {
			this.map = map;
		}

		public List<Pool> getPools() {
			return this.pools;
		}

		public void setPools(List<Pool> pools) {
			this.pools = pools;
		}

		public Map<String, Pool> getByName() {
			return this.byName;
		}

		public void setByName(Map<String, Pool> byName) {
			this.byName = byName;
		}

		public Map<String, List<String>> getLists() {
			return this.lists;
		}

		public void setLists(Map<String, List<String>> lists) {
			this.lists = lists;
		}

		public Properties getProperties() {
			return this.properties;
		}

		public void setProperties(Properties properties) {
			this.properties = properties;
		}

		public ConcurrentMap<String, String> getConcurrent() {
			return this.concurrent;
		}

		public void setConcurrent(ConcurrentMap<String, String> concurrent) {
			this.concurrent = concurrent;
		}

		public Map<Level, String> getLevels() {
			return this.levels;
		}

		public void setLevels(Map<Level, String> levels) {
			this.levels = levels;
		}

		public List<String> getImmutable() {
			return this.immutable;
		}

		public void setImmutable(List<String> immutable) {
			this.immutable = immutable;
		}

		public List<Integer> getMissing() {
			return this.missing;
		}

		public void setMissing(List<Integer> missing) {
			this.missing = missing;
		}

		public Map<String, Object> getTree() {
			return this.tree;
		}

		public void setTree(Map<String, Object> tree) {
			this.tree = tree;
		}

		public List<String> getFixedList() {
			return this.fixedList;
		}

		public Map<String, String> getFixedMap() {
			return this.fixedMap;
		}

	}

	/** Immutable: it does not follow. */
	@ConfigurationProperties("fixed")
	record Fixed(String name) {

	}

	static class Limits<T> {

		private T limit;

		private List<T> all = new ArrayList<>();

		private Map<String, T> byName = new HashMap<>();

		public T getLimit() {
			return this.limit;
		}

		public void setLimit(T limit) {
			this.limit = limit;
		}

		public List<T> getAll() {
			return this.all;
		}

		public void setAll(List<T> all) {
			this.all = all;
		}

		public Map<String, T> getByName() {
			return this.byName;
		}

		public void setByName(Map<String, T> byName) {
			this.byName = byName;
		}

	}

	@ConfigurationProperties("limits")
	static class IntLimits extends Limits<Integer> {

		private String own = "o";

		public String getOwn() {
			return this.own;
		}

		public void setOwn(String own) {
			this.own = own;
		}

	}

	/** As Lombok's {@code @Data} has it: accessors for everything. */
	@ConfigurationProperties("injected")
	static class Injected {

		@Autowired
		private Unchanged other;

		@Value("${outside:nothing}")
		private String outside;

		private String name = "n";

		public Unchanged getOther() {
			return this.other;
		}

		public void setOther(Unchanged other) {
			this.other = other;
		}

		public String getOutside() {
			return this.outside;
		}

		public void setOutside(String outside) {
			this.outside = outside;
		}

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

	}

	/** The setters check each other's values. */
	@ConfigurationProperties("ordered")
	static class Ordered {

		private int from = 1;

		private int to = 5;

		public int getFrom() {
			return this.from;
		}

		public void setFrom(int from) {
			if (from > this.to) {
				throw new IllegalArgumentException("from " + from);
			}
			this.from = from;
		}

		public int getTo() {
			return this.to;
		}

		public void setTo(int to) {
			if (to < this.from) {
				throw new IllegalArgumentException("to " + to);
			}
			this.to = to;
		}

	}

	/** Accessors that do something. */
	@ConfigurationProperties("odd")
	static class Odd {

		private final List<String> copied = new ArrayList<>(List.of("c"));

		private List<String> view = new ArrayList<>();

		private String transformed = "def";

		private String writeOnly = "w";

		private int touched;

		private String touching = "t";

		public List<String> getCopied() {
			return List.copyOf(this.copied);
		}

		public void setCopied(List<String> copied) {
			this.copied.clear();
			this.copied.addAll(copied);
		}

		public List<String> getView() {
			return java.util.Collections.unmodifiableList(this.view);
		}

		public void setView(List<String> view) {
			this.view = view;
		}

		public String getTransformed() {
			return this.transformed;
		}

		public void setTransformed(String transformed) {
			this.transformed = "x-" + transformed;
		}

		public void setWriteOnly(String writeOnly) {
			this.writeOnly = writeOnly;
		}

		public int getTouched() {
			return this.touched;
		}

		public void setTouched(int touched) {
			this.touched = touched;
		}

		public String getTouching() {
			return this.touching;
		}

		public void setTouching(String touching) {
			this.touching = touching;
		}

	}

	@ConfigurationProperties(prefix = "strict", ignoreUnknownFields = false)
	static class Strict {

		private String name = "s";

		private final Pool pool = new Pool();

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public Pool getPool() {
			return this.pool;
		}

	}

	@ConfigurationProperties("unchanged")
	static class Unchanged {

		private int value = 4;

		private int calls;

		public int getValue() {
			return this.value;
		}

		public void setValue(int value) {
			this.calls++;
			this.value = value;
		}

		int calls() {
			return this.calls;
		}

	}

	static class Mail {

		private final String made;

		private String host = "localhost";

		private String password;

		private Map<String, String> headers = new HashMap<>();

		private final Pool pool = new Pool();

		Mail(String made) {
			this.made = made;
		}

		String made() {
			return this.made;
		}

		public String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.host = host;
		}

		public String getPassword() {
			return this.password;
		}

		public void setPassword(String password) {
			this.password = password;
		}

		public Map<String, String> getHeaders() {
			return this.headers;
		}

		public void setHeaders(Map<String, String> headers) {
			this.headers = headers;
		}

		public Pool getPool() {
			return this.pool;
		}

	}

	interface Service {

		String url();

	}

	static class ServiceBean implements Service {

		private String url = "u";

		private List<String> paths = new ArrayList<>();

		@Override
		public String url() {
			return this.url;
		}

		public String getUrl() {
			return this.url;
		}

		public void setUrl(String url) {
			this.url = url;
		}

		public List<String> getPaths() {
			return this.paths;
		}

		public void setPaths(List<String> paths) {
			this.paths = paths;
		}

	}

}
