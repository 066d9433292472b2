package dev.configstore.spring.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * After any change a bean holds what a fresh start with the same properties gives it.
 */
class FreshStartTests {

	static final int UPDATES = Integer.getInteger("test.updates", 40);

	private static final List<Class<?>> BEANS = List.of(Shapes.Scalars.class, Shapes.Nested.class,
			Shapes.Aggregates.class, Shapes.IntLimits.class, Shapes.Injected.class, Shapes.Ordered.class,
			Shapes.Odd.class, Shapes.Strict.class, Shapes.Unchanged.class, Shapes.Mail.class, Shapes.Service.class);

	private static final Map<Integer, Map<String, String>> FRESH = new HashMap<>();

	/** Name to the groups of values it may have; a group is set as a whole. */
	private static final Map<String, List<Map<String, String>>> CHOICES = new LinkedHashMap<>();
	static {
		choices("scalars.port", "1", "2", "${other.port:90}", "${no.such:3}");
		choices("other.port", "91", "92");
		choices("scalars.on", "true", "false");
		choices("scalars.text", "a", "", "${local.word}-${other.port:none}");
		choices("scalars.time-out", "1");
		choices("scalars.timeout", "1s", "5m", "${ref.d:3s}");
		choices("ref.d", "8s", "9s");
		choices("scalars.size", "1MB", "2KB");
		choices("scalars.level", "high", "LOW");
		choices("scalars.secret", "abc", "d");
		choices("scalars.type", "java.lang.String", "java.util.List");
		choices("scalars.called", "c1", "c2");
		choices("scalars.file", "classpath:a", "classpath:b");
		choices("scalars.point", "1/2", "3/4");
		group("scalars.range", "from=3,to=4", "from=3,to=9");
		choices("scalars.boxed", "5", "6");
		for (String pool : List.of("fixed", "settable", "absent", "lazy", "any")) {
			choices("nested." + pool + ".min", "11", "12");
			choices("nested." + pool + ".max", "21", "22");
			group("nested." + pool + ".hosts", "[0]=a,[1]=b", "[0]=b", "[0]=a,[1]=b,[2]=c");
			choices("nested." + pool + ".inner.max", "31", "32");
		}
		choices("nested.engine.power", "41", "42");
		choices("nested.engine.fuel", "e", "f");
		choices("nested.self.fixed.min", "1", "2");
		group("agg.list", "[0]=a,[1]=b", "[0]=c");
		choices("agg.set", "a,b", "b,c,d");
		choices("agg.array", "x", "y,z");
		choices("agg.numbers", "1,2", "3");
		group("agg.map", "a=1", "a=2,b=3", "own=5");
		group("agg.pools", "[0].min=1", "[0].min=2,[1].max=3", "[0].hosts[0]=h");
		group("agg.by-name", "p1.min=1", "p1.min=2,p2.max=4", "p2.hosts=a");
		group("agg.lists", "a=1", "a[0]=2,b[0]=3");
		group("agg.properties", "x=1", "x=2,y.z=3");
		group("agg.concurrent", "c=1", "d=2");
		group("agg.levels", "low=l", "high=h,LOW=m");
		group("agg.immutable", "[0]=k", "[0]=l,[1]=m");
		group("agg.missing", "[0]=1", "[0]=1,[1]=2");
		group("agg.tree", "a.b=1,a.c=2", "a.b=2", "d=3");
		group("agg.fixed-list", "[0]=g", "[0]=g,[1]=h", "[0]=h");
		group("agg.fixed-map", "a=1", "a=2,b=3");
		choices("limits.limit", "1", "2");
		group("limits.all", "[0]=1", "[0]=2,[1]=3");
		group("limits.by-name", "a=1", "b=2");
		choices("limits.own", "x", "y");
		choices("injected.name", "a", "b");
		group("ordered", "from=4,to=20", "from=2,to=3", "to=8", "from=5");
		choices("odd.copied", "a,b", "b");
		choices("odd.view", "a,b", "b");
		choices("odd.transformed", "a", "b");
		choices("odd.write-only", "a", "b");
		choices("odd.touched", "1", "2");
		choices("odd.touching", "a", "b");
		choices("strict.name", "a", "b");
		choices("strict.pool.max", "7", "8");
		choices("mail.host", "h1", "h2");
		group("mail.headers", "a=1", "a=2,b=3", "by=table");
		choices("mail.pool.min", "6", "7");
		choices("mail.pool.max", "6", "7");
		choices("service.url", "u1", "u2");
		choices("service.paths", "a,b", "c");
	}

	private static void choices(String name, String... values) {
		List<Map<String, String>> groups = new ArrayList<>();
		for (String value : values) {
			groups.add(Map.of(name, value));
		}
		CHOICES.put(name, groups);
	}

	private static void group(String name, String... values) {
		List<Map<String, String>> groups = new ArrayList<>();
		for (String value : values) {
			Map<String, String> group = new LinkedHashMap<>();
			for (String each : value.split(",")) {
				String[] parts = each.split("=");
				group.put(parts[0].startsWith("[") ? name + parts[0] : name + "." + parts[0], parts[1]);
			}
			groups.add(group);
		}
		CHOICES.put(name, groups);
	}

	private static Map<String, String> describe(UpdatedApplication application) {
		Map<String, String> descriptions = new LinkedHashMap<>();
		// Made when it is asked for, here or there.
		application.bean(Shapes.Nested.class).getLazy();
		BEANS.forEach((type) -> descriptions.put(type.getSimpleName(), Description.of(application.bean(type))));
		return descriptions;
	}

	private static UpdatedApplication start(Map<String, Object> properties) {
		return UpdatedApplication.start(properties, Shapes.All.class);
	}

	/** Each name by itself: absent, each value, every change between them. */
	@TestFactory
	List<DynamicTest> everyTransition() {
		List<DynamicTest> tests = new ArrayList<>();
		int longest = CHOICES.values().stream().mapToInt(List::size).max().orElse(0);
		for (int first = -1; first < longest; first++) {
			int from = first;
			tests.add(dynamicTest("from value " + first, () -> fromEach(from, longest)));
		}
		return tests;
	}

	private static void fromEach(int first, int longest) {
		try (UpdatedApplication application = start(state(first))) {
			for (int next = -1; next < longest; next++) {
				for (int to : new int[] { next, first, next, -1, next }) {
					Map<String, Object> state = state(to);
					UpdateOutcome outcome = application.change(state);
					assertThat(outcome.failures()).as("failures of " + to).isEmpty();
					assertThat(describe(application)).as("from " + first + " to " + to).isEqualTo(fresh(to));
				}
			}
		}
	}

	private static Map<String, String> fresh(int index) {
		return FRESH.computeIfAbsent(index, (key) -> {
			try (UpdatedApplication fresh = start(state(index))) {
				return describe(fresh);
			}
		});
	}

	private static Map<String, Object> state(int index) {
		Map<String, Object> state = new HashMap<>();
		CHOICES.values().forEach((groups) -> {
			if (index >= 0 && index < groups.size()) {
				state.putAll(groups.get(index));
			}
		});
		return state;
	}

	@Test
	void randomTransitionsEndAsAFreshStart() {
		long seed = Long.getLong("test.seed", System.nanoTime());
		Random random = new Random(seed);
		System.out.println("Random transitions, -Dtest.seed=" + seed);
		Map<String, Object> state = random(random, Map.of(), 2);
		try (UpdatedApplication application = start(state)) {
			for (int i = 0; i < UPDATES; i++) {
				Map<String, Object> next = random(random, state, 1 + random.nextInt(5));
				UpdateOutcome outcome = application.change(next);
				assertThat(outcome.failures()).as("seed " + seed + ", change " + i).isEmpty();
				state = next;
				try (UpdatedApplication fresh = start(state)) {
					assertThat(describe(application)).as("seed " + seed + ", change " + i).isEqualTo(describe(fresh));
				}
			}
		}
	}

	private static Map<String, Object> random(Random random, Map<String, Object> state, int oneOf) {
		Map<String, Object> next = new HashMap<>(state);
		CHOICES.values().forEach((groups) -> {
			if (random.nextInt(oneOf) == 0) {
				groups.forEach((group) -> next.keySet().removeAll(group.keySet()));
				int index = random.nextInt(groups.size() + 1) - 1;
				if (index >= 0) {
					next.putAll(groups.get(index));
				}
			}
		});
		return next;
	}

}
