package dev.configstore.spring.refresh;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.reload.ReloadObserver;
import dev.configstore.reload.ReloadOutcome;
import dev.configstore.reload.ReloadStatus;
import dev.configstore.reload.ReloadTrigger;
import dev.configstore.spring.CandidateRejectedEvent;
import dev.configstore.spring.RejectionReason;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;

/**
 * Publishes one event for each different reason to reject a candidate, whatever rejects
 * it: the dry run, the guard, a bean, or a value that cannot be decrypted.
 */
final class RejectionEvents implements ReloadObserver {

	private final ApplicationContext context;

	private final Notifications notifications;

	private final Supplier<ReloadStatus> status;

	private @Nullable String last;

	/**
	 * @param notifications sends the events
	 * @param status gives the status of the stores
	 */
	RejectionEvents(ApplicationContext context, Notifications notifications, Supplier<ReloadStatus> status) {
		this.context = context;
		this.notifications = notifications;
		this.status = status;
	}

	/** What was rejected and is gone from the table is told again when it comes back. */
	@Override
	public Reload begin(ReloadTrigger trigger) {
		if (this.status.get().rejected() == null) {
			this.last = null;
		}
		return (outcome) -> {
			if (outcome.kind() == ReloadOutcome.Kind.CHANGED) {
				// What is bad after this is bad anew.
				this.last = null;
			}
		};
	}

	@Override
	public void rejected(CandidateRejectedException why) {
		if (!Objects.equals(this.last, why.getMessage())) {
			this.last = why.getMessage();
			this.notifications.rejected(event(why));
		}
	}

	private CandidateRejectedEvent event(CandidateRejectedException rejection) {
		if (!rejection.reasons().isEmpty()) {
			return new CandidateRejectedEvent(this.context, rejection.changed(),
					rejection.reasons().stream().map(RejectionReason::of).toList());
		}
		String option = Objects.requireNonNullElse(rejection.option(), "*");
		return new CandidateRejectedEvent(this.context, Set.of(),
				List.of(new RejectionReason(option, null, "the application", String.valueOf(rejection.getMessage()))));
	}

}
