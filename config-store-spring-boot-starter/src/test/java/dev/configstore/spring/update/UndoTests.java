package dev.configstore.spring.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Undo is exact: by value, and by identity of nested beans, collections and elements,
 * wherever the failure comes.
 */
class UndoTests {

	@Test
	void aFailureAtAnyStepLeavesEverythingAsItWas() {
		long seed = Long.getLong("test.seed", System.nanoTime());
		Random random = new Random(seed);
		System.out.println("Injected failures, -Dtest.seed=" + seed);
		Map<String, Object> first = state(random);
		try (UpdatedApplication application = UpdatedApplication.start(first, Config.class)) {
			int failed = 0;
			for (int i = 0; i < 5 * FreshStartTests.UPDATES; i++) {
				String as = "seed " + seed + ", change " + i;
				List<Object> before = parts(application);
				String text = text(application);
				Map<String, Object> next = state(random);
				if (random.nextInt(3) > 0) {
					List<String> names = new ArrayList<>(next.keySet());
					next.put(names.get(random.nextInt(names.size())), "9");
				}
				if (!application.change(next).failures().isEmpty()) {
					failed++;
					assertSame(application, before, text, as);
				}
				else {
					text = text(application);
					before = parts(application);
					undoWithoutSetters(application, state(random), random.nextBoolean());
					assertSame(application, before, text, as);
				}
			}
			assertThat(failed).as("seed " + seed).isGreaterThan(FreshStartTests.UPDATES);
			// What was undone has left nothing that a later change would show.
			// One setter sets a neighbour too, which no fresh start could know of: it is
			// called before the last change, and the neighbour is set by it.
			Map<String, Object> last = state(random);
			last.keySet().removeIf((name) -> name.endsWith(".neighbour") || name.endsWith(".text"));
			assertThat(application.change(last).failures()).isEmpty();
			last = new HashMap<>(last);
			last.put("one.text", "last");
			last.put("two.text", "last");
			assertThat(application.change(last).failures()).isEmpty();
			try (UpdatedApplication fresh = UpdatedApplication.start(last, Config.class)) {
				assertThat(text(application)).as("seed " + seed).isEqualTo(text(fresh));
			}
		}
	}

	private static void assertSame(UpdatedApplication application, List<Object> before, String text, String as) {
		assertThat(text(application)).as(as).isEqualTo(text);
		List<Object> after = parts(application);
		assertThat(after).as(as).hasSameSizeAs(before);
		for (int part = 0; part < before.size(); part++) {
			assertThat(after.get(part)).as(as + ", part " + part).isSameAs(before.get(part));
		}
	}

	private static void undoWithoutSetters(UpdatedApplication application, Map<String, Object> next, boolean locked) {
		Map<String, Object> before = application.properties();
		BeanUpdate update = application.plan(next);
		application.swap(next);
		assertThat(update.apply().failures()).isEmpty();
		application.swap(before);
		Fragile.locked = locked;
		update.undo();
		Fragile.locked = false;
	}

	private static Map<String, Object> state(Random random) {
		Map<String, Object> state = new HashMap<>();
		for (String bean : List.of("one", "two")) {
			for (String name : List.of("text", "number", "nested.text", "nested.number", "absent.text", "list[0]",
					"map.a", "map.b", "copied[0]", "fixed[0]", "neighbour")) {
				if (random.nextBoolean()) {
					state.put(bean + "." + name, String.valueOf(random.nextInt(3)));
				}
			}
		}
		return state;
	}

	private static List<Object> parts(UpdatedApplication application) {
		List<Object> parts = new ArrayList<>(Description.parts(application.bean(One.class)));
		parts.addAll(Description.parts(application.bean(Two.class)));
		return parts;
	}

	private static String text(UpdatedApplication application) {
		return Description.of(application.bean(One.class)) + Description.of(application.bean(Two.class));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ One.class, Two.class })
	static class Config {

	}

	@ConfigurationProperties("one")
	static class One extends Fragile {

	}

	@ConfigurationProperties("two")
	static class Two extends Fragile {

	}

	/** Every setter throws at a 9, before or after it has done something; or always. */
	static class Fragile {

		static boolean locked;

		private String text = "t";

		private int number = 1;

		private final Part nested = new Part();

		private Part absent;

		private List<String> list = new ArrayList<>();

		private Map<String, String> map = new LinkedHashMap<>();

		private final List<String> copied = new ArrayList<>(List.of("c"));

		private final List<String> fixed = new ArrayList<>(List.of("f"));

		private String neighbour = "n";

		static void mayThrow(Object value) {
			if (locked || String.valueOf(value).contains("9")) {
				throw new IllegalStateException("cannot take " + value);
			}
		}

		public String getText() {
			return this.text;
		}

		public void setText(String text) {
			this.text = text;
			mayThrow(text);
		}

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			mayThrow(number);
			this.number = number;
		}

		public Part getNested() {
			return this.nested;
		}

		public Part getAbsent() {
			return this.absent;
		}

		public void setAbsent(Part absent) {
			mayThrow("");
			this.absent = absent;
		}

		public List<String> getList() {
			return this.list;
		}

		public void setList(List<String> list) {
			mayThrow(list);
			this.list = list;
		}

		public Map<String, String> getMap() {
			return this.map;
		}

		public void setMap(Map<String, String> map) {
			this.map = map;
			mayThrow(map);
		}

		public List<String> getCopied() {
			return List.copyOf(this.copied);
		}

		public void setCopied(List<String> copied) {
			this.copied.clear();
			mayThrow(copied);
			this.copied.addAll(copied);
		}

		public List<String> getFixed() {
			return this.fixed;
		}

		public String getNeighbour() {
			return this.neighbour;
		}

		public void setNeighbour(String neighbour) {
			this.neighbour = neighbour;
			this.text = "by neighbour";
			mayThrow(neighbour);
		}

	}

	static class Part {

		private String text = "p";

		private int number = 7;

		public String getText() {
			return this.text;
		}

		public void setText(String text) {
			Fragile.mayThrow(text);
			this.text = text;
		}

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

	}

}
