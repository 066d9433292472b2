package dev.configstore.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotDiffTests {

	@Test
	void namesWhatDiffers() {
		SnapshotDiff diff = SnapshotDiff.between(Map.of("same", 1, "changed", 1, "removed", 1),
				Map.of("same", 1, "changed", 2, "added", 1));
		assertThat(diff.added()).containsExactly("added");
		assertThat(diff.changed()).containsExactly("changed");
		assertThat(diff.removed()).containsExactly("removed");
		assertThat(diff.names()).containsExactly("added", "changed", "removed");
		assertThat(diff.isEmpty()).isFalse();
	}

	@Test
	void isEmptyWhenNothingDiffers() {
		Option option = new Option("db", Map.of("port", 1));
		Option same = new Option("db", Map.of("port", 1.0));
		assertThat(SnapshotDiff.between(Map.of("db", option), Map.of("db", same)).isEmpty()).isTrue();
	}

	@Test
	void namesWhatDiffersWhenTheOrderIsAnotherOrAnOptionIsMissingInBetween() {
		Map<String, Integer> before = new LinkedHashMap<>();
		Map<String, Integer> after = new LinkedHashMap<>();
		List.of("a", "b", "c", "d").forEach((name) -> before.put(name, 1));
		List.of("a", "d", "c").forEach((name) -> after.put(name, 1));
		SnapshotDiff diff = SnapshotDiff.between(before, after);
		assertThat(diff).isEqualTo(new SnapshotDiff(Set.of(), Set.of(), Set.of("b")));
		assertThat(SnapshotDiff.between(after, before)).isEqualTo(new SnapshotDiff(Set.of("b"), Set.of(), Set.of()));
		after.put("e", 2);
		before.put("e", 1);
		assertThat(SnapshotDiff.between(before, after).changed()).containsExactly("e");
		before.remove("e");
		before.put("f", 1);
		assertThat(SnapshotDiff.between(before, after))
			.isEqualTo(new SnapshotDiff(Set.of("e"), Set.of(), Set.of("b", "f")));
		assertThat(SnapshotDiff.between(Map.of(), after).added()).containsExactly("a", "c", "d", "e");
		assertThat(SnapshotDiff.between(after, Map.of()).removed()).containsExactly("a", "c", "d", "e");
	}

	@Test
	void aRemovedKeyIsAChange() {
		Option option = new Option("db", Map.of("host", "h", "port", 1));
		assertThat(SnapshotDiff.between(Map.of("db", option), Map.of("db", new Option("db", Map.of("host", "h"))))
			.changed()).containsExactly("db");
	}

}
