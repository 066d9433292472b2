package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.configstore.ConfigStore;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadListener;
import dev.configstore.spring.CandidateRejectedEvent;
import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.support.Notified;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * One bad value after the other, given to a running application: it must not feel any.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
@TestInstance(Lifecycle.PER_CLASS)
class BadValueTests {

	/** Part of each value, and of nothing else. */
	private static final String MARKER = "47119999";

	private static final String PROPERTY = "property '%s' (DynamoDB table '%s', store 'prod', option '%s', key '%s')";

	/** For an origin that is not to be named. */
	private static final String[] UNNAMED = {};

	static final List<Bad> bad = List.of(
			Bad.key("an int of a JavaBean", "types", "number", "x" + MARKER, "as int: NumberFormatException"),
			Bad.key("an int that is too large", "types", "number", MARKER + "000", "as int: NumberFormatException"),
			Bad.key("a byte that is too large", "types", "small", MARKER, "as byte: NumberFormatException"),
			Bad.key("a duration", "types", "timeout", MARKER + "q", "as java.time.Duration: "),
			Bad.key("an unknown enum constant", "types", "level", "L" + MARKER, "BadBeans$Level: "),
			Bad.key("a boolean", "types", "flag", "b" + MARKER, "as boolean: "),
			Bad.key("a URI", "types", "uri", "::" + MARKER, "as java.net.URI: "),
			Bad.key("a size", "types", "size", MARKER + "XB", "DataSize: "),
			Bad.key("a custom converter", "types", "point", "p" + MARKER, "BadBeans$Point: "),
			Bad.key("an int of a record", "rec", "number", "x" + MARKER, "as int: NumberFormatException"),
			Bad.key("a duration of a record", "rec", "timeout", MARKER + "q", "as java.time.Duration: "),
			Bad.key("a constraint of a record", "rec", "limit", MARKER, "BadBeans$Rec): Max"),
			new Bad("a missing required key of a record", (table) -> table.removeKey("prod", "rec", "name"), UNNAMED,
					"property 'rec.name' cannot be bound to bean 'rec-dev.configstore.spring.refresh.BadBeans$Rec' "
							+ "(dev.configstore.spring.refresh.BadBeans$Rec), bean 'Refreshable<Rec>' "
							+ "(dev.configstore.spring.refresh.BadBeans$Rec): NotBlank"),
			Bad.key("@NotBlank", "checked", "name", " ", "BadBeans$Checked): NotBlank"),
			Bad.key("@Max", "checked", "max", MARKER, "BadBeans$Checked): Max"),
			Bad.key("a nested constraint", "checked", "inner.max", MARKER, "BadBeans$Checked): Max"),
			new Bad("a removed key that is required", (table) -> table.removeKey("prod", "checked", "name"), UNNAMED,
					"property 'checked.name' cannot be bound to bean"),
			new Bad("a bean that validates itself", edit("self", "even", MARKER), UNNAMED,
					"property 'self.even' (DynamoDB table", "option 'self', key 'even'", ": self.odd"),
			Bad.key("a gap in a list", "types", "hosts[5]", "h" + MARKER, "UnboundConfigurationPropertiesException"),
			new Bad("a placeholder nobody knows", edit("types", "number", "${nope." + MARKER + "}"), UNNAMED,
					"property 'types.number'", "as int: NumberFormatException"),
			new Bad("a placeholder behind a placeholder", edit("chain", "b", "t" + MARKER), UNNAMED,
					"property 'ref.timeout'", "as java.time.Duration: "),
			new Bad("placeholders in a circle", edit("chain", "b", "${chain.a}"), UNNAMED, "property 'ref.timeout'",
					"PlaceholderResolutionException"),
			new Bad("what cannot be decrypted", edit("types", "text", "{cipher}" + MARKER), UNNAMED,
					"The value of key " + "'text' cannot be decrypted", "option 'types'"),
			Bad.key("a field of a refresh-scoped bean", "val", "field", "x" + MARKER, "bean 'scopedField' as int: "),
			Bad.key("a method of a refresh-scoped bean", "val", "method", "x" + MARKER,
					"bean 'scopedMethod' as java.time.Duration: "),
			Bad.key("the @Bean method of a refresh-scoped bean", "val", "factory", "x" + MARKER,
					"bean 'scopedFactory' as int: "),
			Bad.key("a constructor of a refresh-scoped bean", "val", "constructor", "x" + MARKER,
					"BadBeans$ScopedConstructor' as long: "),
			new Bad("a placeholder of a refresh-scoped bean", edit("val", "field", "${nope." + MARKER + "}"), UNNAMED,
					"property 'val.field' (DynamoDB", "bean 'scopedField' as int: PlaceholderResolutionException"),
			new Bad("a removed key of a refresh-scoped bean", (table) -> table.removeKey("prod", "val", "field"),
					UNNAMED, "property 'val.field' cannot be bound to bean 'scopedField' as int: "),
			Bad.key("the bean of a @Bean method", "made", "number", "x" + MARKER, "bean 'made' "),
			Bad.key("a constraint of a @Bean method", "made", "max", MARKER, "bean 'made' ", ": Max"),
			Bad.key("a bean in RefreshScope", "scoped", "number", "x" + MARKER, "bean 'scopedProperties' "),
			Bad.key("a lazy bean", "lazy", "number", "x" + MARKER, "BadBeans$LazyOne) as int: "),
			Bad.key("a key a strict bean does not know", "strict", "unknown", "x" + MARKER,
					"UnboundConfigurationPropertiesException"),
			new Bad("a Refreshable that is no bean", edit("viewed", "number", "x" + MARKER), UNNAMED,
					"property 'viewed.number'", "Refreshable<Viewed>"));

	private EmbeddedTable table;

	private ConfigurableApplicationContext context;

	private BadBeans.Heard heard;

	private int good;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.context = StoreApplication.run(table, BadBeans.class, "--ref.timeout=${chain.a}",
				"--encrypt.key=deadbeef");
		this.heard = this.context.getBean(BadBeans.Heard.class);
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@BeforeEach
	void reset() {
		fill();
		this.table.put("prod", "good", Map.of("count", this.good++));
		StoreApplication.reload(this.context);
		this.heard.events.clear();
	}

	private void fill() {
		this.table.clear();
		this.table.put("prod", "types", Map.of("number", 1, "small", 1, "timeout", "1s", "level", "LOW", "flag", true,
				"uri", "http://one", "size", "1KB", "point", "1:2", "hosts", List.of("a", "b", "c"), "text", "t"));
		this.table.put("prod", "rec", Map.of("number", 1, "timeout", "1s", "name", "n", "limit", 1));
		this.table.put("prod", "checked", Map.of("name", "n", "max", 1, "inner.max", 1));
		this.table.put("prod", "self", Map.of("even", 2));
		this.table.put("prod", "chain", Map.of("a", "${chain.b}", "b", "5s"));
		this.table.put("prod", "val", Map.of("field", 1, "method", "1s", "constructor", 1, "factory", 1));
		this.table.put("prod", "made", Map.of("number", 1, "max", 1));
		this.table.put("prod", "scoped", Map.of("number", 1));
		this.table.put("prod", "lazy", Map.of("number", 1));
		this.table.put("prod", "strict", Map.of("known", 1));
		this.table.put("prod", "viewed", Map.of("number", 1));
	}

	@ParameterizedTest
	@FieldSource("bad")
	void changesNothingWhenAValueIsBad(Bad bad, CapturedOutput output) {
		State before = State.of(this.context);
		this.table.putKey("prod", "good", "count", 100 + this.good);
		bad.edit.accept(this.table);
		CandidateRejectedException rejected = catchThrowableOfType(CandidateRejectedException.class,
				() -> StoreApplication.reload(this.context));
		assertThat(rejected).as("rejected").isNotNull();
		assertThat(rejected).hasMessageContainingAll(bad.reasons(this.table)).hasNoCause();
		catchThrowableOfType(CandidateRejectedException.class, () -> StoreApplication.reload(this.context));
		assertThat(this.heard.events).hasSize(1);
		assertThat(State.of(this.context)).isEqualTo(before);
		assertThat(BadBeans.LazyOne.created).isZero();
		assertThat(rejected.toString() + this.heard.events.stream().map(BadValueTests::text).toList() + output)
			.doesNotContain(MARKER);
		fill();
		this.table.put("prod", "good", Map.of("count", 100 + this.good));
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(this.context.getEnvironment().getProperty("good.count", Integer.class)).isEqualTo(100 + this.good);
	}

	private static String text(CandidateRejectedEvent event) {
		return event + " " + event.rejections() + event.changed();
	}

	@Test
	void tellsOnceForEachTimeWhenAValueIsBadTwice() {
		for (int i = 0; i < 2; i++) {
			this.table.putKey("prod", "types", "number", "x" + MARKER);
			catchThrowableOfType(CandidateRejectedException.class, () -> StoreApplication.reload(this.context));
			assertThat(this.heard.events).hasSize(i + 1);
			this.table.putKey("prod", "types", "number", 2 + i);
			StoreApplication.reload(this.context);
		}
	}

	@Test
	void namesEveryBadValueWhenThereAreSeveral() {
		this.table.putKey("prod", "types", "number", "x");
		this.table.putKey("prod", "rec", "number", "x");
		this.table.putKey("prod", "val", "field", "x");
		catchThrowableOfType(CandidateRejectedException.class, () -> StoreApplication.reload(this.context));
		assertThat(this.heard.events).hasSize(1);
		CandidateRejectedEvent event = this.heard.events.get(0);
		assertThat(event.changed()).containsExactly("rec.number", "types.number", "val.field");
		assertThat(event.rejections()).extracting(RejectionReason::property)
			.containsOnly("types.number", "rec.number", "val.field");
	}

	@Test
	void tellsTheListenersOfTheStoreWhenAValueIsBad() {
		List<ConfigStoreException> failures = new ArrayList<>();
		ConfigStore store = this.context.getBean(ConfigStore.class);
		ReloadListener listener = new ReloadListener() {

			@Override
			public void failed(ConfigStoreException failure) {
				failures.add(failure);
			}

		};
		store.addListener(listener);
		this.table.putKey("prod", "types", "number", "x" + MARKER);
		catchThrowableOfType(CandidateRejectedException.class, () -> StoreApplication.reload(this.context));
		Notified.await(this.context);
		store.removeListener(listener);
		assertThat(failures).hasSize(1);
		assertThat(failures.get(0)).isInstanceOf(CandidateRejectedException.class)
			.hasMessageContaining(PROPERTY, "types.number", this.table.name(), "types", "number");
	}

	@Test
	void followsWhenACollectionShrinks() {
		this.table.putKey("prod", "types", "hosts", List.of("a"));
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(this.context.getBean(BadBeans.Types.class).getHosts()).containsExactly("a");
	}

	@Test
	void appliesTheRestWhenANameIsDropped(CapturedOutput output) {
		this.table.put("prod", "spring", Map.of("profiles.active", "evil"));
		this.table.putKey("prod", "types", "number", 7);
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(output).contains("that a store cannot set were dropped: spring.profiles.active");
		assertThat(this.context.getBean(BadBeans.Types.class).getNumber()).isEqualTo(7);
	}

	@Test
	void resolvesAsTheEnvironmentDoesWhenANameIsSpeltDifferently() {
		this.table.putKey("prod", "val", "maxSize", 5);
		this.table.putKey("prod", "types", "text", "${val.max-size}");
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(this.context.getBean(BadBeans.ScopedRelaxed.class).size()).isEqualTo(5);
		assertThat(this.context.getBean(BadBeans.Types.class).getText()).isEqualTo("5");
	}

	private static Consumer<EmbeddedTable> edit(String option, String key, Object value) {
		return (table) -> table.putKey("prod", option, key, value);
	}

	/**
	 * A bad value.
	 *
	 * @param key the option and the key it stands at, or none if its origin is not to be
	 * named
	 */
	record Bad(String what, Consumer<EmbeddedTable> edit, String[] key, String... reasons) {

		static Bad key(String what, String option, String key, Object value, String... reasons) {
			return new Bad(what, BadValueTests.edit(option, key, value), new String[] { option, key }, reasons);
		}

		String[] reasons(EmbeddedTable table) {
			return Stream
				.concat((this.key.length > 0) ? Stream
					.of(PROPERTY.formatted(this.key[0] + "." + this.key[1], table.name(), this.key[0], this.key[1]))
						: Stream.empty(), Stream.of(this.reasons))
				.toArray(String[]::new);
		}

		@Override
		public String toString() {
			return this.what;
		}

	}

	/** All that an application can see. */
	record State(Map<String, Object> properties, Set<String> beans, Map<String, ?> options, List<Object> views) {

		static State of(ConfigurableApplicationContext context) {
			Map<String, Object> properties = new LinkedHashMap<>();
			for (PropertySource<?> source : context.getEnvironment().getPropertySources()) {
				if (source instanceof EnumerablePropertySource<?> enumerable
						&& source.getName().startsWith("config-store")) {
					for (String name : enumerable.getPropertyNames()) {
						properties.put(name, String.valueOf(enumerable.getProperty(name)));
					}
				}
			}
			assertThat(properties).isNotEmpty();
			StoreSnapshot all = context.getBean(ConfigStore.class).getAll();
			BadBeans.Views views = context.getBean(BadBeans.Views.class);
			return new State(properties, BadBeans.state(context), all.options(),
					List.of(System.identityHashCode(views.types().get()), System.identityHashCode(views.rec().get()),
							System.identityHashCode(views.viewed().get())));
		}

	}

}
