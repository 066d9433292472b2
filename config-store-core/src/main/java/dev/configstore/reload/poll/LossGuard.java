package dev.configstore.reload.poll;

import dev.configstore.dynamodb.item.VersionLog.Announcement;
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
	 * @param announced what the version's log announces since the snapshot in use
	 * @throws CandidateRejectedException if too many are lost that were not announced
	 */
	public void check(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff, Announcement announced) {
		int lost = diff.removed().size();
		if (lost > this.maxLoss * before.options().size() && !announced.covers(diff.removed())) {
			throw new CandidateRejectedException("The store lost " + lost + " of " + before.options().size()
					+ " options in one step that no version announces, so the generation in use stays: request a reload to accept it, "
					+ "or allow a larger loss", after.place(null), null);
		}
	}

}
