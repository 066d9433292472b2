package dev.configstore.spring.text;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Names for messages and log lines. Options and keys are named by those who may write to
 * the table: a name must not begin a new line, hide a part of one, or fill the log.
 */
public final class Printable {

	/** The longest name that is shown in full, in characters. */
	static final int MOST_CHARACTERS = 200;

	/** How many names a message lists. */
	static final int MOST_NAMES = 50;

	private Printable() {
	}

	/**
	 * Return a name with every character visible: control and format characters, line
	 * separators and unpaired surrogates are written as Java writes them
	 * (<code>&#92;n</code>, <code>&#92;u202e</code>). A name of more than
	 * {@value #MOST_CHARACTERS} characters is cut.
	 * @param name the name
	 * @return the name as it can be printed
	 */
	public static String name(String name) {
		boolean cut = name.codePointCount(0, name.length()) > MOST_CHARACTERS;
		int end = cut ? name.offsetByCodePoints(0, MOST_CHARACTERS) : name.length();
		if (!cut && name.codePoints().noneMatch(Printable::isHidden)) {
			return name;
		}
		StringBuilder text = new StringBuilder();
		name.substring(0, end).codePoints().forEach((character) -> append(text, character));
		return cut ? text.append("…").toString() : text.toString();
	}

	/**
	 * Return names as one text of bounded length: the first {@value #MOST_NAMES}, and how
	 * many more there are.
	 * @param names the names
	 * @return the names as they can be printed, separated by commas
	 */
	public static String names(Collection<String> names) {
		String text = names.stream().limit(MOST_NAMES).map(Printable::name).collect(Collectors.joining(", "));
		int more = names.size() - MOST_NAMES;
		return (more > 0) ? text + ", and " + more + " more" : text;
	}

	private static boolean isHidden(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR ->
				true;
			default -> false;
		};
	}

	private static void append(StringBuilder text, int character) {
		if (!isHidden(character)) {
			text.appendCodePoint(character);
			return;
		}
		switch (character) {
			case '\n' -> text.append("\\n");
			case '\r' -> text.append("\\r");
			case '\t' -> text.append("\\t");
			default -> {
				for (char unit : Character.toChars(character)) {
					String digits = Integer.toHexString(unit);
					text.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
				}
			}
		}
	}

}
