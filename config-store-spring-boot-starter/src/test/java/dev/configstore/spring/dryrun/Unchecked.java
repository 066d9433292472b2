package dev.configstore.spring.dryrun;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where a dry run cannot know what a fresh start would say: the list of
 * {@code docs/refresh.md}, in its words.
 */
enum Unchecked {

	EXPRESSION("`@Value`s with an expression that reaches a bean, or a type that is not Java's own",
			(kind) -> kind.name().equals("beanExpression")),

	NEVER("setters of a type in `never-refreshable`, other than `HikariDataSource`: its beans are judged by what would "
			+ "be set", (kind) -> Set.of("never", "scopedNever").contains(kind.name())),

	MADE("setters of a bean in refresh scope whose type has no constructor without arguments",
			(kind) -> kind.name().equals("scopedMade")),

	LENIENT("`ignoreInvalidFields = true`, and an empty value for a nested bean without a setter: a start leaves out the "
			+ "properties behind it in silence; here it is rejected", (kind) -> kind.name().equals("lenient")),

	BROKEN("what cannot be used in the generation in use either, and in the same way: no candidate is to blame for it",
			(kind) -> kind.name().equals("brokenLazy")),

	UNMADE("beans without a live instance whose type has no constructor without arguments, or is an interface",
			(kind) -> kind.name().equals("lazyMade")),

	UNUSABLE(
			"beans that Spring Boot itself could not make (`@ConfigurationProperties(\"myApp\")`, for example) and that "
					+ "have not been requested yet",
			(kind) -> kind.name().equals("unusable")),

	NESTED("nested beans of a type that cannot be instantiated, which code gives to beans that are not used yet",
			(kind) -> kind.name().equals("lazyAbstract")),

	INJECTED(
			"setters that need what is injected, of beans that no update sets: lazy ones that are not used yet, and "
					+ "those in refresh scope",
			(kind) -> Set.of("lazyInjected", "scopedInjected").contains(kind.name()));

	final String reason;

	private final Predicate<Kind> kinds;

	Unchecked(String reason, Predicate<Kind> kinds) {
		this.reason = reason;
		this.kinds = kinds;
	}

	static Optional<Unchecked> of(Kind kind) {
		return Arrays.stream(values()).filter((each) -> each.kinds.test(kind)).findFirst();
	}

	static List<String> reasons() {
		return Arrays.stream(values()).map((each) -> each.reason).toList();
	}

}
