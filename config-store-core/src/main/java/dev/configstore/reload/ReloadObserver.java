package dev.configstore.reload;

import dev.configstore.exception.CandidateRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * Is notified of the beginning and the end of each reload of stores that reload together,
 * to measure, trace or record it. What it throws is logged and stops neither the reload
 * nor the other observers.
 */
@FunctionalInterface
public interface ReloadObserver {

	/**
	 * A reload begins. Called on the thread that reloads, one reload at a time, before
	 * anything is read.
	 * @param trigger why
	 * @return what is notified of the end, or {@code null} if nothing is
	 */
	@Nullable Reload begin(ReloadTrigger trigger);

	/**
	 * A candidate is rejected, or a generation is taken back that was in use already.
	 * Called on the thread that does so, within a reload or after it.
	 * @param why the reasons
	 */
	default void rejected(CandidateRejectedException why) {
	}

	/**
	 * One reload under way.
	 */
	@FunctionalInterface
	interface Reload {

		/**
		 * The reload has ended, the update included. Called on the thread it began on,
		 * while no other reload can begin.
		 * @param outcome how
		 */
		void end(ReloadOutcome outcome);

	}

}
