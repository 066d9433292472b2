package dev.configstore.spring.settings;

import java.util.Locale;

/**
 * Constants as they are spelt in configuration, tags and answers.
 */
public final class KebabCase {

	private KebabCase() {
	}

	public static String of(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
