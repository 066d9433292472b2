package dev.configstore.exception;

/**
 * The store has no option of that name, or the option no key of that name. Remedy: check
 * the name, or write the option or the key.
 */
public final class OptionNotFoundException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public OptionNotFoundException(String message, Place place) {
		super(message, place, null);
	}

}
