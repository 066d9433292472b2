package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.reload.ReloadTarget;
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

/**
 * Carries a new generation on into the application. The affected beans are updated in
 * place, and then the generation is committed, and others are notified by another thread.
 * Where nothing differs in the whole environment, nothing of this happens.
 * <p>
 * A bean that cannot take its values rejects the generation: the generation before is put
 * back, and the beans that were updated already are exactly as before.
 */
final class BeanTarget implements ReloadTarget<PropertyGeneration> {

	private static final Logger logger = LoggerFactory.getLogger(BeanTarget.class);

	private final BeanChanges changes;

	private final Notifications notifications;

	private final Refreshables views;

	/** Used by the reloading thread only. */
	private @Nullable Planned applied;

	BeanTarget(BeanChanges changes, Notifications notifications, Refreshables views) {
		this.changes = changes;
		this.notifications = notifications;
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
		return RejectionReason
			.byProperty(failures.stream().flatMap((failure) -> BindFailures.of(failure).stream()).toList());
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
		// They may have been made of what is taken back.
		this.notifications.renew(this.changes.scopedSince(applied));
	}

	@Override
	public void committed(PropertyGeneration before, PropertyGeneration after) {
		Planned applied = this.applied;
		this.applied = null;
		if (applied == null || applied.changed().isEmpty()) {
			return;
		}
		logger.info("Properties changed: [{}]", Printable.names(applied.changed().names()));
		BeanUpdate update = applied.update();
		this.notifications.changed(
				Change.of(before, after, applied.changed(), (update != null) ? update.beans() : Set.of()),
				(earlier, later) -> earlier.then(later, this.changes.between(earlier.before(), later.after())));
	}

}
