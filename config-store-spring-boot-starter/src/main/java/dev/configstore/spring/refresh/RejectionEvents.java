package dev.configstore.spring.refresh;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadListener;
import dev.configstore.spring.CandidateRejectedEvent;
import dev.configstore.spring.RejectionReason;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;

/**
 * Publishes one event for each different reason to refuse a state, whoever refuses it:
 * the dry run, the guard, a bean, or a value that cannot be decrypted.
 */
final class RejectionEvents implements ReloadListener {

	private final ApplicationContext context;

	private @Nullable String last;

	RejectionEvents(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void failed(ConfigStoreException failure) {
		if (failure instanceof CandidateRejectedException refusal && !Objects.equals(this.last, refusal.getMessage())) {
			this.last = refusal.getMessage();
			this.context.publishEvent(event(refusal));
		}
	}

	private CandidateRejectedEvent event(CandidateRejectedException refusal) {
		if (!refusal.reasons().isEmpty()) {
			return new CandidateRejectedEvent(this.context, refusal.changed(),
					refusal.reasons().stream().map(RejectionReason::of).toList());
		}
		String option = Objects.requireNonNullElse(refusal.getOption(), "*");
		return new CandidateRejectedEvent(this.context, Set.of(),
				List.of(new RejectionReason(option, null, "the application", String.valueOf(refusal.getMessage()))));
	}

	@Override
	public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
		// What is bad after this is bad anew.
		this.last = null;
	}

}
