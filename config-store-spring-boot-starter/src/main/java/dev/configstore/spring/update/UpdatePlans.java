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

	private final Predicate<String> beans;

	private final boolean judging;

	private final List<Planned> planned = new ArrayList<>();

	/** The number of the last instance that was planned, for each context. */
	private final Map<BeanUpdater, Long> seen = new HashMap<>();

	/**
	 * @param beans which beans, by their names
	 * @param judging whether beans are judged too that nothing will be set in: those in
	 * refresh scope, and those that are never refreshed
	 */
	UpdatePlans(ChangedNames changed, Predicate<String> beans, boolean judging) {
		this.changed = changed;
		this.beans = beans;
		this.judging = judging;
	}

	/**
	 * Return the plans, as of now.
	 */
	List<Planned> all() {
		return List.copyOf(this.planned);
	}

	/**
	 * Plan from the environment as this thread sees it.
	 */
	void add(List<BeanUpdater> family) {
		for (BeanUpdater each : family) {
			long seen = each.notes().registered();
			this.seen.put(each, seen);
			add(each, 0, seen);
			if (this.judging) {
				add(each, each.notes().scopedInstances(), false);
			}
		}
	}

	/**
	 * Add what was bound since, from the environment as it is now.
	 */
	void addLate(List<BeanUpdater> family) {
		family.forEach((each) -> add(each, this.seen.getOrDefault(each, 0L), Long.MAX_VALUE));
	}

	/**
	 * Plan anew, from the environment as it is now: only what was bound since the first
	 * plans, and some instances more.
	 */
	void restart(BeanUpdater updater, List<BoundInstance> more) {
		this.planned.clear();
		addLate(updater.family());
		add(updater, more, true);
	}

	/**
	 * @param after the number of the last instance that is passed over
	 * @param upTo the number of the last instance that is planned
	 */
	private void add(BeanUpdater updater, long after, long upTo) {
		add(updater,
				updater.notes()
					.instances()
					.stream()
					.filter((instance) -> instance.number() > after && instance.number() <= upTo)
					.filter((instance) -> this.beans.test(instance.name()))
					.toList(),
				true);
		if (after == 0) {
			updater.notes().valueObjects().forEach((bean, prefix) -> {
				if (this.changed.touches(prefix) && this.beans.test(bean)) {
					this.planned
						.add(Planned.remark(updater, new BeanRemark(bean, null, BeanRemark.Reason.VALUE_OBJECT)));
				}
			});
		}
	}

	private void add(BeanUpdater updater, List<BoundInstance> instances, boolean carriedOut) {
		if (this.changed.isEmpty()) {
			return;
		}
		Map<Binder, Candidate> candidates = new HashMap<>();
		for (BoundInstance instance : instances) {
			Object object = instance.object();
			Binder binder = instance.binder();
			if (object != null && binder != null) {
				add(updater, instance, object,
						candidates.computeIfAbsent(binder, (each) -> new Candidate(each, updater.advisors())),
						carriedOut);
			}
		}
	}

	private void add(BeanUpdater updater, BoundInstance instance, Object object, Candidate candidate,
			boolean carriedOut) {
		ChangedNames changed = this.changed.and(instance.notes().askedFor(this.changed));
		if (!changed.touches(instance.prefix()) || instance.passedOver().contains(instance.prefix())) {
			return;
		}
		InstancePlan plan = new InstancePlan(instance, object);
		new Planner(plan, changed, candidate).plan();
		if (carriedOut && updater.isNeverRefreshed(instance, object)) {
			this.planned.add(new Planned(updater, this.judging ? plan : null, false, plan.steps().isEmpty() ? List.of()
					: List.of(new BeanRemark(instance.name(), null, BeanRemark.Reason.NEVER_REFRESHABLE))));
		}
		else {
			this.planned.add(new Planned(updater, plan, carriedOut, List.of()));
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
	 * @param plan the plan, if there is something to judge
	 * @param isCarriedOut whether the plan is also carried out. A bean in refresh scope
	 * is made anew instead, and one that is never refreshed stays; the next instance of
	 * either would fail on what it cannot take
	 * @param remarks why a bean is not updated
	 */
	record Planned(BeanUpdater updater, @Nullable InstancePlan plan, boolean isCarriedOut, List<BeanRemark> remarks) {

		private static Planned remark(BeanUpdater updater, BeanRemark remark) {
			return new Planned(updater, null, false, List.of(remark));
		}

		/**
		 * Failures that count: an object of another context cannot reject a candidate.
		 */
		Stream<UpdateFailure> failures() {
			return (this.plan != null && this.plan.instance().isNamed()) ? this.plan.failures().stream()
					: Stream.empty();
		}

		/** The plan, where something would be different. */
		Stream<InstancePlan> steps() {
			return Stream.ofNullable(this.plan).filter((plan) -> !plan.steps().isEmpty());
		}

		/** The plan, where it is carried out. */
		@Nullable InstancePlan carriedOut() {
			return this.isCarriedOut ? this.plan : null;
		}

	}

}
