package dev.configstore.exception;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * A candidate was read and rejected; the generation in use stays. Remedy: correct the
 * named options.
 */
public final class CandidateRejectedException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	private final transient Set<String> changed;

	private final transient List<Reason> reasons;

	/**
	 * Reject a candidate, for a check or for a generation that cannot be built.
	 * @param message the reason, without any value
	 * @param place the store it concerns, and the option if it concerns one
	 * @param cause the cause, if its messages hold no value
	 */
	public CandidateRejectedException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
		this.changed = Set.of();
		this.reasons = List.of();
	}

	/**
	 * Reject a candidate for reasons that are known one by one.
	 * @param message the reasons as a text, without any value
	 * @param place the store it concerns
	 * @param changed the names of the properties that would have changed
	 * @param reasons the reasons
	 */
	public CandidateRejectedException(String message, Place place, Set<String> changed,
			List<? extends Reason> reasons) {
		super(message, place, null);
		this.changed = new TreeSet<>(changed);
		this.reasons = List.copyOf(reasons);
	}

	/**
	 * Return the names of the properties that would have changed.
	 * @return the names; empty if they are not known
	 */
	public Set<String> changed() {
		return (this.changed != null) ? this.changed : Set.of();
	}

	/**
	 * Return the reasons one by one.
	 * @return the reasons; empty if the message is all that is known
	 */
	public List<Reason> reasons() {
		return (this.reasons != null) ? this.reasons : List.of();
	}

	/**
	 * One property whose new value cannot be used. Never holds the value.
	 */
	public interface Reason {

		/**
		 * Return the property.
		 * @return its name, or a prefix if it is not known which property it is
		 */
		String property();

		/**
		 * Return the target that does not accept the value.
		 * @return a bean or a type
		 */
		String target();

		/**
		 * Return the kind of failure.
		 * @return the constraint that is violated, or the simple name of an exception
		 */
		String code();

	}

}
