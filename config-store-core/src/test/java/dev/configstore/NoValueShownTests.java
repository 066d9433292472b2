package dev.configstore;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.configstore.dynamodb.item.ItemCodec;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.model.Binary;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreProperties;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.TableLayout;
import dev.configstore.model.change.OptionDiff;
import dev.configstore.model.change.PublicationPlan;
import dev.configstore.model.change.StoreDiff;
import dev.configstore.reload.Generation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Values are secrets: no text that is made of our types holds one.
 */
class NoValueShownTests {

	private static final String MARKER = "marker-value";

	private final Option option = new Option("db", Map.of("text", MARKER, "list", List.of(MARKER), "map",
			Map.of("k", MARKER), "set", Set.of(MARKER), "binary", Binary.of(MARKER.getBytes(StandardCharsets.UTF_8))));

	private final StoreSnapshot snapshot = new StoreSnapshot("config", "prod", new TreeMap<>(Map.of("db", this.option)),
			new StoreVersion(1, "token", Instant.EPOCH, "me"), 10, Instant.EPOCH);

	@Test
	void noPublicTypeShowsAValue() {
		StoreProperties properties = this.snapshot.properties();
		StoreProperties clashing = new StoreSnapshot("config", "prod", new TreeMap<>(
				Map.of("a", new Option("a", Map.of("b.c", MARKER)), "a.b", new Option("a.b", Map.of("c", MARKER)))),
				null, 10, Instant.EPOCH)
			.properties();
		List<Object> shown = new ArrayList<>(List.of(this.option, this.option.keys(), this.option.keys().keySet(),
				this.snapshot, this.snapshot.options().values(), properties, clashing, clashing.clashes(),
				properties.byName(), this.snapshot.options(), Generation.of(List.of(this.snapshot)),
				SnapshotDiff.between(Map.of(), this.snapshot.options()), Publication.of("db", this.option.keys()),
				Publication.none().change("db").putAll(this.option.keys()).changes(),
				StoreDiff.between(this.snapshot, this.snapshot.with("db", null)),
				new OptionDiff("db", Optional.empty(), Optional.of(this.option)), plan(), plan().steps(),
				new CandidateRejectedException("no", this.snapshot.place("db"), null)));
		shown.addAll(properties.byName().values());
		assertThat(shown).allSatisfy((type) -> assertThat(type.toString()).doesNotContain("marker")
			.doesNotContain(Binary.of(MARKER.getBytes(StandardCharsets.UTF_8)).toBase64()));
	}

	private PublicationPlan plan() {
		StoreDiff diff = StoreDiff.between(this.snapshot.with("db", null), this.snapshot);
		return new PublicationPlan("config", "prod", null,
				List.of(new PublicationPlan.Step(Publication.of("db", this.option.keys()), diff)), Set.of(), Set.of());
	}

	@Test
	void noMessageOfARejectedOptionShowsAValue() {
		ItemCodec codec = new ItemCodec(new TableLayout("config", "_store", "_option"));
		Map<String, Object> rejected = new HashMap<>();
		rejected.put("object", new Object() {
			@Override
			public String toString() {
				return MARKER;
			}
		});
		rejected.put("mixed set", Set.of(MARKER, 1));
		rejected.put("too large", MARKER.repeat(40_000));
		rejected.put("nested", Map.of("k", Set.of()));
		rejected.put("many digits", new BigDecimal("1" + "0".repeat(40) + "1"));
		rejected.forEach((key, value) -> assertThatThrownBy(() -> codec.encode("prod", "db", Map.of(key, value)))
			.isInstanceOf(InvalidPublicationException.class)
			.hasMessageNotContaining("marker")
			.hasMessageNotContaining("00000")
			.hasNoCause());
	}

}
