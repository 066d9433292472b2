package dev.configstore.spring.follow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.configstore.spring.Refreshable;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many changes in a row, of many shapes of beans, some of them rejected, while threads
 * read. Nobody ever sees a class default, a lost value, an empty collection, or two
 * generations in one view; at the end every bean is what a fresh start makes of the same
 * table.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ManyChangesTests {

	private static final int CHANGES = Integer.getInteger("test.changes", 150);

	/** A number that no candidate with it is ever committed with. */
	private static final int REJECTED = 130013013;

	private static final String SECRET = "by code";

	@Test
	void everyBeanEqualsAFreshStartAndNoReaderSeesAnythingElse(EmbeddedTable table) {
		long seed = Long.getLong("test.seed", System.nanoTime());
		System.out.println("ManyChangesTests: -Dtest.seed=" + seed + " -Dtest.changes=" + CHANGES);
		Changes changes = new Changes(table, new Random(seed));
		changes.writeAll();
		Map<String, String> end;
		try (RunningApplication application = RunningApplication.start(table, Application.class, PROPERTIES)) {
			Beans beans = new Beans(application);
			try (Readers readers = new Readers(1, beans::check)) {
				for (int i = 0; i < CHANGES; i++) {
					changes.next(application);
					assertThat(readers.wrong()).as("seed %d, change %d", seed, i).isEmpty();
					assertThat(beans.plain.getNumber()).as("seed %d, change %d", seed, i)
						.isEqualTo(changes.committed("plain", "number"));
					assertThat(beans.views.whole().get().first()).as("seed %d, change %d", seed, i)
						.isEqualTo(changes.committed("whole", "first"));
					if (i == CHANGES / 2) {
						// Made after many changes, and follows from then on.
						application.bean("lazy", Plain.class);
					}
				}
				assertThat(readers.rounds()).isPositive();
			}
			changes.finish(application);
			end = describe(application);
		}
		assertThat(changes.rejectedEarly).as("seed %d: rejected by the dry run", seed).isPositive();
		assertThat(changes.rejectedLate).as("seed %d: rejected by a live bean", seed).isPositive();
		try (RunningApplication fresh = RunningApplication.start(table, Application.class, PROPERTIES)) {
			fresh.bean("lazy", Plain.class);
			assertThat(end).as("seed %d", seed).isEqualTo(describe(fresh));
		}
	}

	private static final String[] PROPERTIES = { "spring.application.name=many", "link.target=http://${plain.number}/",
			"link.fixed=${spring.application.name}", "link.maybe=${coming.text:nothing}" };

	private static Map<String, String> describe(RunningApplication application) {
		Map<String, String> texts = new TreeMap<>();
		application.context().getBeansOfType(Described.class).forEach((name, bean) -> texts.put(name, bean.describe()));
		texts.put("views", application.bean(Views.class).whole().get().toString());
		return texts;
	}

	/** What is written into the table, step by step. */
	private static final class Changes {

		private final EmbeddedTable table;

		private final Random random;

		private int number = 1000;

		int rejectedEarly;

		int rejectedLate;

		/** The state that is in use. */
		private Map<String, Map<String, Object>> committed = new TreeMap<>();

		Changes(EmbeddedTable table, Random random) {
			this.table = table;
			this.random = random;
			for (String option : List.of("plain", "made", "proxied", "open", "whole", "picky", "checked")) {
				this.committed.put(option, content(option));
			}
		}

		@Nullable Object committed(String option, String key) {
			Map<String, Object> keys = this.committed.get(option);
			return (keys != null) ? keys.get(key) : null;
		}

		void writeAll() {
			this.committed.forEach((option, keys) -> this.table.put("prod", option, keys));
		}

		void next(RunningApplication application) {
			Map<String, Map<String, Object>> candidate = new TreeMap<>(this.committed);
			int options = 1 + this.random.nextInt(3);
			List<String> names = new ArrayList<>(
					List.of("plain", "made", "proxied", "open", "whole", "picky", "checked", "coming", "unrelated"));
			for (int i = 0; i < options; i++) {
				String option = names.remove(this.random.nextInt(names.size()));
				if (option.equals("coming") && this.random.nextBoolean()) {
					candidate.remove(option);
				}
				else {
					candidate.put(option, content(option));
				}
			}
			int kind = this.random.nextInt(8);
			if (kind == 0) {
				spoilEarly(candidate);
				write(candidate);
				application.reloadRejects();
				this.rejectedEarly++;
			}
			else if (kind == 1) {
				candidate.put("picky", Map.of("size", REJECTED));
				// A view shows committed generations only.
				Map<String, Object> whole = new TreeMap<>(content("whole"));
				whole.put("mark", REJECTED);
				candidate.put("whole", whole);
				write(candidate);
				application.reloadRejects();
				this.rejectedLate++;
			}
			else {
				Map<String, Map<String, Object>> before = this.committed;
				write(candidate);
				boolean changed = application.reload();
				assertThat(changed || before.equals(candidate)).isTrue();
				this.committed = candidate;
				return;
			}
			write(this.committed, candidate);
		}

		/** Something that a fresh start could not take either. */
		private void spoilEarly(Map<String, Map<String, Object>> candidate) {
			String option = List.of("plain", "made", "proxied", "checked", "whole").get(this.random.nextInt(5));
			Map<String, Object> keys = new TreeMap<>(content(option));
			switch (option) {
				case "checked" -> keys.put("size", 5000000);
				case "whole" -> keys.put("first", "x");
				default -> keys.put("number", "x");
			}
			candidate.put(option, keys);
		}

		void finish(RunningApplication application) {
			Map<String, Map<String, Object>> last = new TreeMap<>(this.committed);
			last.put("plain", content("plain"));
			last.put("unrelated", content("unrelated"));
			write(last);
			application.reloadApplies();
			this.committed = last;
		}

		private void write(Map<String, Map<String, Object>> after) {
			write(after, this.committed);
		}

		private void write(Map<String, Map<String, Object>> after, Map<String, Map<String, Object>> before) {
			Set<String> options = new HashSet<>(before.keySet());
			options.addAll(after.keySet());
			for (String option : options) {
				Map<String, Object> keys = after.get(option);
				if (keys == null) {
					this.table.delete("prod", option);
				}
				else if (!keys.equals(before.get(option))) {
					this.table.put("prod", option, keys);
				}
			}
		}

		private Map<String, Object> content(String option) {
			int number = ++this.number;
			return switch (option) {
				case "plain", "made", "proxied" -> plain(number);
				case "open" -> Map.of("list", list(number), "map", map(number));
				case "whole" -> Map.of("first", number, "list", list(number), "inner", Map.of("last", number));
				case "picky" -> Map.of("size", number);
				case "checked" -> Map.of("size", number, "label", "l" + number);
				default -> Map.of("text", "t" + number);
			};
		}

		private Map<String, Object> plain(int number) {
			Map<String, Object> keys = new TreeMap<>();
			keys.put("number", number);
			keys.put("same", "always");
			keys.put("hosts", list(number));
			keys.put("weights", map(number));
			keys.put("inner", this.random.nextBoolean() ? Map.of("number", number)
					: Map.of("number", number, "text", "text-" + number));
			keys.put("nodes", nodes(number));
			if (this.random.nextBoolean()) {
				keys.put("note", "note-" + number);
			}
			return keys;
		}

		private List<String> list(int number) {
			List<String> list = new ArrayList<>();
			int size = 1 + this.random.nextInt(4);
			for (int i = 0; i < size; i++) {
				list.add(number + "-" + size);
			}
			return list;
		}

		private Map<String, Integer> map(int number) {
			Map<String, Integer> map = new TreeMap<>();
			for (int i = 0; i <= this.random.nextInt(3); i++) {
				map.put("k" + this.random.nextInt(5), number);
			}
			return map;
		}

		private List<Map<String, Object>> nodes(int number) {
			List<Map<String, Object>> nodes = new ArrayList<>();
			for (int i = 0; i <= this.random.nextInt(3); i++) {
				nodes.add(this.random.nextBoolean() ? Map.of("number", number)
						: Map.of("number", number, "text", "text-" + number));
			}
			return nodes;
		}

	}

	/** What readers look at. */
	private static final class Beans {

		final Plain plain;

		final Views views;

		private final Plain made;

		private final Plain proxied;

		private final Open open;

		private final Checked checked;

		private final Link link;

		private final Inner inner;

		Beans(RunningApplication application) {
			this.plain = application.bean("plain", Plain.class);
			this.made = application.bean("made", Plain.class);
			this.proxied = application.bean("proxied", Plain.class);
			this.open = application.bean(Open.class);
			this.checked = application.bean(Checked.class);
			this.link = application.bean(Link.class);
			this.views = application.bean(Views.class);
			this.inner = this.plain.getInner();
		}

		void check(Consumer<String> wrong) {
			check("plain", this.plain, wrong);
			check("made", this.made, wrong);
			check("proxied", this.proxied, wrong);
			expect(this.plain.getInner() == this.inner, "plain.inner is another one", wrong);
			expect(!this.open.getList().isEmpty(), "open.list is empty", wrong);
			expect(!this.open.getMap().isEmpty(), "open.map is empty", wrong);
			expect(SECRET.equals(this.checked.getRequired()), "checked.required is lost", wrong);
			expect(this.checked.getSize() >= 1000, "checked.size is a default", wrong);
			expect(this.checked.getLabel().startsWith("l"), "checked.label is a default", wrong);
			expect(this.link.getTarget().matches("http://[1-9]\\d{3,}/"), "link.target is a default", wrong);
			expect("many".equals(this.link.getFixed()), "link.fixed is a default", wrong);
			Whole whole = this.views.whole().get();
			expect(whole.mark() == 0, "whole is of a rejected generation", wrong);
			expect(whole.first() == whole.inner().last(), "whole is of two generations", wrong);
			expect(isWhole(whole.list(), whole.first()), "whole.list is of two generations", wrong);
		}

		private void check(String name, Plain bean, Consumer<String> wrong) {
			expect(bean.getNumber() >= 1000, name + ".number is a default", wrong);
			expect("always".equals(bean.getSame()), name + ".same is lost", wrong);
			expect(SECRET.equals(bean.getPassword()), name + ".password is lost", wrong);
			expect(bean.getNote().startsWith("no"), name + ".note is lost", wrong);
			expect(bean.getInner().getNumber() >= 1000, name + ".inner.number is a default", wrong);
			List<String> hosts = bean.getHosts();
			expect(!hosts.isEmpty(), name + ".hosts is empty", wrong);
			expect(hosts.isEmpty() || isWhole(hosts, -1), name + ".hosts is mixed", wrong);
			Map<String, Integer> weights = bean.getWeights();
			expect(weights.containsKey("code"), name + ".weights has lost what code put there", wrong);
			expect(weights.size() > 1, name + ".weights is empty", wrong);
			expect(weights.values().stream().filter((value) -> value > 0).distinct().count() <= 1,
					name + ".weights is mixed", wrong);
			expect(bean.getNodes().stream().map(Inner::getNumber).distinct().count() == 1,
					name + ".nodes is mixed or empty", wrong);
		}

		/** Each element says which number it is of, and how many there are. */
		private static boolean isWhole(List<String> list, int number) {
			String expected = list.get(0);
			return expected.endsWith("-" + list.size()) && list.stream().allMatch(expected::equals)
					&& (number < 0 || expected.startsWith(number + "-"));
		}

		private static void expect(boolean right, String otherwise, Consumer<String> wrong) {
			if (!right) {
				wrong.accept(otherwise);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		static Proxying proxying() {
			return new Proxying();
		}

		@Bean
		@ConfigurationProperties("plain")
		Plain plain() {
			return made(new Plain());
		}

		@Bean
		@ConfigurationProperties("link")
		Link link() {
			return new Link();
		}

		@Bean
		@ConfigurationProperties("made")
		Plain made() {
			return made(new WithoutDefault("x"));
		}

		@Bean
		@ConfigurationProperties("open")
		Open open() {
			return new Open();
		}

		@Bean
		@Validated
		@ConfigurationProperties("checked")
		Checked checked() {
			Checked checked = new Checked();
			checked.setRequired(SECRET);
			return checked;
		}

		@Bean
		Picky picky() {
			return new Picky();
		}

		@Bean
		SmartInitializingSingleton running(Picky picky) {
			return () -> picky.running = true;
		}

		@Bean
		@ConfigurationProperties("proxied")
		Plain proxied() {
			return made(new Plain());
		}

		@Bean
		@Lazy
		@ConfigurationProperties("plain")
		Plain lazy() {
			return made(new Plain());
		}

		@Bean
		Views views(Refreshable<Whole> whole) {
			return new Views(whole);
		}

		private static Plain made(Plain plain) {
			plain.setPassword(SECRET);
			plain.getWeights().put("code", -1);
			return plain;
		}

	}

	static class Proxying implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!beanName.equals("proxied")) {
				return bean;
			}
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(true);
			factory.addAdvice((MethodInterceptor) (invocation) -> invocation.proceed());
			return factory.getProxy();
		}

	}

	interface Described {

		String describe();

	}

	record Views(Refreshable<Whole> whole) {

	}

	@ConfigurationProperties("whole")
	record Whole(int first, List<String> list, Last inner, int mark) {

	}

	record Last(int last) {

	}

	static class Plain implements Described {

		private volatile int number = 1;

		private volatile String same = "default";

		private volatile @Nullable String password;

		private volatile String note = "none";

		private final Inner inner = new Inner();

		private volatile List<String> hosts = new ArrayList<>();

		private volatile Map<String, Integer> weights = new LinkedHashMap<>();

		private volatile List<Inner> nodes = new ArrayList<>();

		@Override
		public String describe() {
			return getNumber() + " " + getSame() + " " + getPassword() + " " + getNote() + " " + getInner() + " "
					+ getHosts() + " " + new TreeMap<>(getWeights()) + " " + getNodes();
		}

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

		public String getSame() {
			return this.same;
		}

		public void setSame(String same) {
			this.same = same;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

		public String getNote() {
			return this.note;
		}

		public void setNote(String note) {
			this.note = note;
		}

		public Inner getInner() {
			return this.inner;
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

		public List<Inner> getNodes() {
			return this.nodes;
		}

		public void setNodes(List<Inner> nodes) {
			this.nodes = nodes;
		}

	}

	static class WithoutDefault extends Plain {

		WithoutDefault(String text) {
		}

	}

	static class Inner {

		private volatile int number = 1;

		private volatile String text = "none";

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

		public String getText() {
			return this.text;
		}

		public void setText(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.number + ":" + this.text;
		}

	}

	/** Has no setters for its collections. */
	static class Open implements Described {

		private final List<String> list = new CopyOnWriteArrayList<>();

		private final Map<String, Integer> map = new ConcurrentSkipListMap<>();

		@Override
		public String describe() {
			return this.list + " " + this.map;
		}

		public List<String> getList() {
			return this.list;
		}

		public Map<String, Integer> getMap() {
			return this.map;
		}

	}

	static class Link implements Described {

		private volatile String target = "";

		private volatile String fixed = "";

		private volatile String maybe = "";

		@Override
		public String describe() {
			return this.target + " " + this.fixed + " " + this.maybe;
		}

		public String getTarget() {
			return this.target;
		}

		public void setTarget(String target) {
			this.target = target;
		}

		public String getFixed() {
			return this.fixed;
		}

		public void setFixed(String fixed) {
			this.fixed = fixed;
		}

		public String getMaybe() {
			return this.maybe;
		}

		public void setMaybe(String maybe) {
			this.maybe = maybe;
		}

	}

	static class Checked implements Described {

		@NotNull
		private volatile @Nullable String required;

		@Max(1000000)
		private volatile int size = 1;

		private volatile String label = "";

		@Override
		public String describe() {
			return this.required + " " + this.size + " " + this.label;
		}

		public @Nullable String getRequired() {
			return this.required;
		}

		public void setRequired(@Nullable String required) {
			this.required = required;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		public String getLabel() {
			return this.label;
		}

		public void setLabel(String label) {
			this.label = label;
		}

	}

	/** Rejects one number once it runs. */
	@ConfigurationProperties("picky")
	static class Picky implements InitializingBean, Described {

		private volatile int size;

		private volatile int initialized;

		volatile boolean running;

		@Override
		public String describe() {
			return this.size + " " + this.initialized;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			if (this.running && size == REJECTED) {
				throw new IllegalStateException();
			}
			this.size = size;
		}

		@Override
		public void afterPropertiesSet() {
			this.initialized = this.size;
		}

	}

}
