package dev.configstore.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.PartlyPublishedException;
import dev.configstore.model.Publication;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.change.PublicationPlan;
import dev.configstore.model.change.PublicationPlan.Step;
import org.jspecify.annotations.Nullable;

/**
 * Says what a publication would do, and publishes it just so.
 */
public final class StorePlanner {

	private final Place place;

	private final StoreWriter writer;

	StorePlanner(Place place, StoreWriter writer) {
		this.place = place;
		this.writer = writer;
	}

	/**
	 * Plan a publication. What would be written is checked as far as that is possible
	 * without writing it.
	 */
	public PublicationPlan preview(Publication publication) {
		StoreWriter.Found found = this.writer.read(publication);
		PlanSteps steps = new PlanSteps(found.options()).add(found.publication());
		List<Step> planned = steps.steps();
		planned.forEach((step) -> step.diff().options().values().forEach(this.writer::check));
		return new PublicationPlan(this.place.table(), String.valueOf(this.place.store()), found.version(), planned,
				steps.versionOnly(), Set.of());
	}

	/**
	 * Publish a plan: each version on the condition of the one before, and of the
	 * contents that the plan shows.
	 * @return the version the store has then
	 */
	public @Nullable StoreVersion publish(PublicationPlan plan) {
		requireOwn(plan);
		StoreVersion version = plan.version();
		if (plan.isEmpty()) {
			this.writer.requireVersion(version);
			return version;
		}
		List<Long> written = new ArrayList<>();
		for (int i = 0; i < plan.steps().size(); i++) {
			Step step = plan.steps().get(i);
			try {
				StoreVersion next = this.writer.publish(step.publication().expecting(version), step.diff(),
						(changes) -> {
						});
				if (next != null && !next.equals(version)) {
					written.add(next.number());
				}
				version = next;
			}
			catch (ConfigStoreException ex) {
				if (written.isEmpty()) {
					throw ex;
				}
				throw new PartlyPublishedException(written, plan.steps().size(), names(plan, i), this.place, ex);
			}
		}
		return version;
	}

	private static Set<String> names(PublicationPlan plan, int from) {
		Set<String> names = new TreeSet<>();
		plan.steps().stream().skip(from).forEach((step) -> names.addAll(step.diff().names()));
		return names;
	}

	private void requireOwn(PublicationPlan plan) {
		if (!Objects.equals(plan.table(), this.place.table()) || !Objects.equals(plan.store(), this.place.store())) {
			throw new InvalidPublicationException(
					"The plan is for store '" + plan.store() + "' in table '" + plan.table() + "': publish it there",
					this.place, null);
		}
	}

}
