package dev.configstore.reload;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.poll.LossGuard;
import dev.configstore.reload.poll.PollResult;

/**
 * Makes candidates of what was found, and has them checked before they are used: by the
 * loss guard unless the reload was requested, and by every check.
 *
 * @param <G> the type of generation
 */
final class Candidates<G extends Generation> {

	private final Function<List<StoreSnapshot>, G> generations;

	private final List<ReloadCheck<? super G>> checks = new CopyOnWriteArrayList<>();

	private volatile LossGuard guard = new LossGuard(LossGuard.DEFAULT_MAX_LOSS);

	Candidates(Function<List<StoreSnapshot>, G> generations) {
		this.generations = generations;
	}

	void guard(LossGuard guard) {
		this.guard = guard;
	}

	void addCheck(ReloadCheck<? super G> check) {
		this.checks.add(check);
	}

	G create(List<StoreSnapshot> snapshots) {
		return this.generations.apply(snapshots);
	}

	/**
	 * @throws CandidateRejectedException if the loss guard or a check rejects it
	 */
	G checked(G before, List<PollResult> polls, boolean guarded) {
		if (guarded) {
			polls.forEach((poll) -> this.guard.check(poll.before(), poll.after(), poll.diff(), poll.announced()));
		}
		G candidate = create(polls.stream().map(PollResult::after).toList());
		this.checks.forEach((check) -> check.check(before, candidate));
		return candidate;
	}

}
