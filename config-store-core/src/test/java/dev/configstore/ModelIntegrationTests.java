package dev.configstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.configstore.exception.VersionConflictException;
import dev.configstore.exception.VersionNotFoundException;
import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.reload.Generation;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.support.SettableClock;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Random sequences of publishes, edits by hand, rollbacks, pruning and restores from a
 * backup, against a model of what must hold. The same for the same seed:
 * {@code -Dtest.seed=…} repeats one.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ModelIntegrationTests {

	private static final int HISTORY_LIMIT = 8;

	private static final List<String> OPTIONS = List.of("a", "b", "c", "d", "e");

	private final EmbeddedTable table;

	ModelIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	static LongStream seeds() {
		Long seed = Long.getLong("test.seed");
		return (seed != null) ? LongStream.of(seed) : LongStream.range(0, Integer.getInteger("test.sequences", 3));
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void everySequenceKeepsWhatWasPromised(long seed) {
		new Sequence(seed).run(40);
	}

	/** One sequence, and what it should have led to. */
	private final class Sequence {

		private final Random random;

		private final String name;

		private final ConfigStore store;

		private final SettableClock clock = new SettableClock();

		private final ReloadSchedule schedule = new ReloadSchedule(Duration.ofMinutes(5), Duration.ofSeconds(30), 1);

		private final ReloadingStores<Generation> reader = new ReloadingStores<>(Generation::of, this.clock);

		private Map<String, String> live = new TreeMap<>();

		/** The store just after each version. */
		private TreeMap<Long, Map<String, String>> published = new TreeMap<>();

		/** The options that were edited by hand since each version. */
		private Map<Long, Set<String>> edited = new HashMap<>();

		private final List<Map<String, AttributeValue>> versionItems = new ArrayList<>();

		private final Set<String> tokens = new HashSet<>();

		private long oldest;

		private Backup backup;

		Sequence(long seed) {
			this.random = new Random(seed);
			this.name = "model-" + seed;
			this.store = ConfigStore.builder()
				.client(ModelIntegrationTests.this.table.client())
				.table(ModelIntegrationTests.this.table.name())
				.store(this.name)
				.mode(Mode.SIMPLE)
				.historyLimit(HISTORY_LIMIT)
				.open();
			this.reader.add(List.of(ConfigStore.builder()
				.client(ModelIntegrationTests.this.table.client())
				.table(ModelIntegrationTests.this.table.name())
				.store(this.name)
				.clock(this.clock)
				.source()));
			this.reader.setMaxLoss(1);
			this.published.put(0L, Map.of());
			this.edited.put(0L, new HashSet<>());
			this.backup = new Backup();
		}

		void run(int steps) {
			for (int step = 0; step < steps; step++) {
				switch (this.random.nextInt(12)) {
					case 0, 1, 2, 3 -> publish();
					case 4, 5 -> editByHand();
					case 6 -> rollback();
					case 7 -> restoreVersionItem();
					case 8 -> this.backup = new Backup();
					case 9 -> {
						if (this.random.nextInt(3) == 0) {
							this.backup.restore();
						}
					}
					default -> follow();
				}
				check();
			}
			follow();
			this.reader.close();
		}

		private Map<String, Object> keys(String value) {
			// Some are large, so that the store is polled by its version at times.
			return Map.of("k", value, "p", "p".repeat(this.random.nextInt(4) == 0 ? 3_000 : 10));
		}

		private void publish() {
			Publication publication = Publication.none();
			Map<String, String> after = new TreeMap<>(this.live);
			for (String option : OPTIONS) {
				if (this.random.nextInt(3) == 0) {
					publication = publication.delete(option);
					after.remove(option);
				}
				else if (this.random.nextInt(3) == 0) {
					String value = "v" + this.random.nextInt(1_000);
					publication = publication.set(option, keys(value));
					after.put(option, value);
				}
			}
			if (publication.changes().isEmpty()) {
				return;
			}
			publication = this.random.nextBoolean() ? publication : expectingTheLast(publication);
			written(this.store.version(), this.store.publish(publication), after);
		}

		/**
		 * Who expects a version from a backup has not seen what was published since, and
		 * is told so once.
		 */
		private Publication expectingTheLast(Publication publication) {
			StoreVersion version = this.store.version();
			if (version != null && version.number() < this.published.lastKey()) {
				assertThatExceptionOfType(VersionConflictException.class)
					.isThrownBy(() -> this.store.publish(publication.expecting(version)));
				StoreVersion repaired = Objects.requireNonNull(this.store.version());
				assertThat(repaired.number()).isEqualTo(this.published.lastKey());
				assertThat(this.tokens.add(repaired.token())).isTrue();
			}
			return publication.expecting(this.store.version());
		}

		private void written(StoreVersion before, StoreVersion version, Map<String, String> after) {
			boolean same = this.live.equals(after);
			this.live = after;
			if (version == null || version.equals(before)) {
				return;
			}
			if (same && version.number() == this.published.lastKey()) {
				// The version item was behind the history, and is repaired.
				return;
			}
			assertThat(this.tokens.add(version.token())).isTrue();
			assertThat(version.number()).as("no number twice").isEqualTo(this.published.lastKey() + 1);
			this.published.put(version.number(), new TreeMap<>(after));
			this.edited.put(version.number(), new HashSet<>());
			this.versionItems.add(ModelIntegrationTests.this.table.item(this.name + "#meta", "version"));
			this.oldest = Math.max(this.oldest, version.number() - HISTORY_LIMIT);
		}

		private void editByHand() {
			String option = OPTIONS.get(this.random.nextInt(OPTIONS.size()));
			if (this.random.nextInt(3) == 0) {
				ModelIntegrationTests.this.table.delete(this.name, option);
				this.live.remove(option);
			}
			else {
				String value = "h" + this.random.nextInt(1_000);
				ModelIntegrationTests.this.table.put(this.name, option, keys(value));
				this.live.put(option, value);
			}
			this.edited.values().forEach((options) -> options.add(option));
		}

		private void rollback() {
			long to = this.oldest + this.random.nextInt((int) (this.published.lastKey() - this.oldest) + 1);
			Map<String, String> target = values(this.store.at(to));
			StoreVersion before = this.store.version();
			StoreVersion version = this.store.rollback(to, Rollback.by("model").force());
			Map<String, String> after = values(this.store.getAll());
			assertThat(after).as("rollback to " + to).isEqualTo(target);
			written(before, version, after);
		}

		private void restoreVersionItem() {
			if (this.versionItems.isEmpty() || this.random.nextInt(4) == 0) {
				ModelIntegrationTests.this.table.delete(this.name + "#meta", "version");
				return;
			}
			Map<String, AttributeValue> item = this.versionItems.get(this.random.nextInt(this.versionItems.size()));
			ModelIntegrationTests.this.table.client()
				.putItem((request) -> request.tableName(ModelIntegrationTests.this.table.name()).item(item));
		}

		private void follow() {
			for (int i = 0; i < 2; i++) {
				this.clock.advance((i == 0) ? this.schedule.updateInterval() : this.schedule.pollInterval());
				this.reader.poll(this.schedule);
			}
			StoreSnapshot snapshot = this.reader.current().snapshots().get(0);
			assertThat(values(snapshot)).isEqualTo(this.live);
			StoreVersion version = this.store.version();
			if (snapshot.version() != null || version == null) {
				assertThat(snapshot.token()).isEqualTo((version != null) ? version.token() : null);
			}
			assertThat(this.reader.status().age(this.clock.instant())).isLessThan(Duration.ofMinutes(5));
		}

		private void check() {
			assertThat(values(this.store.getAll())).isEqualTo(this.live);
			long newest = this.published.lastKey();
			assertThat(this.store.history(100)).extracting(HistoryEntry::number)
				.doesNotHaveDuplicates()
				.allMatch((number) -> number <= newest);
			long version = this.oldest + this.random.nextInt((int) (newest - this.oldest) + 1);
			Map<String, String> found = new TreeMap<>(values(this.store.at(version)));
			Map<String, String> expected = new TreeMap<>(Objects.requireNonNull(this.published.get(version)));
			Set<String> byHand = Objects.requireNonNull(this.edited.get(version));
			found.keySet().removeAll(byHand);
			expected.keySet().removeAll(byHand);
			assertThat(found).as("at " + version).isEqualTo(expected);
			assertThatExceptionOfType(VersionNotFoundException.class).isThrownBy(() -> this.store.at(newest + 1));
		}

		private static Map<String, String> values(StoreSnapshot snapshot) {
			Map<String, String> values = new TreeMap<>();
			for (Option option : snapshot.options().values()) {
				values.put(option.name(), String.valueOf(option.get("k")));
			}
			return values;
		}

		/** Everything of the store, as a backup has it. */
		private final class Backup {

			private final List<Map<String, AttributeValue>> items;

			private final Map<String, String> live = new TreeMap<>(Sequence.this.live);

			private final TreeMap<Long, Map<String, String>> published = new TreeMap<>(Sequence.this.published);

			private final Map<Long, Set<String>> edited = new HashMap<>();

			private final int versionItems = Sequence.this.versionItems.size();

			private final long oldest = Sequence.this.oldest;

			Backup() {
				this.items = partitions();
				Sequence.this.edited.forEach((version, options) -> this.edited.put(version, new HashSet<>(options)));
			}

			private List<Map<String, AttributeValue>> partitions() {
				return IntStream.range(0, 3)
					.mapToObj((i) -> Sequence.this.name + List.of("", "#meta", "#history").get(i))
					.flatMap((partition) -> ModelIntegrationTests.this.table.items(partition).stream())
					.toList();
			}

			void restore() {
				partitions().forEach((item) -> ModelIntegrationTests.this.table.delete(item.get("_store").s(),
						item.get("_option").s()));
				this.items.forEach((item) -> ModelIntegrationTests.this.table.client()
					.putItem((request) -> request.tableName(ModelIntegrationTests.this.table.name()).item(item)));
				Sequence.this.live = new TreeMap<>(this.live);
				Sequence.this.published = new TreeMap<>(this.published);
				Sequence.this.edited = new HashMap<>();
				this.edited.forEach((version, options) -> Sequence.this.edited.put(version, new HashSet<>(options)));
				Sequence.this.oldest = this.oldest;
				while (Sequence.this.versionItems.size() > this.versionItems) {
					Sequence.this.versionItems.remove(Sequence.this.versionItems.size() - 1);
				}
			}

		}

	}

}
