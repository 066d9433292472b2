package dev.configstore.exception;

/**
 * Something that is called on the way failed with an exception of its own: a credentials
 * provider, a check, a bean. Remedy: see the cause, whose message is not repeated,
 * because it may hold a value.
 */
public final class UnexpectedFailureException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	private UnexpectedFailureException(String message, Place place, Throwable cause) {
		super(message, place, cause);
	}

	/**
	 * Wrap a failure.
	 * @param what what failed
	 * @param cause its failure
	 * @param place the store it concerns
	 * @return the exception
	 */
	public static UnexpectedFailureException of(String what, Throwable cause, Place place) {
		return new UnexpectedFailureException(what + ": " + cause.getClass().getName(), place, cause);
	}

	/**
	 * The cause is unknown and may pass, so it is tried again.
	 */
	@Override
	public boolean isTransient() {
		return true;
	}

}
