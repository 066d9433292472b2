package dev.configstore.spring.env;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a later store of a location takes the place of.
 */
class StoreOverridesTests {

	@Test
	void removesTheLongerListWhenTheLaterOneIsShorter() {
		assertThat(after(List.of("p.hosts[0]", "p.hosts[1]", "p.name"), "hosts[0]")).containsExactly("p.name");
	}

	@Test
	void removesTheListWhenTheLaterStoreHasOneText() {
		assertThat(after(List.of("p.hosts[0]", "p.hosts[1].port"), "hosts")).isEmpty();
	}

	@Test
	void removesTheTextWhenTheLaterStoreHasAList() {
		assertThat(after(List.of("p.hosts", "p.hosts2"), "hosts[0].name")).containsExactly("p.hosts2");
	}

	@Test
	void removesTheInnerListOnlyWhenItIsWithinAMap() {
		assertThat(after(List.of("p.a.list[0]", "p.b.list[0]"), "a.list[0]")).containsExactly("p.b.list[0]");
	}

	@Test
	void leavesAMapWhenItsKeysStandInBrackets() {
		assertThat(after(List.of("p.level[org.one]"), "level[org.two]")).containsExactly("p.level[org.one]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			p.max-size           | maxSize
			p.maxSize            | max-size
			p.max_size           | MAX-SIZE
			p.server-list[3]     | serverList
			p.serverList         | server-list[0]
			p.server-list[1]     | serverList[0]
			p.a[0].max-size      | a[0].maxSize
			p.a[0].in-ner[2].x   | a[0].inNer[0].y
			p.map.key.hosts[1]   | map.KEY.hosts
			p..a                 | a
			p.level[org.one]     | level[org.one]
			""")
	void removesANameWhenTheLaterStoreSpellsItDifferently(String earlier, String later) {
		assertThat(after(List.of(earlier, "p.other"), later)).containsExactly("p.other");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			p.max-size           | max.size
			p.a[0]               | b[0]
			p.a[0].x             | a0.x
			p.level[Org]         | level[org]
			p.label.größe        | label.grße
			p.label.日本           | label.中国
			p.label.+            | label.*
			p.label.a+b          | label.ab
			p.[x                 | [y
			p.---                | _
			""")
	void leavesANameWhenItIsAnother(String earlier, String later) {
		assertThat(after(List.of(earlier), later)).containsExactly(earlier);
	}

	private static Set<String> after(List<String> earlier, String later) {
		Set<String> names = new TreeSet<>(earlier);
		StoreOverrides.removeReplaced(names, "p.", List.of(later));
		return names;
	}

}
