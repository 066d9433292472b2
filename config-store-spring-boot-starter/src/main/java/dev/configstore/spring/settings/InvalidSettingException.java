package dev.configstore.spring.settings;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;

/**
 * A setting with which no store can be read. The start fails, with an optional import
 * too: waiting does not correct a setting.
 */
public final class InvalidSettingException extends RuntimeException implements OriginProvider {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final transient @Nullable Origin origin;

	private final String action;

	public InvalidSettingException(String property, @Nullable Origin origin, String reason) {
		this(property, origin, reason, "Correct the value of '" + property + "'.");
	}

	public InvalidSettingException(String property, @Nullable Origin origin, String reason, String action) {
		super("Property '" + property + "' " + reason);
		this.property = property;
		this.origin = origin;
		this.action = action;
	}

	/**
	 * Set the failure that showed that the setting is invalid.
	 */
	public InvalidSettingException causedBy(Throwable cause) {
		initCause(cause);
		return this;
	}

	public String action() {
		return this.action;
	}

	/**
	 * Return the property that holds the setting.
	 * @return the property's name
	 */
	public String property() {
		return this.property;
	}

	@Override
	public @Nullable Origin getOrigin() {
		return this.origin;
	}

}
