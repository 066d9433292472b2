package dev.configstore.reload.poll;

import java.util.Optional;
import java.util.Set;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;

/**
 * Rejects a candidate in which a store has lost most of its options in one step that no
 * version announces, as after a wrong endpoint, a failed restore or an accidental
 * deletion.
 *
 * @param maxLoss the share of a store's options that may go in one step, 0 to 1; 1
 * accepts everything
 */
public record LossGuard(double maxLoss) {

	public static final double DEFAULT_MAX_LOSS = 0.5;

	public LossGuard {
		if (!(maxLoss >= 0 && maxLoss <= 1)) {
			throw new IllegalArgumentException("'maxLoss' must be between 0 and 1, not " + maxLoss);
		}
	}

	/**
	 * @param published the options that were published since the snapshot in use, if that
	 * is known
	 * @throws CandidateRejectedException if too many are lost that were not published
	 */
	public void check(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff, Optional<Set<String>> published) {
		int lost = diff.removed().size();
		boolean announced = published.map((names) -> names.containsAll(diff.removed())).orElse(false);
		if (lost > this.maxLoss * before.options().size() && !announced) {
			throw new CandidateRejectedException("The store lost " + lost + " of " + before.options().size()
					+ " options in one step that no version announces, so the generation in use stays: request a reload to accept it, "
					+ "or allow a larger loss", after.place(null), null);
		}
	}

}
