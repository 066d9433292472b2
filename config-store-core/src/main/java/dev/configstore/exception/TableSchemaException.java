package dev.configstore.exception;

import org.jspecify.annotations.Nullable;

/**
 * The table has other keys than the configured ones: a misconfigured schema. Remedy: name
 * the right table, or configure its keys.
 */
public final class TableSchemaException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	public TableSchemaException(String message, Place place, @Nullable Throwable cause) {
		super(message, place, cause);
	}

}
