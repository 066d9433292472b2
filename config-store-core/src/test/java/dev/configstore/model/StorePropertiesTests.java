package dev.configstore.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class StorePropertiesTests {

	private static StoreProperties of(Option... options) {
		SortedMap<String, Option> byName = new TreeMap<>();
		List.of(options).forEach((option) -> byName.put(option.name(), option));
		return new StoreSnapshot("t", "s", byName, null, 0, Instant.EPOCH).properties();
	}

	private static Map<String, String> flat(@Nullable Object value) {
		return values(of(new Option("db", Collections.singletonMap("k", value))));
	}

	private static Map<String, String> values(StoreProperties properties) {
		Map<String, String> values = new LinkedHashMap<>();
		properties.byName().forEach((name, property) -> values.put(name, property.value()));
		return values;
	}

	@Test
	void scalarsAreText() {
		assertThat(flat("text")).containsExactly(entry("db.k", "text"));
		assertThat(flat(true)).containsExactly(entry("db.k", "true"));
		assertThat(flat(null)).containsExactly(entry("db.k", ""));
		assertThat(flat("")).containsExactly(entry("db.k", ""));
		assertThat(flat(Binary.of(new byte[] { -1, -2 }))).containsExactly(entry("db.k", "//4="));
	}

	@Test
	void numbersArePlainAndExact() {
		assertThat(flat(27017)).containsExactly(entry("db.k", "27017"));
		assertThat(flat(new BigDecimal("1E+5"))).containsExactly(entry("db.k", "100000"));
		assertThat(flat(new BigDecimal("-1.50"))).containsExactly(entry("db.k", "-1.5"));
		assertThat(flat(new BigDecimal("1E-20"))).containsExactly(entry("db.k", "0.00000000000000000001"));
		assertThat(flat(new BigDecimal("1E125"))).containsExactly(entry("db.k", "1" + "0".repeat(125)));
	}

	@Test
	void mapsAndListsAreNestedNames() {
		assertThat(flat(Map.of("pool", Map.of("max", 5, "hosts", List.of("a", Map.of("name", "b"), List.of("c"))))))
			.containsOnly(entry("db.k.pool.max", "5"), entry("db.k.pool.hosts[0]", "a"),
					entry("db.k.pool.hosts[1].name", "b"), entry("db.k.pool.hosts[2][0]", "c"));
	}

	@Test
	void emptyMapsAndListsAreEmptyTextsAtEveryDepth() {
		assertThat(flat(Map.of())).containsExactly(entry("db.k", ""));
		assertThat(flat(List.of())).containsExactly(entry("db.k", ""));
		assertThat(flat(Map.of("a", Map.of(), "b", List.of(List.of(), Map.of())))).containsOnly(entry("db.k.a", ""),
				entry("db.k.b[0]", ""), entry("db.k.b[1]", ""));
		assertThat(flat(Arrays.asList("a", null))).containsOnly(entry("db.k[0]", "a"), entry("db.k[1]", ""));
	}

	@Test
	void setsAreSortedListsByTheRuleOfTheirType() {
		assertThat(flat(Set.of("b", "B", "\uD83D\uDE00", "\uFF5E"))).containsExactly(entry("db.k[0]", "B"),
				entry("db.k[1]", "b"), entry("db.k[2]", "\uFF5E"), entry("db.k[3]", "\uD83D\uDE00"));
		assertThat(flat(Set.of(10, 9, -1))).containsExactly(entry("db.k[0]", "-1"), entry("db.k[1]", "9"),
				entry("db.k[2]", "10"));
		assertThat(flat(Set.of(new byte[] { -1 }, new byte[] { 1 }))).containsExactly(entry("db.k[0]", "AQ=="),
				entry("db.k[1]", "/w=="));
	}

	@Test
	void namesThatAreNoPropertyNamesStayReachableByTheirExactName() {
		assertThat(values(of(new Option("My Db", Map.of("Häß lich!", "v")))))
			.containsExactly(entry("My Db.Häß lich!", "v"));
	}

	@Test
	void optionsWithoutKeysHaveNoProperties() {
		assertThat(of(new Option("empty", Map.of())).byName()).isEmpty();
	}

	@Test
	void everyPropertyKnowsWhereItStands() {
		StoreProperties properties = of(new Option("db", Map.of("pool", Map.of("max", 5))));
		assertThat(properties.byName().get("db.pool.max"))
			.isEqualTo(new StoreProperty("db.pool.max", "5", "db", "pool"));
	}

	@Test
	void theLongerOptionWinsWhenTwoClaimOneName() {
		StoreProperties properties = of(new Option("a", Map.of("b.c", "short")),
				new Option("a.b", Map.of("c", "long")));
		assertThat(values(properties)).containsExactly(entry("a.b.c", "long"));
		assertThat(properties.clashes()).singleElement().satisfies((clash) -> {
			assertThat(clash.winner().option()).isEqualTo("a.b");
			assertThat(clash.loser().option()).isEqualTo("a");
			assertThat(clash.loser().key()).isEqualTo("b.c");
		});
	}

	@Test
	void theLongerOptionWinsAgainstANestedNameToo() {
		StoreProperties properties = of(new Option("a.b", Map.of("c", "long")),
				new Option("a", Map.of("b", Map.of("c", "nested", "d", "stays"))));
		assertThat(values(properties)).containsOnly(entry("a.b.c", "long"), entry("a.b.d", "stays"));
		assertThat(properties.clashes()).hasSize(1);
	}

	@Test
	void theLongerKeyWinsWithinAnOption() {
		StoreProperties properties = of(new Option("db", Map.of("hosts", List.of("list"), "hosts[0]", "text")));
		assertThat(values(properties)).containsExactly(entry("db.hosts[0]", "text"));
		assertThat(properties.clashes()).hasSize(1);
	}

	@Test
	void theFirstNestedNameWinsWithinAKey() {
		StoreProperties properties = of(
				new Option("db", Map.of("k", Map.of("b", Map.of("c", "first"), "b.c", "second"))));
		assertThat(values(properties)).containsExactly(entry("db.k.b.c", "first"));
		assertThat(properties.clashes()).hasSize(1);
	}

	@Test
	void threeThatClaimOneNameAreTwoClashes() {
		StoreProperties properties = of(new Option("a", Map.of("b.c.d", 1)), new Option("a.b", Map.of("c.d", 2)),
				new Option("a.b.c", Map.of("d", 3)));
		assertThat(values(properties)).containsExactly(entry("a.b.c.d", "3"));
		assertThat(properties.clashes()).hasSize(2);
	}

	@Test
	void aNameAndANameBelowItAreNoClash() {
		StoreProperties properties = of(new Option("db", Map.of("pool", "x", "pool.max", 5)));
		assertThat(properties.byName()).containsOnlyKeys("db.pool", "db.pool.max");
		assertThat(properties.clashes()).isEmpty();
	}

}
