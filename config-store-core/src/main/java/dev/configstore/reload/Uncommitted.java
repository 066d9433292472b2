package dev.configstore.reload;

import java.util.List;
import java.util.stream.Stream;

import dev.configstore.reload.poll.PollResult;

/**
 * A generation that is in use and may still be taken back.
 *
 * @param before the generation that was in use
 * @param after the one in use now
 * @param polls what was found, store by store
 * @param <G> the type of generation
 */
record Uncommitted<G extends Generation>(G before, G after, List<PollResult> polls) {

	/**
	 * Return this generation and the one that took its place before it was committed as
	 * one step.
	 */
	Uncommitted<G> then(Uncommitted<G> next) {
		return new Uncommitted<>(this.before, next.after,
				Stream.concat(this.polls.stream(), next.polls.stream()).toList());
	}

}
