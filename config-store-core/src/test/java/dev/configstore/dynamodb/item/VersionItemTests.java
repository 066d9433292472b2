package dev.configstore.dynamodb.item;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.configstore.model.StoreVersion;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.assertj.core.api.Assertions.assertThat;

class VersionItemTests {

	private static VersionItem publish(VersionItem before, String token, String... names) {
		long number = (before != null) ? before.version().number() + 1 : 1;
		VersionItem after = VersionItem.after(before, new StoreVersion(number, token, null, null),
				new TreeSet<>(Set.of(names)));
		assertThat(ItemSize.of(after.toAttributes())).isLessThanOrEqualTo(3_900);
		return VersionItem.of(after.toAttributes());
	}

	@Test
	void namesWhatWasPublishedSinceAToken() {
		VersionItem item = publish(publish(publish(null, "t1", "a"), "t2", "b"), "t3", "c", "b");
		assertThat(item.namesSince("t3")).contains(Set.of());
		assertThat(item.namesSince("t2")).contains(Set.of("b", "c"));
		assertThat(item.namesSince("t1")).contains(Set.of("b", "c"));
		assertThat(item.namesSince("t0")).isEmpty();
		assertThat(item.log()).hasSize(3);
	}

	@Test
	void staysBelowFourKilobytesAndForgetsTheOldest() {
		VersionItem item = null;
		for (int i = 1; i <= 200; i++) {
			item = publish(item, "token-" + i, "option-" + i);
		}
		assertThat(item.log()).hasSizeBetween(20, 100);
		assertThat(item.namesSince("token-199")).contains(Set.of("option-200"));
		assertThat(item.namesSince("token-1")).isEmpty();
	}

	@Test
	void saysAnythingWhenTheNamesDoNotFit() {
		String[] names = IntStream.range(0, 49).mapToObj((i) -> "n".repeat(100) + i).toArray(String[]::new);
		VersionItem large = publish(publish(null, "t1", "a"), "t2", names);
		assertThat(large.namesSince("t1")).isEmpty();
		assertThat(large.namesSince("t2")).contains(Set.of());
		VersionItem next = publish(large, "t3", "b");
		assertThat(next.namesSince("t2")).contains(Set.of("b"));
		assertThat(next.namesSince("t1")).isEmpty();
	}

	@Test
	void doesNotReachBackBehindAVersionThatIsNotInTheLog() {
		Map<String, AttributeValue> foreign = new java.util.HashMap<>(publish(null, "t1", "a").toAttributes());
		foreign.put("n", AttributeValue.fromN("2"));
		foreign.put("token", AttributeValue.fromS("foreign"));
		VersionItem item = VersionItem.of(foreign);
		assertThat(item.namesSince("t1")).isEmpty();
		VersionItem next = publish(item, "t3", "b");
		assertThat(next.namesSince("t1")).as("what the other program changed is not known").isEmpty();
		assertThat(next.namesSince("foreign")).contains(Set.of("b"));
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
		Map<String, AttributeValue> attributes = new java.util.HashMap<>(item.toAttributes());
		attributes.put("log", AttributeValue.fromL(attributes.get("log").l().stream().map((entry) -> {
			Map<String, AttributeValue> changed = new java.util.HashMap<>(entry.m());
			changed.put("names",
					AttributeValue.fromSs(entry.m().get("names").l().stream().map(AttributeValue::s).toList()));
			return AttributeValue.fromM(changed);
		}).collect(Collectors.toList())));
		assertThat(VersionItem.of(attributes).namesSince("t1")).isEmpty();
	}

}
