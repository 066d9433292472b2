package dev.configstore.spring.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.configstore.spring.bound.BoundInstance;
import dev.configstore.spring.difference.ChangedNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.util.Assert;

/**
 * One update of all affected beans: planned, then carried out at most once, then perhaps
 * taken back.
 * <p>
 * For a candidate: {@link #failures()} before the swap, {@link #apply()} after it, and
 * where that fails {@link #undo()} once the generation before is back. For a change that
 * has happened already: {@link #applyEach()}.
 */
public final class BeanUpdate {

	private static final Logger logger = LoggerFactory.getLogger(BeanUpdate.class);

	private final BeanUpdater updater;

	private final ChangedNames changed;

	private final BeanUpdater.@Nullable Binders binders;

	private final Predicate<String> beans;

	private final List<Planned> planned = new ArrayList<>();

	private final Map<BeanUpdater, Long> seen = new HashMap<>();

	private final List<InstanceUpdate> applied = new ArrayList<>();

	BeanUpdate(BeanUpdater updater, ChangedNames changed, BeanUpdater.@Nullable Binders binders,
			Predicate<String> beans) {
		this.updater = updater;
		this.changed = changed;
		this.binders = binders;
		this.beans = beans;
	}

	BeanUpdate plan() {
		this.updater.lock().lock();
		try {
			for (BeanUpdater each : this.updater.family()) {
				long seen = each.notes().registered();
				Binder binder = (this.binders != null) ? each.binder(this.binders) : null;
				// Without a binder it is planned when the update is carried out.
				if (this.binders == null || binder != null) {
					this.seen.put(each, seen);
					plan(each, binder, 0, seen);
				}
			}
			return this;
		}
		finally {
			this.updater.lock().unlock();
		}
	}

	/**
	 * @param binder reads the candidate; {@code null} for the environment as it is
	 * @param after the number of the last instance that is passed over
	 * @param upTo the number of the last instance that is planned
	 */
	private void plan(BeanUpdater updater, @Nullable Binder binder, long after, long upTo) {
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
				plan(updater, instance, object,
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

	private void plan(BeanUpdater updater, BoundInstance instance, Object object, Candidate candidate) {
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

	/**
	 * Return what cannot be bound: a reason to reject the candidate.
	 * @return the failures, empty if the update can be carried out
	 */
	public List<UpdateFailure> failures() {
		return this.planned.stream().flatMap(Planned::failures).toList();
	}

	/**
	 * Return the beans in which something will be set.
	 * @return their names
	 */
	public Set<String> beans() {
		Set<String> names = new LinkedHashSet<>();
		for (Planned each : this.planned) {
			if (each.plan() != null && !each.plan().steps().isEmpty()) {
				names.add(each.plan().instance().name());
			}
		}
		return names;
	}

	/**
	 * Return the beans as they would be, for constraints to be judged on. Made anew at
	 * each call, and only of beans in which something will be set.
	 * @return the shadows; each may only be looked at
	 */
	public List<Shadow> shadows() {
		List<Shadow> shadows = new ArrayList<>();
		for (Planned each : this.planned) {
			InstancePlan plan = each.plan();
			if (plan != null && !plan.steps().isEmpty() && plan.failures().isEmpty()) {
				shadows.add(Shadow.of(plan));
			}
		}
		return shadows;
	}

	/**
	 * Carry the plan out, after the swap, up to the first bean that fails. That bean is
	 * as before; those before it are taken back by {@link #undo()}.
	 * @return what was done
	 */
	public UpdateOutcome apply() {
		Assert.state(failures().isEmpty(), "What cannot be bound is not set");
		return apply(true);
	}

	/**
	 * Carry the plan out as far as possible: a bean that fails is as before, and the
	 * others go on.
	 * @return what was done
	 */
	public UpdateOutcome applyEach() {
		return apply(false);
	}

	private UpdateOutcome apply(boolean all) {
		Assert.state(this.applied.isEmpty(), "An update is carried out once");
		this.updater.lock().lock();
		try {
			Set<String> updated = new LinkedHashSet<>();
			List<UpdateFailure> failures = new ArrayList<>();
			List<BeanRemark> news = new ArrayList<>();
			this.updater.family().forEach((each) -> each.notes().updateBegins());
			planLate();
			for (Planned each : this.planned) {
				InstancePlan plan = each.plan();
				if (plan == null) {
					news.addAll(each.updater().remember(each.remarks()));
					continue;
				}
				boolean fails = fails(each, updated, failures);
				news.addAll(each.updater().remember(plan.remarks()));
				if (fails && all) {
					break;
				}
			}
			logger.debug("Updated beans: {}", updated);
			return new UpdateOutcome(updated, failures, news);
		}
		finally {
			this.updater.lock().unlock();
		}
	}

	/**
	 * Return whether the whole update fails for this bean.
	 */
	private boolean fails(Planned planned, Set<String> updated, List<UpdateFailure> failures) {
		InstancePlan plan = planned.plan();
		List<UpdateFailure> failed = new ArrayList<>();
		if (plan != null) {
			failed.addAll(plan.failures());
			if (failed.isEmpty()) {
				InstanceUpdate update = planned.updater().update(plan);
				this.applied.add(update);
				this.updater.call(plan.instance().name(), () -> {
					if (update.apply() && update.failures().isEmpty()) {
						updated.add(plan.instance().name());
					}
				});
				failed.addAll(update.failures());
			}
			if (!plan.instance().isNamed() && !failed.isEmpty()) {
				// Of a context below, which may be closing.
				logger.warn("An object of another context could not be updated: {}", failed.get(0));
				return false;
			}
		}
		failures.addAll(failed);
		return !failed.isEmpty();
	}

	/**
	 * Plan what was bound since, from the environment as it is now.
	 */
	private void planLate() {
		for (BeanUpdater each : this.updater.family()) {
			Long seen = this.seen.get(each);
			if (seen == null) {
				plan(each, null, 0, Long.MAX_VALUE);
				continue;
			}
			if (this.binders != null) {
				planForeign(each, seen);
			}
			plan(each, null, seen, Long.MAX_VALUE);
		}
	}

	private void planForeign(BeanUpdater updater, long seen) {
		for (BoundInstance instance : updater.notes().instances()) {
			Object object = instance.object();
			Binder binder = instance.binder();
			if (!instance.isNamed() && instance.number() <= seen && object != null && binder != null
					&& this.beans.test(instance.name())) {
				plan(updater, instance, object, new Candidate(binder, updater.advisors()));
			}
		}
	}

	/**
	 * Take everything back, newest first. To be called when the environment is again what
	 * it was before: what was bound meanwhile is bound again from it.
	 */
	public void undo() {
		this.updater.lock().lock();
		try {
			this.updater.family().forEach((each) -> each.notes().updateBegins());
			List<BoundInstance> again = new ArrayList<>();
			for (int i = this.applied.size() - 1; i >= 0; i--) {
				InstanceUpdate update = this.applied.get(i);
				if (!update.undo()) {
					again.add(update.plan().instance());
				}
			}
			this.applied.clear();
			this.planned.clear();
			for (BeanUpdater each : this.updater.family()) {
				plan(each, null, this.seen.getOrDefault(each, 0L), Long.MAX_VALUE);
			}
			for (BoundInstance instance : again) {
				Object object = instance.object();
				Binder binder = instance.binder();
				if (object != null && binder != null) {
					plan(this.updater, instance, object, new Candidate(binder, this.updater.advisors()));
				}
			}
			for (Planned each : this.planned) {
				if (each.plan() != null && each.plan().failures().isEmpty()) {
					each.updater().update(each.plan()).apply();
				}
			}
		}
		finally {
			this.updater.lock().unlock();
		}
	}

	@Override
	public String toString() {
		return "BeanUpdate[" + this.changed + "]";
	}

	/**
	 * What is planned for one object, or what is only to be said of a bean.
	 */
	private record Planned(BeanUpdater updater, @Nullable InstancePlan plan, List<BeanRemark> remarks) {

		static Planned remark(BeanUpdater updater, BeanRemark remark) {
			return new Planned(updater, null, List.of(remark));
		}

		/**
		 * Failures that count: an object of another context cannot reject a candidate.
		 */
		Stream<UpdateFailure> failures() {
			return (this.plan != null && this.plan.instance().isNamed()) ? this.plan.failures().stream()
					: Stream.empty();
		}

	}

}
