package dev.configstore.reload;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.reload.poll.Members;
import dev.configstore.reload.poll.PollResult;
import org.jspecify.annotations.Nullable;

/**
 * The generation in use: the one reference that is swapped, and what carries a new
 * generation on or takes it back.
 *
 * @param <G> the type of generation
 */
final class InUse<G extends Generation> {

	private final Members members;

	private final ReloadRecord record;

	private volatile G current;

	/** In use, and not committed yet. */
	private @Nullable Uncommitted<G> uncommitted;

	private volatile Consumer<? super G> accepted = (generation) -> {
	};

	InUse(G first, Members members, ReloadRecord record) {
		this.current = first;
		this.members = members;
		this.record = record;
	}

	G current() {
		return this.current;
	}

	void accepted(Consumer<? super G> accepted) {
		this.accepted = accepted;
	}

	void use(G generation) {
		this.current = generation;
	}

	/**
	 * Use a generation that is still to be committed, together with one that is left.
	 */
	void swap(Uncommitted<G> swapped) {
		Uncommitted<G> left = this.uncommitted;
		this.current = swapped.after();
		this.uncommitted = (left != null) ? left.then(swapped) : swapped;
	}

	boolean isUncommitted() {
		return this.uncommitted != null;
	}

	/**
	 * Tell the receiver of a generation that is known to be the newest.
	 */
	void accept(G generation) {
		Listeners.safely(this.accepted, () -> this.accepted.accept(generation));
	}

	/**
	 * Carry a generation on. From the update on nothing takes it back, and only then
	 * anything is told or kept.
	 * @return whether there was one to commit
	 */
	boolean commit(@Nullable ReloadTarget<? super G> target) {
		Uncommitted<G> swapped = this.uncommitted;
		if (swapped == null) {
			return false;
		}
		this.uncommitted = null;
		if (target != null) {
			update(swapped, target);
		}
		this.record.changed(swapped.polls());
		accept(swapped.after());
		if (target != null) {
			Listeners.safely(target, () -> target.committed(swapped.before(), swapped.after()));
		}
		return true;
	}

	private void update(Uncommitted<G> swapped, ReloadTarget<? super G> target) {
		try {
			target.update(swapped.before(), swapped.after());
		}
		catch (CandidateRejectedException ex) {
			takeBack(swapped, target);
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			// A generation that is half carried on must not stay, whatever failed.
			takeBack(swapped, target);
			throw new CandidateRejectedException(
					"Carrying on the new generation failed, so the one before stays: " + ex.getClass().getName(),
					this.record.place(), ex);
		}
	}

	private void takeBack(Uncommitted<G> swapped, ReloadTarget<? super G> target) {
		this.current = swapped.before();
		this.members.reject(swapped.polls());
		Listeners.safely(target, () -> target.restored(swapped.before()));
	}

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
		 * Return this generation and the one that took its place before it was committed
		 * as one step.
		 */
		Uncommitted<G> then(Uncommitted<G> next) {
			return new Uncommitted<>(this.before, next.after,
					Stream.concat(this.polls.stream(), next.polls.stream()).toList());
		}

	}

}
