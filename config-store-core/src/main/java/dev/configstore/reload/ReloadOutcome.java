package dev.configstore.reload;

import dev.configstore.exception.CandidateRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * How a reload ended.
 *
 * @param kind what became of it
 * @param failure why it was rejected or failed, otherwise {@code null}
 */
public record ReloadOutcome(Kind kind, @Nullable Throwable failure) {

	static ReloadOutcome of(boolean changed) {
		return new ReloadOutcome(changed ? Kind.CHANGED : Kind.UNCHANGED, null);
	}

	static ReloadOutcome of(Throwable failure) {
		return new ReloadOutcome((failure instanceof CandidateRejectedException) ? Kind.REJECTED : Kind.FAILED,
				failure);
	}

	/**
	 * What becomes of a reload.
	 */
	public enum Kind {

		/**
		 * The generation in use is the newest one.
		 */
		UNCHANGED,

		/**
		 * A new generation is in use.
		 */
		CHANGED,

		/**
		 * A candidate was rejected; the generation in use stays.
		 */
		REJECTED,

		/**
		 * The reload failed; the generation in use may not be the newest one.
		 */
		FAILED

	}

}
