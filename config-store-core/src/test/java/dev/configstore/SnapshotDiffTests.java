package dev.configstore;

import java.util.Map;

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
	void aRemovedKeyIsAChange() {
		Option option = new Option("db", Map.of("host", "h", "port", 1));
		assertThat(SnapshotDiff.between(Map.of("db", option), Map.of("db", new Option("db", Map.of("host", "h"))))
			.changed()).containsExactly("db");
	}

}
