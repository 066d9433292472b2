package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * The table does not exist and was not created. Remedy: correct the name or the region,
 * create the table, or allow its creation.
 */
public final class TableNotFoundException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public TableNotFoundException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
