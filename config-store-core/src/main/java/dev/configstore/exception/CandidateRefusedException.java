package dev.configstore.exception;

import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadCheck;
import org.jspecify.annotations.Nullable;

/**
 * A new state of the stores was read and not accepted; the last one stays. Remedy:
 * correct the named options.
 */
public final class CandidateRefusedException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	/**
	 * Refuse a state, for a {@link ReloadCheck} or a generation that cannot be built.
	 * @param message the reason, without any value
	 * @param snapshot the store it concerns
	 * @param option the option it concerns, if it concerns one
	 * @param cause the cause, if its messages hold no value
	 */
	public CandidateRefusedException(String message, StoreSnapshot snapshot, @Nullable String option,
			@Nullable Throwable cause) {
		this(message, new Place(snapshot.table(), snapshot.store(), option), cause);
	}

	public CandidateRefusedException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
