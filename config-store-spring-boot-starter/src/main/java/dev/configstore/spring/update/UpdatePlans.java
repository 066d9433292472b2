package dev.configstore.spring.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.configstore.spring.bound.BoundInstance;
import dev.configstore.spring.difference.ChangedNames;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;

/**
 * The plans of one update: of every affected object in a family of contexts, one
 * {@link Planned}. What was bound after the plan was made is added when it is carried
 * out. Used under the updater's lock.
 */
final class UpdatePlans {

	private final ChangedNames changed;

	private final BeanUpdater.@Nullable Binders binders;

	private final Predicate<String> beans;

	private final List<Planned> planned = new ArrayList<>();

	/** The number of the last instance that was planned, for each context. */
	private final Map<BeanUpdater, Long> seen = new HashMap<>();

	/**
	 * @param binders read a candidate; {@code null} for the environment as it is
	 * @param beans which beans, by their names
	 */
	UpdatePlans(ChangedNames changed, BeanUpdater.@Nullable Binders binders, Predicate<String> beans) {
		this.changed = changed;
		this.binders = binders;
		this.beans = beans;
	}

	/**
	 * Return the plans, as of now.
	 */
	List<Planned> all() {
		return List.copyOf(this.planned);
	}

	void add(List<BeanUpdater> family) {
		for (BeanUpdater each : family) {
			long seen = each.notes().registered();
			Binder binder = (this.binders != null) ? each.binder(this.binders) : null;
			// Without a binder it is planned when the update is carried out.
			if (this.binders == null || binder != null) {
				this.seen.put(each, seen);
				add(each, binder, 0, seen);
			}
		}
	}

	/**
	 * Add what was bound since, from the environment as it is now.
	 */
	void addLate(List<BeanUpdater> family) {
		for (BeanUpdater each : family) {
			Long seen = this.seen.get(each);
			if (seen == null) {
				add(each, null, 0, Long.MAX_VALUE);
				continue;
			}
			if (this.binders != null) {
				addForeign(each, seen);
			}
			add(each, null, seen, Long.MAX_VALUE);
		}
	}

	/**
	 * Plan anew, from the environment as it is now: only what was bound since the first
	 * plans, and some instances more.
	 */
	void restart(BeanUpdater updater, List<BoundInstance> more) {
		this.planned.clear();
		for (BeanUpdater each : updater.family()) {
			add(each, null, this.seen.getOrDefault(each, 0L), Long.MAX_VALUE);
		}
		for (BoundInstance instance : more) {
			Object object = instance.object();
			Binder binder = instance.binder();
			if (object != null && binder != null) {
				add(updater, instance, object, new Candidate(binder, updater.advisors()));
			}
		}
	}

	/**
	 * @param binder reads the candidate; {@code null} for the environment as it is
	 * @param after the number of the last instance that is passed over
	 * @param upTo the number of the last instance that is planned
	 */
	private void add(BeanUpdater updater, @Nullable Binder binder, long after, long upTo) {
		if (this.changed.isEmpty()) {
			return;
		}
		Map<Binder, Candidate> candidates = new HashMap<>();
		for (BoundInstance instance : updater.notes().instances()) {
			Object object = instance.object();
			boolean known = instance.number() > after && instance.number() <= upTo;
			// What contexts below have bound is read from their own environment.
			boolean foreign = binder != null && !instance.isNamed();
			Binder from = (binder != null) ? binder : instance.binder();
			if (object != null && from != null && known && !foreign && this.beans.test(instance.name())) {
				add(updater, instance, object,
						candidates.computeIfAbsent(from, (each) -> new Candidate(each, updater.advisors())));
			}
		}
		if (after == 0) {
			updater.notes().valueObjects().forEach((bean, prefix) -> {
				if (this.changed.touches(prefix) && this.beans.test(bean)) {
					this.planned
						.add(Planned.remark(updater, new BeanRemark(bean, null, BeanRemark.Reason.VALUE_OBJECT)));
				}
			});
		}
	}

	private void add(BeanUpdater updater, BoundInstance instance, Object object, Candidate candidate) {
		ChangedNames changed = this.changed.and(instance.notes().askedFor(this.changed));
		if (!changed.touches(instance.prefix()) || instance.passedOver().contains(instance.prefix())) {
			return;
		}
		if (updater.isNeverRefreshed(instance, object)) {
			this.planned.add(Planned.remark(updater,
					new BeanRemark(instance.name(), null, BeanRemark.Reason.NEVER_REFRESHABLE)));
			return;
		}
		InstancePlan plan = new InstancePlan(instance, object);
		new Planner(plan, changed, candidate).plan();
		this.planned.add(new Planned(updater, plan, List.of()));
	}

	private void addForeign(BeanUpdater updater, long seen) {
		for (BoundInstance instance : updater.notes().instances()) {
			Object object = instance.object();
			Binder binder = instance.binder();
			if (!instance.isNamed() && instance.number() <= seen && object != null && binder != null
					&& this.beans.test(instance.name())) {
				add(updater, instance, object, new Candidate(binder, updater.advisors()));
			}
		}
	}

	@Override
	public String toString() {
		return this.changed.toString();
	}

	/**
	 * What is planned for one object, or a remark about a bean that is not updated.
	 *
	 * @param updater of the context that the object belongs to
	 * @param plan the plan, if there is something to update
	 * @param remarks why a bean is not updated
	 */
	record Planned(BeanUpdater updater, @Nullable InstancePlan plan, List<BeanRemark> remarks) {

		private static Planned remark(BeanUpdater updater, BeanRemark remark) {
			return new Planned(updater, null, List.of(remark));
		}

		/**
		 * Failures that count: an object of another context cannot reject a candidate.
		 */
		Stream<UpdateFailure> failures() {
			return (this.plan != null && this.plan.instance().isNamed()) ? this.plan.failures().stream()
					: Stream.empty();
		}

		/** The plan, where something will be set. */
		Stream<InstancePlan> steps() {
			return Stream.ofNullable(this.plan).filter((plan) -> !plan.steps().isEmpty());
		}

	}

}
