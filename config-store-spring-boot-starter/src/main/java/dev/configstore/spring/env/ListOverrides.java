package dev.configstore.spring.env;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists of several stores in one source: as between Boot's own sources, the later one
 * replaces the earlier one as a whole. Boot could not see that, because the elements of
 * both would be in one source: a shorter list would end in elements of the longer one.
 */
final class ListOverrides {

	private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

	private ListOverrides() {
	}

	/**
	 * Remove the names that a later store replaces: elements of a list it has, as a list
	 * or as one text, and the one text where it has a list.
	 * @param earlier the names of the earlier stores
	 * @param prefix what is put before the names of the later store
	 * @param later the names of the later store
	 */
	static void removeReplaced(Set<String> earlier, String prefix, Collection<String> later) {
		if (earlier.isEmpty()) {
			return;
		}
		Set<String> replaced = new HashSet<>();
		for (String name : later) {
			replaced.add(prefix + name);
			replaced.addAll(listsOf(prefix + name));
		}
		earlier.removeIf((name) -> replaced.contains(name) || listsOf(name).stream().anyMatch(replaced::contains));
	}

	private static Set<String> listsOf(String name) {
		if (name.indexOf('[') < 0) {
			return Set.of();
		}
		Set<String> lists = new HashSet<>();
		Matcher index = INDEX.matcher(name);
		while (index.find()) {
			lists.add(name.substring(0, index.start()));
		}
		return lists;
	}

}
