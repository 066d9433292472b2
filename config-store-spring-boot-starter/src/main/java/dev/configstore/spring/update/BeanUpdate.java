package dev.configstore.spring.update;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import dev.configstore.spring.bound.BoundInstance;
import dev.configstore.spring.difference.ChangedNames;
import dev.configstore.spring.update.UpdatePlans.Planned;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * One update of all affected beans: planned, then carried out at most once, then perhaps
 * taken back.
 * <p>
 * For a candidate, while the planning thread sees it in the environment:
 * {@link #failures()} before the swap, {@link #apply()} after it, and where that fails
 * {@link #undo()} once the generation before is back. For a change that has happened
 * already: {@link #applyEach()}.
 */
public final class BeanUpdate {

	private static final Logger logger = LoggerFactory.getLogger(BeanUpdate.class);

	private final BeanUpdater updater;

	private final UpdatePlans plans;

	private final List<InstanceUpdate> applied = new ArrayList<>();

	BeanUpdate(BeanUpdater updater, ChangedNames changed, Predicate<String> beans, boolean judging) {
		this.updater = updater;
		this.plans = new UpdatePlans(changed, beans, judging);
	}

	BeanUpdate plan() {
		this.updater.lock().lock();
		try {
			this.plans.add(this.updater.family());
			return this;
		}
		finally {
			this.updater.lock().unlock();
		}
	}

	/**
	 * Return what cannot be bound: a reason to reject the candidate.
	 * @return the failures, empty if the update can be carried out
	 */
	public List<UpdateFailure> failures() {
		return this.plans.all().stream().flatMap(Planned::failures).toList();
	}

	/**
	 * Return the beans in which something will be set.
	 * @return their names
	 */
	public Set<String> beans() {
		Set<String> names = new LinkedHashSet<>();
		this.plans.all()
			.stream()
			.filter(Planned::isCarriedOut)
			.flatMap(Planned::steps)
			.forEach((plan) -> names.add(plan.instance().name()));
		return names;
	}

	/**
	 * Return the beans as they would be, for constraints to be judged on. Made anew at
	 * each call, and only of beans in which something will be set.
	 * @return the shadows; each may only be looked at
	 */
	public List<Shadow> shadows() {
		return this.plans.all()
			.stream()
			.flatMap(Planned::steps)
			.filter((plan) -> plan.failures().isEmpty())
			.map(Shadow::of)
			.toList();
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
			this.plans.addLate(this.updater.family());
			for (Planned each : this.plans.all()) {
				InstancePlan plan = each.carriedOut();
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
			this.plans.restart(this.updater, again);
			for (Planned each : this.plans.all()) {
				InstancePlan plan = each.carriedOut();
				if (plan != null && plan.failures().isEmpty()) {
					each.updater().update(plan).apply();
				}
			}
		}
		finally {
			this.updater.lock().unlock();
		}
	}

	@Override
	public String toString() {
		return "BeanUpdate[" + this.plans + "]";
	}

}
