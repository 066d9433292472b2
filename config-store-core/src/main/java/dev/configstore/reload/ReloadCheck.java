package dev.configstore.reload;

import dev.configstore.exception.CandidateRejectedException;

/**
 * Checks a candidate before it becomes the current generation.
 *
 * @param <G> the type of generation
 */
@FunctionalInterface
public interface ReloadCheck<G extends Generation> {

	/**
	 * Accept a candidate by returning. Called on the reloading thread, one candidate at a
	 * time, before anything has changed.
	 * @param current the generation in use
	 * @param candidate the one that was read
	 * @throws CandidateRejectedException to reject it: the current generation stays. Any
	 * other exception is a failure of the reload, which is tried again
	 */
	void check(G current, G candidate);

}
