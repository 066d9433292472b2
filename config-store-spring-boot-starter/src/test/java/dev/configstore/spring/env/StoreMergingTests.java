package dev.configstore.spring.env;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.spring.settings.StoreLocation;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Several stores of one location are bound as the same stores in several imports, which
 * is Boot's own way to let the later one win: whatever the names are spelt like.
 */
class StoreMergingTests {

	/** The same properties in other spellings. */
	private static final List<List<String>> NAMES = List.of(List.of("max-size", "maxSize", "max_size", "MAX-SIZE"),
			List.of("server-list", "serverList"), List.of("server-list[0]", "serverList[0]"),
			List.of("server-list[1]", "serverList[1]"), List.of("in-ner.max-size", "inNer.maxSize"),
			List.of("in-ner.server-list[0]", "inNer.serverList"), List.of("pools[0].max-size", "pools[0].maxSize"),
			List.of("pools[1].max-size", "pools[1].maxSize"), List.of("labels.one", "labels[one]"),
			List.of("labels[a.b]"),
			List.of("groups.x.server-list[0]", "groups.x.serverList[0]", "groups.x.serverList"));

	@Test
	void theLaterStoreWinsWhateverTheNamesAreSpeltLike() {
		for (int seed = 0; seed < 400; seed++) {
			Random random = new Random(seed);
			StoreSnapshot base = snapshot("base", random);
			StoreSnapshot prod = snapshot("prod", random);
			Pool together = bind(List.of(location(List.of("base", "prod"))), List.of(base, prod));
			Pool apart = bind(List.of(location(List.of("base")), location(List.of("prod"))), List.of(base, prod));
			assertThat(together).as("seed %s: %s, then %s", seed, base.options(), prod.options())
				.usingRecursiveComparison()
				.isEqualTo(apart);
		}
	}

	/** As {@code docs/configuration-sources.md} has them. */
	@ParameterizedTest
	@CsvSource({ "team-name, team-name", "teamName, teamName", "[app.kubernetes.io/name], app.kubernetes.io/name",
			"[Größe], Größe", "app.kubernetes.io/name, app.kubernetes.ioname", "Größe, Gre" })
	void keysOfMapsThatAreNoWordsStandInBrackets(String stored, String bound) {
		StoreSnapshot store = snapshot("prod", Map.of("labels", Map.of(stored, "x")));
		assertThat(bind(List.of(location(List.of("prod"))), List.of(store)).getLabels())
			.containsExactly(entry(bound, "x"));
	}

	private static StoreSnapshot snapshot(String store, Random random) {
		Map<String, Object> keys = new LinkedHashMap<>();
		for (List<String> spellings : NAMES) {
			if (random.nextInt(3) > 0) {
				keys.put(spellings.get(random.nextInt(spellings.size())), store + random.nextInt(9));
			}
		}
		return withoutClashes(store, keys);
	}

	/** A list and a text of one name in one store are its own mistake. */
	private static StoreSnapshot withoutClashes(String store, Map<String, Object> keys) {
		boolean isText = keys.containsKey("server-list") || keys.containsKey("serverList");
		keys.keySet().removeIf((name) -> isText && name.matches("server-?[lL]ist\\[.*"));
		boolean isFirst = keys.keySet().stream().anyMatch((name) -> name.matches("server-?[lL]ist\\[0]"));
		keys.keySet().removeIf((name) -> !isFirst && name.matches("server-?[lL]ist\\[1]"));
		boolean isPool = keys.keySet().stream().anyMatch((name) -> name.startsWith("pools[0]"));
		keys.keySet().removeIf((name) -> !isPool && name.startsWith("pools[1]"));
		return snapshot(store, keys);
	}

	private static StoreSnapshot snapshot(String store, Map<String, Object> keys) {
		return new StoreSnapshot("config", store, new TreeMap<>(Map.of("pool", new Option("pool", keys))), null, 0,
				Instant.EPOCH);
	}

	private static StoreLocation location(List<String> stores) {
		return new StoreLocation("config", "_store", "_option", stores, "", null, null);
	}

	private static Pool bind(List<StoreLocation> locations, List<StoreSnapshot> snapshots) {
		GenerationFactory factory = new GenerationFactory(LogFactory.getLog(StoreMergingTests.class));
		factory.locations(new StoreLocations(locations));
		PropertyGeneration generation = factory.create(snapshots);
		MutablePropertySources sources = new MutablePropertySources();
		// The later import stands before the earlier one.
		generation.sources().forEach(sources::addFirst);
		return new Binder(ConfigurationPropertySources.from(sources)).bindOrCreate("pool", Bindable.of(Pool.class));
	}

	/** All shapes that can be bound. */
	static class Pool {

		private @Nullable String maxSize;

		private List<String> serverList = new ArrayList<>();

		private @Nullable Pool inNer;

		private List<Pool> pools = new ArrayList<>();

		private Map<String, String> labels = new LinkedHashMap<>();

		private Map<String, Pool> groups = new LinkedHashMap<>();

		public @Nullable String getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(@Nullable String maxSize) {
			this.maxSize = maxSize;
		}

		public List<String> getServerList() {
			return this.serverList;
		}

		public void setServerList(List<String> serverList) {
			this.serverList = serverList;
		}

		public @Nullable Pool getInNer() {
			return this.inNer;
		}

		public void setInNer(@Nullable Pool inNer) {
			this.inNer = inNer;
		}

		public List<Pool> getPools() {
			return this.pools;
		}

		public void setPools(List<Pool> pools) {
			this.pools = pools;
		}

		public Map<String, String> getLabels() {
			return this.labels;
		}

		public void setLabels(Map<String, String> labels) {
			this.labels = labels;
		}

		public Map<String, Pool> getGroups() {
			return this.groups;
		}

		public void setGroups(Map<String, Pool> groups) {
			this.groups = groups;
		}

	}

}
