package dev.configstore.reload;

import dev.configstore.exception.CandidateRejectedException;

/**
 * Carries a new generation on into an application, after the swap.
 *
 * @param <G> the type of generation
 */
public interface ReloadTarget<G extends Generation> {

	/**
	 * Bring a generation to the beans. Called on the reloading thread, one at a time.
	 * Once this returns, the generation is committed and stays.
	 * @param before the generation that was in use
	 * @param after the one in use now
	 * @throws CandidateRejectedException if a bean cannot take it: the generation before
	 * is put back in use, and {@link #restored} called. Any other exception rejects it as
	 * well
	 */
	void update(G before, G after);

	/**
	 * Take back what a failed {@link #update} has done already. The generation before is
	 * in use again.
	 * @param before the generation in use
	 */
	default void restored(G before) {
	}

	/**
	 * Notify others of a generation that is committed. Called after the listeners of the
	 * stores, on the same thread.
	 * @param before the generation that was in use
	 * @param after the one in use now
	 */
	default void committed(G before, G after) {
	}

}
