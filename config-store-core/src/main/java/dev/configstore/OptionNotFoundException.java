package dev.configstore;

/**
 * The store has no option of that name. Remedy: check the name, or write the option.
 */
public final class OptionNotFoundException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	OptionNotFoundException(String message, Place place) {
		super(message, place, null);
	}

}
