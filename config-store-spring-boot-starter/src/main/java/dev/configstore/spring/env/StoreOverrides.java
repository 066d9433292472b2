package dev.configstore.spring.env;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * What a later store of a location takes the place of. Boot could not see that, because
 * both are in one source: of two spellings of a name it would take the first, and a
 * shorter list would end in elements of the longer one.
 * <p>
 * Names are compared as Boot compares them, so {@code max-size} and {@code maxSize} are
 * one. A list replaces a list as a whole, as between Boot's own sources.
 */
final class StoreOverrides {

	/** Words of letters, digits and hyphens, indexes and keys in brackets. */
	private static final Pattern REGULAR = Pattern.compile("(?:[a-zA-Z0-9._-]|\\[[^\\[\\]]*])*");

	private StoreOverrides() {
	}

	/**
	 * Remove the names that a later store replaces: its own names however they are spelt,
	 * elements of a list it has, as a list or as one text, and the one text where it has
	 * a list.
	 * @param earlier the names of the earlier stores
	 * @param prefix what is put before the names of the later store
	 * @param later the names of the later store
	 */
	static void removeReplaced(Set<String> earlier, String prefix, Collection<String> later) {
		if (earlier.isEmpty()) {
			return;
		}
		Set<Object> replaced = new HashSet<>();
		for (String name : later) {
			replaced.addAll(places(prefix + name));
		}
		earlier.removeIf((name) -> places(name).stream().anyMatch(replaced::contains));
	}

	/**
	 * Return a name in the form in which it is compared, and the lists it is in.
	 */
	private static List<Object> places(String name) {
		ConfigurationPropertyName parsed = parse(name);
		if (parsed == null) {
			return List.of(name);
		}
		List<Object> places = new ArrayList<>(List.of(parsed));
		for (int i = 0; i < parsed.getNumberOfElements(); i++) {
			if (parsed.isNumericIndex(i)) {
				places.add(parsed.chop(i));
			}
		}
		return places;
	}

	/**
	 * Return {@code null} for a name that is compared letter by letter: Boot leaves out
	 * what is neither a letter nor a digit of ASCII, so that it takes different keys of a
	 * map for the same.
	 */
	private static @Nullable ConfigurationPropertyName parse(String name) {
		if (!REGULAR.matcher(name).matches()) {
			return null;
		}
		ConfigurationPropertyName parsed = ConfigurationPropertyName.adapt(name, '.');
		return parsed.isEmpty() ? null : parsed;
	}

}
