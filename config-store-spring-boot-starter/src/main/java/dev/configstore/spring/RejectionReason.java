package dev.configstore.spring;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.text.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * Why a candidate was rejected: one property whose new value cannot be used. Never holds
 * the value.
 *
 * @param property the property, or the prefix if it is not known which one
 * @param origin where it is stored, if that is known
 * @param target the bean or the type that does not accept the value
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
		return "property '" + Printable.name(this.property) + "'"
				+ ((this.origin != null) ? " (" + this.origin + ")" : "") + " cannot be bound to " + this.target + ": "
				+ this.code;
	}

}
