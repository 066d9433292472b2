package dev.configstore.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.configstore.model.change.OptionDiff;
import dev.configstore.model.change.StoreDiff;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoreDiffTests {

	private static StoreSnapshot snapshot(Set<String> unknown, Option... options) {
		TreeMap<String, Option> byName = new TreeMap<>();
		List.of(options).forEach((option) -> byName.put(option.name(), option));
		return new StoreSnapshot("config", "prod", byName, null, 0, Instant.EPOCH, unknown);
	}

	@Test
	void comparesKeyByKey() {
		StoreDiff diff = StoreDiff.between(
				snapshot(Set.of(), new Option("db", Map.of("same", 1.10, "port", 1, "old", true)),
						new Option("gone", Map.of("k", 1)), new Option("kept", Map.of("s", Set.of("a", "b")))),
				snapshot(Set.of(), new Option("db", Map.of("same", 1.1, "port", 2, "new", true)),
						new Option("kept", Map.of("s", Set.of("b", "a"))), new Option("more", Map.of("k", 1))));
		assertThat(diff.names()).containsExactly("db", "gone", "more");
		assertThat(diff.added()).containsExactly("more");
		assertThat(diff.changed()).containsExactly("db");
		assertThat(diff.removed()).containsExactly("gone");
		assertThat(diff.option("kept")).isNull();
		OptionDiff db = diff.option("db");
		assertThat(db.added()).containsExactly("new");
		assertThat(db.changed()).containsExactly("port");
		assertThat(db.removed()).containsExactly("old");
		assertThat(db.before().get().get("port")).hasToString("1");
		assertThat(db.after().get().get("port")).hasToString("2");
		assertThat(diff.option("gone").removed()).containsExactly("k");
		assertThat(diff.option("more").added()).containsExactly("k");
		assertThat(diff.options().values().stream().filter(OptionDiff::isCreated)).containsExactly(diff.option("more"));
		assertThat(diff.options().values().stream().filter(OptionDiff::isDeleted)).containsExactly(diff.option("gone"));
	}

	@Test
	void aKeyThatIsNullIsThere() {
		Option nothing = new Option("db", Collections.singletonMap("k", null));
		StoreDiff diff = StoreDiff.between(snapshot(Set.of(), nothing), snapshot(Set.of(), new Option("db", Map.of())));
		assertThat(diff.option("db").removed()).containsExactly("k");
		assertThat(diff.option("db").changed()).isEmpty();
	}

	@Test
	void whatIsNotKnownIsNamedApart() {
		StoreDiff diff = StoreDiff.between(snapshot(Set.of("lost")), snapshot(Set.of(), new Option("lost", Map.of())));
		assertThat(diff.isEmpty()).isTrue();
		assertThat(diff.unknown()).containsExactly("lost");
	}

}
