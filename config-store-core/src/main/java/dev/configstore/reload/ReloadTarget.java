package dev.configstore.reload;

import dev.configstore.exception.CandidateRejectedException;

/**
 * What a new generation updates, beans for example, after the swap and before the
 * listeners.
 *
 * @param <G> the type of generation
 */
@FunctionalInterface
public interface ReloadTarget<G extends Generation> {

	/**
	 * Update to a new generation. Called on the reloading thread, one at a time.
	 * @param before the generation that was in use
	 * @param after the one in use now
	 * @throws CandidateRejectedException if the update fails: the generation before is
	 * put back, and {@link #restored} called
	 */
	void publish(G before, G after);

	/**
	 * Undo what a failed {@link #publish} has done already. The generation before is in
	 * use again.
	 * @param before the generation in use
	 */
	default void restored(G before) {
	}

}
