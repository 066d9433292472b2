package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.reload.ReloadTarget;
import dev.configstore.spring.ConfigStoreRefreshedEvent;
import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.text.Printable;
import dev.configstore.spring.dryrun.BeanChanges.Planned;
import dev.configstore.spring.update.BeanUpdate;
import dev.configstore.spring.update.UpdateFailure;
import dev.configstore.spring.dryrun.BindFailures;
import dev.configstore.spring.dryrun.BeanChanges;
import dev.configstore.spring.dryrun.Refreshables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ApplicationContext;

/**
 * Carries a new generation on into the application. The affected beans are updated in
 * place, and then the generation is committed: Spring Cloud's listeners are told, the
 * refresh scope is emptied, and our own event follows. Where nothing differs in the whole
 * environment, nothing of this happens.
 * <p>
 * A bean that cannot take its values rejects the generation: the generation before is put
 * back, and the beans that were updated already are exactly as before. A listener that
 * fails stops no other.
 */
final class BeanTarget implements ReloadTarget<PropertyGeneration> {

	private static final Logger logger = LoggerFactory.getLogger(BeanTarget.class);

	private final ApplicationContext context;

	private final BeanChanges changes;

	private final @Nullable RefreshScope refreshScope;

	private final Refreshables views;

	/** Used by the reloading thread only. */
	private @Nullable Planned applied;

	BeanTarget(ApplicationContext context, BeanChanges changes, @Nullable RefreshScope refreshScope,
			Refreshables views) {
		this.context = context;
		this.changes = changes;
		this.refreshScope = refreshScope;
		this.views = views;
	}

	@Override
	public void update(PropertyGeneration before, PropertyGeneration after) {
		Planned planned = this.changes.planned(before, after);
		this.applied = planned;
		BeanUpdate update = planned.update();
		if (update != null) {
			List<RejectionReason> reasons = new ArrayList<>(reasons(update.failures()));
			if (reasons.isEmpty() && !planned.isChecked()) {
				this.changes.broken(update).forEach((broken) -> reasons.add(broken.reason()));
			}
			if (reasons.isEmpty()) {
				reasons.addAll(reasons(update.apply().failures()));
			}
			if (!reasons.isEmpty()) {
				throw rejected(after, planned.changed().names(), reasons);
			}
		}
		this.views.commit(after, planned.changed());
	}

	static List<RejectionReason> reasons(List<UpdateFailure> failures) {
		return failures.stream().flatMap((failure) -> BindFailures.of(failure).stream()).distinct().toList();
	}

	static CandidateRejectedException rejected(PropertyGeneration after, Set<String> changed,
			List<RejectionReason> reasons) {
		return new CandidateRejectedException(
				"A bean cannot take its new values, so the generation in use stays: " + BindFailures.text(reasons),
				after.snapshots().get(after.snapshots().size() - 1).place(null), changed, reasons);
	}

	@Override
	public void restored(PropertyGeneration before) {
		Planned applied = this.applied;
		this.applied = null;
		if (applied == null) {
			return;
		}
		if (applied.update() != null) {
			applied.update().undo();
		}
		RefreshScope scope = this.refreshScope;
		if (scope != null) {
			// They may have been made of what is taken back.
			this.changes.scopedSince(applied).forEach((bean) -> step("The refresh scope", () -> scope.refresh(bean)));
		}
	}

	@Override
	public void committed(PropertyGeneration before, PropertyGeneration after) {
		Planned applied = this.applied;
		this.applied = null;
		if (applied == null || applied.changed().isEmpty()) {
			return;
		}
		Set<String> names = applied.changed().names();
		logger.info("Properties changed: [{}]", Printable.names(names));
		step("A listener of the environment",
				() -> this.context.publishEvent(new UpdatedEnvironmentEvent(source(), names)));
		if (this.refreshScope != null) {
			step("The refresh scope", this.refreshScope::refreshAll);
		}
		SnapshotDiff diff = before.changesTo(after);
		step("A listener of the refresh", () -> this.context
			.publishEvent(new ConfigStoreRefreshedEvent(this.context, stores(before, after), diff)));
	}

	/**
	 * Return the rebinder of another library, if there is one in the place of ours. It
	 * would reset and bind again what has been updated already.
	 */
	@Nullable ConfigurationPropertiesRebinder otherRebinder() {
		return this.context.getBeanProvider(ConfigurationPropertiesRebinder.class)
			.stream()
			.filter((rebinder) -> !(rebinder instanceof ConfigStoreRebinder))
			.findFirst()
			.orElse(null);
	}

	/**
	 * A rebinder of Spring Cloud's kind hears only events whose source is its context.
	 */
	private Object source() {
		return (otherRebinder() != null) ? this : this.context;
	}

	private static void step(String what, Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException | Error ex) {
			logger.warn("{} failed after properties changed: {}", what, BindFailures.describe(ex));
		}
	}

	private static List<String> stores(PropertyGeneration before, PropertyGeneration after) {
		List<String> stores = new ArrayList<>();
		for (int i = 0; i < after.snapshots().size(); i++) {
			if (i >= before.snapshots().size()
					|| !before.snapshots().get(i).options().equals(after.snapshots().get(i).options())) {
				stores.add(after.snapshots().get(i).store());
			}
		}
		return stores;
	}

}
