package dev.configstore.spring;

import dev.configstore.exception.CandidateRejectedException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * Why a state was rejected: one property that cannot be what it would have to be. Never
 * the value.
 *
 * @param property the property, or the prefix if it is not known which one
 * @param origin where it stands, if that is known
 * @param target the bean or the type that cannot take it
 * @param code the constraint that is violated, or the failure's simple name
 */
public record RejectionReason(String property, @Nullable Origin origin, String target,
		String code) implements CandidateRejectedException.Reason {

	/**
	 * Return a reason as this type.
	 * @param reason the reason a candidate was rejected for
	 * @return the reason, with its origin if it has one
	 */
	public static RejectionReason of(CandidateRejectedException.Reason reason) {
		return (reason instanceof RejectionReason known) ? known
				: new RejectionReason(reason.property(), null, reason.target(), reason.code());
	}

	@Override
	public String toString() {
		return "property '" + this.property + "'" + ((this.origin != null) ? " (" + this.origin + ")" : "")
				+ " cannot be bound to " + this.target + ": " + this.code;
	}

}
