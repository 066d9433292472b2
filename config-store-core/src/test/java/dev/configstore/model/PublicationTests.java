package dev.configstore.model;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.model.OptionChange.Kind;
import dev.configstore.model.Publication.Others;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class PublicationTests {

	private static final Optional<Option> DB = Optional
		.of(new Option("db", Map.of("host", "h", "port", 5432, "user", "u")));

	private static Optional<Option> after(Publication publication, Optional<Option> before) {
		return publication.changes().get("db").after("db", before);
	}

	private static Optional<Option> db(Map<String, Object> keys) {
		return Optional.of(new Option("db", keys));
	}

	@Test
	void changesSingleKeysAndLeavesTheOthers() {
		Publication publication = Publication.none().change("db").put("port", 5433).remove("user");
		assertThat(after(publication, DB)).isEqualTo(db(Map.of("host", "h", "port", 5433)));
		assertThat(publication.changes().get("db").keys()).isEqualTo(Map.of("port", new BigDecimal(5433)));
		assertThat(publication.changes().get("db").removed()).containsExactly("user");
	}

	@Test
	void keysThatAreWrittenMakeAnOptionAndKeysThatAreRemovedDoNot() {
		assertThat(after(Publication.none().change("db").put("port", null).remove("x"), Optional.empty()))
			.hasValue(new Option("db", Collections.singletonMap("port", null)));
		assertThat(after(Publication.none().change("db").remove("port"), Optional.empty())).isEmpty();
		assertThat(after(Publication.none().change("db").remove("port"), db(Map.of("port", 1))))
			.isEqualTo(db(Map.of()));
	}

	@Test
	void aLaterChangeComesOnTopOfAnEarlierOne() {
		Publication set = Publication.of("db", Map.of("a", 1, "b", 2));
		assertThat(after(set.change("db").put("c", 3).remove("a"), DB)).isEqualTo(db(Map.of("b", 2, "c", 3)));
		assertThat(after(Publication.ofDeleted("db").change("db").put("c", 3), DB)).isEqualTo(db(Map.of("c", 3)));
		assertThat(after(set.delete("db"), DB)).isEmpty();
		assertThat(after(set.delete("db").change("db").remove("host"), DB)).isEmpty();
		assertThat(after(Publication.none().change("db").put("c", 3).set("db", Map.of()), DB)).isEqualTo(db(Map.of()));
		Publication keys = Publication.none()
			.change("db")
			.put("port", 1)
			.remove("user")
			.remove("port")
			.put("user", "v");
		assertThat(after(keys, DB)).isEqualTo(db(Map.of("host", "h", "user", "v")));
		assertThat(keys.changes().get("db").removed()).containsExactly("port");
	}

	@Test
	void startsInLoopsAndKeepsTheOrder() {
		Publication all = Publication.none();
		for (String option : List.of("c", "a", "b")) {
			all = all.change(option).put("k", 1);
		}
		assertThat(all.changes().keySet()).containsExactly("c", "a", "b");
		assertThat(Publication.none().changes()).isEmpty();
		assertThat(Publication.none().change("db").changes()).isEmpty();
	}

	@Test
	void canBeLookedAt() {
		StoreVersion version = new StoreVersion(1, "token", null, null);
		Publication publication = Publication.of("db", Map.of("k", 1))
			.delete("old")
			.unchecked("old")
			.expecting(version)
			.by("alice")
			.note("why");
		assertThat(publication.changes().get("db").kind()).isEqualTo(Kind.REPLACE);
		assertThat(publication.changes().get("old").kind()).isEqualTo(Kind.DELETE);
		assertThat(publication.unchecked()).containsExactly("old");
		assertThat(publication.expectation().token()).isEqualTo("token");
		assertThat(publication.by()).isEqualTo("alice");
		assertThat(publication.note()).isEqualTo("why");
		assertThat(publication.isPruning()).isFalse();
		assertThat(Publication.none().expectation()).isNull();
	}

	@Test
	void equalsOneThatDoesTheSame() {
		Publication one = Publication.none().change("db").put("port", 1).put("host", "h").by("me");
		assertThat(one).isEqualTo(Publication.none().by("me").change("db").put("host", "h").put("port", 1.0))
			.hasSameHashCodeAs(Publication.none().by("me").change("db").put("host", "h").put("port", 1.0))
			.isNotEqualTo(one.note("x"))
			.isNotEqualTo(one.unchecked("db"))
			.isNotEqualTo(one.expecting(null))
			.isNotEqualTo(Publication.of("db", Map.of("port", 1, "host", "h")).by("me"));
		assertThat(Publication.none().change("db")).isEqualTo(Publication.none());
	}

	@Test
	void mergesAnotherOne() {
		Publication first = Publication.of("db", Map.of("a", 1)).by("alice").note("one").expecting(null);
		Publication second = Publication.none().change("db").put("b", 2).delete("old").unchecked("old").by("bob");
		Publication both = first.and(second);
		assertThat(after(both, Optional.empty())).isEqualTo(db(Map.of("a", 1, "b", 2)));
		assertThat(both.changes().keySet()).containsExactly("db", "old");
		assertThat(both.by()).isEqualTo("bob");
		assertThat(both.note()).isEqualTo("one");
		assertThat(both.unchecked()).containsExactly("old");
		assertThat(both.expectation()).isEqualTo(first.expectation());
		assertThat(Publication.none().and(first)).isEqualTo(first);
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> first.and(second.expecting(new StoreVersion(1, "other", null, null))))
			.withMessageContaining("different versions");
	}

	@Test
	void takesAPartOfIt() {
		Publication part = Publication
			.replaceAll(List.of(new Option("a", Map.of()), new Option("b", Map.of())), Others.DELETE)
			.unchecked("a")
			.by("me")
			.only(Set.of("b", "nope"));
		assertThat(part).isEqualTo(Publication.of("b", Map.of()).by("me"));
	}

	@Test
	void aValueWithoutAFormInDynamoDbIsTheExceptionThatPublishingThrows() {
		for (ThrowingCallable call : List.<ThrowingCallable>of(() -> Publication.of("db", Map.of("k", new Object())),
				() -> Publication.none().set("db", Map.of("k", Set.of())),
				() -> Publication.none().change("db").put("k", Double.NaN),
				() -> Publication.none().change("db").putAll(Map.of("k", new Object())))) {
			assertThatExceptionOfType(InvalidPublicationException.class).isThrownBy(call)
				.withMessageContaining("'k'")
				.withMessageEndingWith("(option 'db')")
				.satisfies((ex) -> assertThat(ex.option()).isEqualTo("db"));
		}
	}

	@Test
	@SuppressWarnings("NullAway")
	void nullsAreErrorsWithASentence() {
		Map<String, ThrowingCallable> calls = Map.of("'option' must not be null",
				() -> Publication.none().set(null, Map.of()), "'keys' must not be null",
				() -> Publication.of("db", null), "'key' must not be null",
				() -> Publication.none().change("db").remove(null), "'other' must not be null",
				() -> Publication.none().and(null), "'options' must not be null",
				() -> Publication.replaceAll(null, Others.KEEP), "'others' must not be null",
				() -> Publication.replaceAll(List.of(), null));
		calls.forEach((message, call) -> assertThatNullPointerException().isThrownBy(call).withMessage(message));
		for (ThrowingCallable call : List.<ThrowingCallable>of(() -> Publication.none().delete(null),
				() -> Publication.none().change(null), () -> Publication.none().unchecked(null))) {
			assertThatNullPointerException().isThrownBy(call).withMessage("'option' must not be null");
		}
	}

}
