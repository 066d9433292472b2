package dev.configstore.spring.difference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.configstore.spring.update.UpdatedApplication;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which names differ.
 */
class NamesTests {

	private static final PropertySource<?> LOCAL = new MapPropertySource("local",
			Map.of("a.hidden", "local", "a.ref", "${x.host}", "a.nested", "${a.${x.which}}", "a.default",
					"${no.such:${x.port}}", "a.random", "${random.uuid}${x.same}", "a.loop", "${a.loop}", "a.chain",
					"${a.ref}/"));

	private final Differences differences = new Differences(new PlaceholderScan((source) -> null));

	private static MutablePropertySources sources(Map<String, Object> table) {
		MutablePropertySources sources = new MutablePropertySources();
		sources.addLast(new SystemEnvironmentPropertySource("env", Map.of("X_SHADOWED", "env", "E_REF", "${x.host}")));
		sources.addLast(LOCAL);
		sources.addLast(new MapPropertySource("table", table));
		return sources;
	}

	private Set<String> between(Map<String, Object> before, Map<String, Object> after) {
		return this.differences.between(UpdatedApplication.raw(before, after), sources(before), sources(after)).names();
	}

	@Test
	void addedRemovedAndChangedDiffer() {
		assertThat(between(Map.of("x.a", "1", "x.b", "1"), Map.of("x.b", "2", "x.c", "1")))
			.containsExactlyInAnyOrder("x.a", "x.b", "x.c");
	}

	@Test
	void whatAnotherSourceHidesDoesNot() {
		assertThat(between(Map.of("a.hidden", "1"), Map.of("a.hidden", "2"))).isEmpty();
		assertThat(between(Map.of("x.shadowed", "1"), Map.of())).isEmpty();
	}

	@Test
	void whatRefersToADifferenceDiffersAlongTheWholeChain() {
		assertThat(between(Map.of("x.host", "1"), Map.of("x.host", "2"))).containsExactlyInAnyOrder("x.host", "a.ref",
				"a.chain", "e.ref");
		assertThat(between(Map.of("x.port", "1"), Map.of("x.port", "2"))).containsExactlyInAnyOrder("x.port",
				"a.default");
		assertThat(between(Map.of("x.which", "ref"), Map.of("x.which", "hidden"))).containsExactlyInAnyOrder("x.which",
				"a.nested");
		// Through a nested placeholder to what that refers to.
		assertThat(between(Map.of("x.which", "ref", "x.host", "1"), Map.of("x.which", "ref", "x.host", "2")))
			.containsExactlyInAnyOrder("x.host", "a.ref", "a.chain", "a.nested", "e.ref");
	}

	@Test
	void anotherTextThatResolvesToTheSameDoesNotDiffer() {
		assertThat(between(Map.of("x.t", "local"), Map.of("x.t", "${a.hidden}"))).isEmpty();
	}

	@Test
	void whatIsRandomNeverDiffersByItself() {
		assertThat(between(Map.of("x.r", "${random.int}", "x.o", "1"), Map.of("x.r", "${random.int}", "x.o", "2")))
			.containsExactly("x.o");
		assertThat(between(Map.of("x.same", "1"), Map.of("x.same", "2"))).containsExactlyInAnyOrder("x.same",
				"a.random");
		assertThat(between(Map.of("x.r", "${random.int}"), Map.of("x.r", "${random.long}"))).isEmpty();
	}

	@Test
	void anEventNamesWhatDiffersAndWhatRefersToIt() {
		assertThat(this.differences.named(Set.of("x.host"), sources(Map.of("x.host", "1"))).names())
			.containsExactlyInAnyOrder("x.host", "a.ref", "a.chain", "e.ref");
		assertThat(this.differences.named(Set.of(), sources(Map.of())).isEmpty()).isTrue();
	}

	@Test
	void anImmutableSourceIsLookedThroughOnceAndOneThatKnowsAtNoTime() {
		AtomicInteger reads = new AtomicInteger();
		Map<String, Object> values = new HashMap<>(Map.of("i.a", "${x.host}")) {
			@Override
			public Object get(Object key) {
				reads.incrementAndGet();
				return super.get(key);
			}
		};
		MutablePropertySources sources = new MutablePropertySources();
		sources.addLast(new OriginTrackedMapPropertySource("immutable", values, true));
		sources.addLast(new MapPropertySource("knows", Map.of("k.a", "${x.host}", "k.b", "${x.host}")));
		PlaceholderScan names = new PlaceholderScan(
				(source) -> "knows".equals(source.getName()) ? List.of("k.a") : null);
		assertThat(names.in(sources)).containsExactlyInAnyOrder("i.a", "k.a");
		int once = reads.get();
		assertThat(names.in(sources)).hasSize(2);
		assertThat(reads.get()).isEqualTo(once);
	}

	@Test
	void namesTouchWhatIsAtAboveAndBelow() {
		ChangedNames changed = ChangedNames.of(List.of("a.b[0].c", "!"));
		assertThat(changed.names()).containsExactly("a.b[0].c");
		for (String name : List.of("a", "a.b", "a.b[0]", "a.b[0].c", "a.b[0].c.d")) {
			assertThat(changed.touches(ConfigurationPropertyName.of(name))).as(name).isTrue();
		}
		for (String name : List.of("a.c", "a.b[1]", "b")) {
			assertThat(changed.touches(ConfigurationPropertyName.of(name))).as(name).isFalse();
		}
	}

}
