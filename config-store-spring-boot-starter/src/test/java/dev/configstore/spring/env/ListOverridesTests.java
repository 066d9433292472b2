package dev.configstore.spring.env;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists of several stores in one location.
 */
class ListOverridesTests {

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

	private static Set<String> after(List<String> earlier, String later) {
		Set<String> names = new TreeSet<>(earlier);
		ListOverrides.removeReplaced(names, "p.", List.of(later));
		return names;
	}

}
