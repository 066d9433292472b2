package dev.configstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import dev.configstore.exception.HandEditException;
import dev.configstore.exception.VersionConflictException;
import dev.configstore.model.Option;
import dev.configstore.model.OptionChange;
import dev.configstore.model.Publication;
import dev.configstore.model.Publication.Others;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.change.PublicationPlan;
import dev.configstore.model.change.StoreDiff;
import dev.configstore.support.RandomOptions;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Random publications and rollbacks, some disturbed: a plan does what it shows, or
 * nothing, and shows what a model says.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class PlanModelIntegrationTests {

	private static final List<String> OPTIONS = List.of("a", "b", "c", "d", "e");

	private final EmbeddedTable table;

	private Random random = new Random();

	private RandomOptions options = new RandomOptions(0);

	PlanModelIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void aPlanDoesWhatItShowsOrNothing(long seed) {
		this.random = new Random(seed);
		this.options = new RandomOptions(seed);
		String name = "plans-" + seed;
		try (ConfigStore store = ConfigStore.builder()
			.client(this.table.client())
			.table(this.table.name())
			.store(name)
			.mode(Mode.SIMPLE)
			.open()) {
			for (int round = 0; round < 25; round++) {
				round(store, name);
			}
		}
	}

	private void round(ConfigStore store, String name) {
		StoreSnapshot before = store.getAll();
		PublicationPlan plan = plan(store, before);
		assertThat(store.getAll().options()).as("a preview writes nothing").isEqualTo(before.options());
		assertThat(plan.version()).isEqualTo(before.version());
		if (!plan.isEmpty() && this.random.nextInt(4) == 0) {
			List<String> names = List.copyOf(plan.diff().names());
			String option = names.get(this.random.nextInt(names.size()));
			this.table.put(name, option, Map.of("by hand", this.random.nextInt()));
			StoreSnapshot edited = store.getAll();
			assertThatExceptionOfType(HandEditException.class).isThrownBy(() -> store.publish(plan))
				.satisfies((ex) -> assertThat(ex.option()).isEqualTo(option));
			assertThat(store.getAll().options()).isEqualTo(edited.options());
			return;
		}
		if (this.random.nextInt(5) == 0) {
			store.set("other", Map.of("k", this.random.nextInt()));
			assertThatExceptionOfType(VersionConflictException.class).isThrownBy(() -> store.publish(plan));
			return;
		}
		long number = (before.version() != null) ? before.version().number() : 0;
		store.publish(plan);
		StoreSnapshot after = store.getAll();
		assertThat(StoreDiff.between(before, after)).isEqualTo(plan.diff());
		if (!plan.isEmpty()) {
			assertThat(store.diff(number, number + plan.steps().size())).isEqualTo(plan.diff());
		}
		assertThat(store.diff(number)).isEqualTo(plan.diff());
	}

	private PublicationPlan plan(ConfigStore store, StoreSnapshot before) {
		if (before.version() != null && this.random.nextInt(4) == 0) {
			long to = this.random.nextLong(before.version().number() + 1);
			Rollback rollback = Rollback.by("model").force();
			Map<String, Option> target = new TreeMap<>(store.at(to).options());
			if (before.options().containsKey("a") && this.random.nextBoolean()) {
				rollback = rollback.only("a");
				Option then = target.get("a");
				target = new TreeMap<>(before.options());
				target.remove("a");
				if (then != null) {
					target.put("a", then);
				}
			}
			PublicationPlan plan = store.previewRollback(to, rollback);
			assertThat(result(before, plan)).isEqualTo(target);
			return unforced(plan);
		}
		Publication publication = publication();
		Map<String, Option> expected = new TreeMap<>(before.options());
		if (publication.isPruning()) {
			expected.keySet().retainAll(publication.changes().keySet());
		}
		for (Map.Entry<String, OptionChange> change : publication.changes().entrySet()) {
			Optional<Option> then = change.getValue()
				.after(change.getKey(), Optional.ofNullable(before.option(change.getKey())));
			expected.remove(change.getKey());
			then.ifPresent((option) -> expected.put(change.getKey(), option));
		}
		PublicationPlan plan = store.preview(publication);
		assertThat(result(before, plan)).isEqualTo(expected);
		return plan;
	}

	/** A forced one does not mind edits by hand, and these do. */
	private static PublicationPlan unforced(PublicationPlan plan) {
		List<PublicationPlan.Step> steps = new ArrayList<>();
		plan.steps().forEach((step) -> {
			Publication checked = Publication.none();
			for (Map.Entry<String, OptionChange> change : step.publication().changes().entrySet()) {
				checked = (change.getValue().kind() == OptionChange.Kind.DELETE) ? checked.delete(change.getKey())
						: checked.set(change.getKey(), change.getValue().keys());
			}
			steps.add(new PublicationPlan.Step(checked, step.diff()));
		});
		return new PublicationPlan(plan.table(), plan.store(), plan.version(), steps, plan.versionOnly(),
				plan.unknown());
	}

	private static Map<String, Option> result(StoreSnapshot before, PublicationPlan plan) {
		Map<String, Option> result = new TreeMap<>(before.options());
		plan.diff().options().forEach((name, diff) -> {
			assertThat(diff.before()).isEqualTo(Optional.ofNullable(before.option(name)));
			result.remove(name);
			diff.after().ifPresent((option) -> result.put(name, option));
		});
		return result;
	}

	private Publication publication() {
		if (this.random.nextInt(5) == 0) {
			List<Option> all = new ArrayList<>();
			OPTIONS.stream().filter((name) -> this.random.nextBoolean()).map(this.options::next).forEach(all::add);
			all.add(this.options.next("always"));
			return Publication.replaceAll(all, this.random.nextBoolean() ? Others.DELETE : Others.KEEP);
		}
		Publication publication = Publication.none().change("counter").put("n", this.random.nextInt(3));
		for (String option : OPTIONS) {
			publication = switch (this.random.nextInt(4)) {
				case 0 -> publication.set(option, this.options.next(option).keys());
				case 1 -> publication.delete(option);
				case 2 -> publication.change(option)
					.putAll(new HashMap<>(this.options.next(option).keys()))
					.put("x", this.random.nextInt(3))
					.remove("y" + this.random.nextInt(3));
				default -> publication;
			};
		}
		return publication;
	}

}
