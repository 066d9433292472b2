package dev.configstore.dynamodb.item;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.configstore.dynamodb.item.VersionLog.Proof;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.TableLayout;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.assertj.core.api.Assertions.assertThat;

class VersionItemTests {

	private static VersionItem publish(VersionItem before, String token, String... names) {
		return publish(before, 30, token, names);
	}

	private static VersionItem publish(VersionItem before, int keyBytes, String token, String... names) {
		long number = (before != null) ? before.version().number() + 1 : 1;
		VersionItem after = VersionItem.after(before, new StoreVersion(number, token, null, null),
				new TreeSet<>(Set.of(names)), keyBytes);
		assertThat(keyBytes + ItemSize.of(after.toAttributes())).isLessThan(4_096);
		return VersionItem.of(after.toAttributes());
	}

	@Test
	void namesWhatWasPublishedSinceAToken() {
		VersionItem item = publish(publish(publish(null, "t1", "a"), "t2", "b"), "t3", "c", "b");
		assertThat(item.changes().namesSince("t3")).contains(Set.of());
		assertThat(item.changes().namesSince("t2")).contains(Set.of("b", "c"));
		assertThat(item.changes().namesSince("t1")).contains(Set.of("b", "c"));
		assertThat(item.changes().namesSince("t0")).isEmpty();
		assertThat(item.log()).hasSize(3);
	}

	@Test
	void staysBelowFourKilobytesAndForgetsTheOldest() {
		VersionItem item = null;
		for (int i = 1; i <= 200; i++) {
			item = publish(item, "token-" + i, "option-" + i);
		}
		assertThat(item.log()).hasSizeBetween(20, 100);
		assertThat(item.changes().namesSince("token-199")).contains(Set.of("option-200"));
		assertThat(item.changes().namesSince("token-1")).isEmpty();
	}

	@Test
	void staysBelowFourKilobytesWithTheLongestNames() {
		StoreVersion longest = new StoreVersion(VersionItem.MAX_NUMBER, "t".repeat(36),
				Instant.parse("2026-01-01T00:00:00.123456789Z"), "b".repeat(256));
		int keys = 2 * 255 + TableLayout.MAX_STORE_BYTES + "#metaversion".length();
		VersionItem item = VersionItem.after(null, longest, Set.of("n".repeat(1_011), "o".repeat(1_011)), keys);
		assertThat(keys + ItemSize.of(item.toAttributes())).isLessThan(4_096);
		assertThat(item.log()).singleElement().satisfies((entry) -> assertThat(entry.names()).isNull());
	}

	@Test
	void keepsTheVersionOfTheEntryThatNoLongerFits() {
		VersionItem item = publish(null, "t1", "a".repeat(1_000), "b".repeat(1_000), "c".repeat(1_000));
		item = publish(item, "t2", "d".repeat(1_000), "e".repeat(1_000));
		assertThat(item.changes().namesSince("t1")).isPresent();
		assertThat(item.changes().namesSince("t0")).isEmpty();
	}

	@Test
	void announcesWhatAReaderDoesNotHave() {
		VersionItem first = publish(null, "t1", "a");
		assertThat(first.changes().announcedSince(null).covers(Set.of("a"))).as("a first publish").isTrue();
		assertThat(first.changes().announcedSince(null).covers(Set.of("b"))).isFalse();
		VersionItem large = publish(first, "t2",
				IntStream.range(0, 49).mapToObj((i) -> "n".repeat(100) + i).toArray(String[]::new));
		StoreVersion one = new StoreVersion(1, "t1", null, null);
		assertThat(large.changes().announcedSince(one).covers(Set.of("b"))).as("anything").isTrue();
		VersionItem next = publish(large, "t3", "c");
		assertThat(next.changes().announcedSince(large.version()).covers(Set.of("b"))).isFalse();
		assertThat(next.changes().announcedSince(one).covers(Set.of("b"))).as("a log that was cut").isTrue();
		StoreVersion later = new StoreVersion(9, "t9", null, null);
		assertThat(next.changes().announcedSince(later).covers(Set.of("b"))).as("from a backup").isFalse();
		Map<String, AttributeValue> without = new HashMap<>(next.toAttributes());
		without.remove("log");
		assertThat(VersionItem.of(without).changes().announcedSince(null).covers(Set.of("b"))).isTrue();
	}

	@Test
	void provesOfAPublishWhatItCan() {
		StoreVersion mine = new StoreVersion(2, "mine", null, null);
		VersionItem one = publish(null, "t1", "a");
		assertThat(one.changes().proofOf(mine, "t1")).isEqualTo(Proof.OPEN);
		assertThat(publish(one, "mine", "b").changes().proofOf(mine, "t1")).isEqualTo(Proof.WRITTEN);
		assertThat(publish(publish(one, "mine", "b"), "t3", "c").changes().proofOf(mine, "t1"))
			.isEqualTo(Proof.WRITTEN);
		assertThat(publish(one, "other", "b").changes().proofOf(mine, "t1")).isEqualTo(Proof.NOT_WRITTEN);
		assertThat(one.changes().proofOf(new StoreVersion(1, "mine", null, null), null)).as("another was the first")
			.isEqualTo(Proof.NOT_WRITTEN);
		VersionItem many = publish(publish(one, "mine", "b"), "t3", "n".repeat(1_000), "o".repeat(1_000),
				"p".repeat(1_000), "q".repeat(1_000));
		assertThat(many.changes().proofOf(mine, "t1")).as("a log that was cut").isEqualTo(Proof.OPEN);
	}

	@Test
	void saysAnythingWhenTheNamesDoNotFit() {
		String[] names = IntStream.range(0, 49).mapToObj((i) -> "n".repeat(100) + i).toArray(String[]::new);
		VersionItem large = publish(publish(null, "t1", "a"), "t2", names);
		assertThat(large.changes().namesSince("t1")).isEmpty();
		assertThat(large.changes().namesSince("t2")).contains(Set.of());
		VersionItem next = publish(large, "t3", "b");
		assertThat(next.changes().namesSince("t2")).contains(Set.of("b"));
		assertThat(next.changes().namesSince("t1")).isEmpty();
	}

	@Test
	void doesNotReachBackBehindAVersionThatIsNotInTheLog() {
		Map<String, AttributeValue> foreign = new HashMap<>(publish(null, "t1", "a").toAttributes());
		foreign.put("n", AttributeValue.fromN("2"));
		foreign.put("token", AttributeValue.fromS("foreign"));
		VersionItem item = VersionItem.of(foreign);
		assertThat(item.changes().namesSince("t1")).isEmpty();
		VersionItem next = publish(item, "t3", "b");
		assertThat(next.changes().namesSince("t1")).as("what the other program changed is not known").isEmpty();
		assertThat(next.changes().namesSince("foreign")).contains(Set.of("b"));
	}

	@Test
	void readsWhateverStandsThere() {
		VersionItem empty = VersionItem.of(Map.of());
		assertThat(empty.version().number()).isZero();
		assertThat(empty.hasToken()).isFalse();
		VersionItem odd = VersionItem.of(Map.of("n", AttributeValue.fromS("7"), "token", AttributeValue.fromN("1"),
				"log", AttributeValue.fromM(Map.of()), "at", AttributeValue.fromS("yesterday")));
		assertThat(odd.version().number()).isZero();
		assertThat(odd.version().at()).isNull();
		for (String number : Set.of("-1", "1.5", "1000000000000", "99999999999999999999")) {
			assertThat(VersionItem.of(Map.of("n", AttributeValue.fromN(number))).version().number()).isZero();
		}
		assertThat(VersionItem.of(Map.of("n", AttributeValue.fromN("7"))).version().token())
			.isNotEqualTo(VersionItem.of(Map.of("n", AttributeValue.fromN("8"))).version().token());
	}

	@Test
	void takesNamesOfAnotherFormForAnything() {
		VersionItem item = publish(publish(null, "t1", "a"), "t2", "b");
		Map<String, AttributeValue> attributes = new HashMap<>(item.toAttributes());
		attributes.put("log", AttributeValue.fromL(attributes.get("log").l().stream().map((entry) -> {
			Map<String, AttributeValue> changed = new HashMap<>(entry.m());
			changed.put("names",
					AttributeValue.fromSs(entry.m().get("names").l().stream().map(AttributeValue::s).toList()));
			return AttributeValue.fromM(changed);
		}).collect(Collectors.toList())));
		assertThat(VersionItem.of(attributes).changes().namesSince("t1")).isEmpty();
	}

}
