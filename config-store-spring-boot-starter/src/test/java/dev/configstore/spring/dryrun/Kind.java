package dev.configstore.spring.dryrun;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.context.ApplicationContext;

/**
 * A kind of beans that read an option of their own.
 *
 * @param name the name of its bean, and in small letters that of its option
 * @param group the application it runs in
 * @param configuration declares it
 * @param keys what the option has
 * @param follows whether a change reaches it while it runs
 * @param isUsed whether a running application uses it
 * @param read tells what it holds, and makes it if nothing else has
 */
record Kind(String name, Group group, Class<?> configuration, Map<String, Object> keys, boolean follows, boolean isUsed,
		Function<ApplicationContext, Object> read) {

	static final List<Kind> ALL = Stream.of(BoundKinds.ALL, FreshKinds.ALL, ValueKinds.ALL)
		.flatMap(List::stream)
		.toList();

	/**
	 * A kind with all properties of {@link Settings} and a bean of its name.
	 */
	static Kind of(String name, Class<?> configuration) {
		return new Kind(name, Group.PLAIN, configuration, Settings.VALUES, true, true,
				(context) -> context.getBean(name));
	}

	Kind in(Group group) {
		return new Kind(this.name, group, this.configuration, this.keys, this.follows, this.isUsed, this.read);
	}

	Kind with(Map<String, Object> keys) {
		return new Kind(this.name, this.group, this.configuration, keys, this.follows, this.isUsed, this.read);
	}

	/**
	 * With one property of each sort: others have the rest.
	 */
	Kind few() {
		return only("number", "text", "pool", "labels", "max-size");
	}

	/**
	 * With some of the properties only.
	 */
	Kind only(String... names) {
		Map<String, Object> keys = new LinkedHashMap<>(this.keys);
		keys.keySet().retainAll(List.of(names));
		return with(keys);
	}

	/**
	 * What does not follow: the next start reads the new values.
	 */
	Kind staying() {
		return new Kind(this.name, this.group, this.configuration, this.keys, false, this.isUsed, this.read);
	}

	/**
	 * What nothing in a running application uses: it is not made there.
	 */
	Kind unused() {
		return new Kind(this.name, this.group, this.configuration, this.keys, this.follows, false, this.read);
	}

	Kind read(Function<ApplicationContext, Object> read) {
		return new Kind(this.name, this.group, this.configuration, this.keys, this.follows, this.isUsed, read);
	}

	String option() {
		return this.name.toLowerCase(Locale.ROOT);
	}

	boolean has(Edit edit) {
		if (edit == Edit.DELETED && this.keys.containsKey("broken")) {
			// Rightly rejected when it is added again.
			return false;
		}
		return edit.isNone() ? this.isUsed : edit.key().isEmpty() || this.keys.containsKey(edit.key());
	}

	String state(ApplicationContext context) {
		return String.valueOf(this.read.apply(context));
	}

	@Override
	public String toString() {
		return this.name;
	}

}
