package dev.configstore.exception;

import java.io.Serializable;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A failure of a store. There is one subtype for each remedy; all are unchecked. The
 * message says what happened, where, and what to do; it never holds a value.
 */
public abstract class ConfigStoreException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");

	private final Place place;

	ConfigStoreException(String message, Place place, @Nullable Throwable cause) {
		super(printable(place.toString().isEmpty() ? message : message + " (" + place + ")"), cause);
		this.place = place;
	}

	/**
	 * Return a text that cannot forge a line of a log: names come from a table that
	 * others may edit.
	 * @param text the text
	 * @return the text, with control characters, line separators and characters without a
	 * form of their own as escapes
	 */
	public static String printable(String text) {
		return UNPRINTABLE.matcher(text)
			.replaceAll((found) -> String.format(Locale.ROOT, "\\\\u%04x", found.group().codePointAt(0)));
	}

	/**
	 * Return the table it happened in.
	 * @return the table's name; empty for what was not read from a table, or if a
	 * publication is invalid whatever the table
	 */
	public String table() {
		return this.place.table();
	}

	/**
	 * Return the store it happened in.
	 * @return the store's name, or {@code null} when it concerns the whole table
	 */
	public @Nullable String store() {
		return this.place.store();
	}

	/**
	 * Return the option it happened to.
	 * @return the option's name, or {@code null} when it concerns more than one
	 */
	public @Nullable String option() {
		return this.place.option();
	}

	/**
	 * Return whether the same request may succeed a little later without any action.
	 * @return {@code true} if it is worth trying again
	 */
	public boolean isTransient() {
		return false;
	}

	/**
	 * Where a failure happened.
	 *
	 * @param table the table; empty if it is in none
	 * @param store the store, if it concerns one
	 * @param option the option, if it concerns one
	 */
	public record Place(String table, @Nullable String store, @Nullable String option) implements Serializable {

		public static Place of(String table) {
			return new Place(table, null, null);
		}

		public static Place of(String table, String store) {
			return new Place(table, store, null);
		}

		/**
		 * Return the place of a failure that happens before a table is known.
		 * @param option the option
		 * @return a place without a name of a table
		 */
		public static Place ofOption(String option) {
			return new Place("", null, option);
		}

		@Override
		public String toString() {
			StringJoiner text = new StringJoiner(", ");
			if (!this.table.isEmpty()) {
				text.add("table '" + this.table + "'");
			}
			if (this.store != null) {
				text.add("store '" + this.store + "'");
			}
			if (this.option != null) {
				text.add("option '" + this.option + "'");
			}
			return text.toString();
		}

	}

}
