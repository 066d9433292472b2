package dev.configstore.spring.actuate;

import java.util.Locale;

/**
 * Constants as they are spelt in configuration, tags and answers.
 */
final class Words {

	private Words() {
	}

	static String of(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
