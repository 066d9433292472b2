package dev.configstore.spring.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.configstore.spring.difference.ChangedNames;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.BoundConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What cannot be bound, set or put back, and that no message says a value.
 */
class FailureTests {

	private static UpdatedApplication start(Map<String, Object> properties) {
		return UpdatedApplication.start(properties, Config.class);
	}

	@Test
	void whatCannotBeConvertedIsFoundBeforeAnythingIsTouched() {
		try (UpdatedApplication application = start(Map.of("one.size", "1"))) {
			BeanUpdate update = application.plan(Map.of("one.size", "secret", "one.name", "n"));
			assertThat(update.failures()).hasSize(1);
			assertThat(update.failures().get(0).property()).hasToString("one.size");
			assertThat(application.bean(One.class).name).isEqualTo("default");
		}
	}

	@Test
	void aPropertyThatTakesNothingIsPassedOverAndTheOthersFollow() {
		try (UpdatedApplication application = start(Map.of("sealed.name", "a", "sealed.size", "1"))) {
			Sealed sealed = application.bean(Sealed.class);
			sealed.closed = true;
			UpdateOutcome outcome = application.change(Map.of("sealed.name", "b", "sealed.size", "2"));
			assertThat(outcome.failures()).isEmpty();
			assertThat(outcome.updated()).hasSize(1);
			assertThat(outcome.news()).hasSize(1);
			assertThat(outcome.news().get(0)).hasToString("bean 'sealed-" + Sealed.class.getName()
					+ "', property 'sealed.name' cannot be set while it runs and is passed over until a restart; "
					+ "use @RefreshScope");
			assertThat(sealed.name + sealed.size).isEqualTo("a2");
			assertThat(application.change(Map.of("sealed.name", "c", "sealed.size", "3")).news()).isEmpty();
			assertThat(sealed.size).isEqualTo(3);
		}
	}

	@Test
	void anOriginalThatNoSetterTakesIsWrittenOrKept() {
		try (UpdatedApplication application = start(Map.of("picky.idle", "1", "picky.open", "1", "picky.max", "4"))) {
			Picky picky = application.bean(Picky.class);
			UpdateOutcome outcome = application.change(Map.of("picky.max", "5"));
			assertThat(outcome.failures()).isEmpty();
			assertThat(picky.idle).isEqualTo(-1);
			assertThat(picky.max).isEqualTo(5);
			assertThat(picky.opened).isEqualTo(1);
			assertThat(outcome.news()).extracting(BeanRemark::property, BeanRemark::reason)
				.containsExactly(org.assertj.core.groups.Tuple.tuple("picky.open", BeanRemark.Reason.CANNOT_UNSET));
		}
	}

	@Test
	void aWriteOnlyPropertyWithoutAFieldCannotBeUnset() {
		try (UpdatedApplication application = start(Map.of("picky.written", "1"))) {
			UpdateOutcome outcome = application.change(Map.of());
			assertThat(outcome.failures()).isEmpty();
			assertThat(outcome.news()).extracting(BeanRemark::reason).containsExactly(BeanRemark.Reason.CANNOT_UNSET);
			assertThat(application.bean(Picky.class).last).isEqualTo("1");
		}
	}

	@Test
	void aWriteOnlyPropertyIsUndoneFromTheEnvironment() {
		try (UpdatedApplication application = start(Map.of("picky.written", "1"))) {
			Map<String, Object> after = Map.of("picky.written", "2");
			BeanUpdate update = application.plan(after);
			application.swap(after);
			update.apply();
			application.swap(Map.of("picky.written", "1"));
			update.undo();
			assertThat(application.bean(Picky.class).last).isEqualTo("1");
		}
	}

	@Test
	void theSecondOfTwoFailsAndTheFirstIsPutBack() {
		try (UpdatedApplication application = start(Map.of("one.name", "a", "two.name", "a"))) {
			UpdateOutcome outcome = application.change(Map.of("one.name", "b", "two.name", "bad"));
			assertThat(outcome.failures()).extracting(UpdateFailure::property)
				.containsExactly(ConfigurationPropertyName.of("two.name"));
			assertThat(application.bean(One.class).name).isEqualTo("a");
			assertThat(application.bean(Two.class).name).isEqualTo("a");
		}
	}

	@Test
	void anEventOfSomebodyElseUpdatesEachBeanThatCanTakeIt() {
		try (UpdatedApplication application = start(Map.of("one.name", "a", "one.size", "1", "two.name", "a"))) {
			application.swap(Map.of("one.name", "b", "one.size", "secret", "two.name", "b"));
			UpdateOutcome outcome = application.updater()
				.plan(ChangedNames.of(Set.of("one.name", "one.size", "two.name")))
				.applyEach();
			assertThat(outcome.failures()).hasSize(1);
			assertThat(application.bean(One.class).name).isEqualTo("a");
			assertThat(application.bean(Two.class).name).isEqualTo("b");
			application.swap(Map.of("one.name", "c", "two.name", "bad"));
			outcome = application.updater().plan(ChangedNames.of(Set.of("one.name", "two.name"))).applyEach();
			assertThat(outcome.failures()).hasSize(1);
			assertThat(application.bean(One.class).name).isEqualTo("c");
			assertThat(application.bean(Two.class).name).isEqualTo("b");
		}
	}

	@Test
	void everythingCanBeBoundAgain() {
		try (UpdatedApplication application = start(Map.of("one.name", "a", "one.size", "1"))) {
			One one = application.bean(One.class);
			one.name = "by code";
			one.untouched = "by code";
			application.updater().plan(ChangedNames.everything()).applyEach();
			assertThat(one.name).isEqualTo("a");
			assertThat(one.untouched).isEqualTo("by code");
		}
	}

	@Test
	void whatNoSourceCarriesStaysWhenEverythingIsBoundAgain() {
		try (UpdatedApplication application = UpdatedApplication.start(Map.of("agg.list[0]", "a", "scalars.text", "a"),
				Shapes.All.class)) {
			application.change(Map.of());
			Shapes.Aggregates aggregates = application.bean(Shapes.Aggregates.class);
			aggregates.getList().add("code");
			aggregates.getSet().add("code");
			aggregates.getMap().remove("own");
			aggregates.getFixedList().clear();
			application.bean(Shapes.Scalars.class).setText("code");
			application.updater().plan(ChangedNames.everything()).applyEach();
			assertThat(aggregates.getList()).containsExactly("default", "code");
			assertThat(aggregates.getSet()).containsExactly("code");
			assertThat(aggregates.getMap()).isEmpty();
			assertThat(aggregates.getFixedList()).isEmpty();
			assertThat(application.bean(Shapes.Scalars.class).getText()).isEqualTo("code");
		}
	}

	@Test
	void anUnknownNameIsRejectedWhereTheBeanAsksForThat() {
		try (UpdatedApplication application = UpdatedApplication.start(Map.of(), Shapes.All.class)) {
			assertThat(application.change(Map.of("strict.typo", "x")).failures()).hasSize(1);
			assertThat(application.change(Map.of("strict.pool.typo", "x")).failures()).hasSize(1);
			assertThat(application.change(Map.of("strict.pool.hosts[0]", "x", "strict.pool.inner.min", "3")).failures())
				.isEmpty();
			assertThat(application.change(Map.of("scalars.typo", "x")).failures()).isEmpty();
		}
	}

	@Test
	void onlyWhatDiffersIsSetAndTheRestKeepsItsIdentity() {
		try (UpdatedApplication application = UpdatedApplication
			.start(Map.of("nested.fixed.hosts[0]", "a", "unchanged.value", "1"), Shapes.All.class)) {
			Shapes.Nested nested = application.bean(Shapes.Nested.class);
			Shapes.Pool settable = nested.getSettable();
			List<String> hosts = nested.getFixed().getHosts();
			int calls = application.bean(Shapes.Unchanged.class).calls();
			application
				.change(Map.of("nested.fixed.hosts[0]", "a", "nested.settable.min", "3", "unchanged.value", "1"));
			assertThat(nested.getSettable()).isSameAs(settable);
			assertThat(nested.getFixed().getHosts()).isSameAs(hosts);
			assertThat(application.bean(Shapes.Unchanged.class).calls()).isEqualTo(calls);
		}
	}

	@Test
	void configpropsTellsNewInputsAndForgetsOldOnes() {
		try (UpdatedApplication application = start(Map.of("one.name", "a", "one.size", "1"))) {
			BoundConfigurationProperties bound = BoundConfigurationProperties.get(application.context());
			application.change(Map.of("one.name", "b", "two.name", "c"));
			assertThat(value(bound, "one.name")).isEqualTo("b");
			assertThat(value(bound, "two.name")).isEqualTo("c");
			assertThat(value(bound, "one.size")).isNull();
			application.change(Map.of("one.name", "x", "two.name", "bad"));
			assertThat(value(bound, "one.name")).isEqualTo("b");
		}
	}

	private static Object value(BoundConfigurationProperties bound, String name) {
		ConfigurationProperty property = bound.get(ConfigurationPropertyName.of(name));
		return (property != null) ? property.getValue() : null;
	}

	@Test
	void noMessageSaysAValue() {
		Logger root = (Logger) LoggerFactory.getLogger("dev.configstore.spring.update");
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		root.addAppender(appender);
		List<String> texts = new ArrayList<>();
		Map<String, Object> secret = new HashMap<>();
		for (String name : List.of("one.size", "two.name", "sealed.name", "picky.open", "picky.written", "rec.name")) {
			secret.put(name, "bad s3cr3t");
		}
		try (UpdatedApplication application = start(Map.of("picky.open", "77"))) {
			application.bean(Sealed.class).closed = true;
			for (String name : secret.keySet()) {
				Map<String, Object> after = Map.of(name, secret.get(name));
				BeanUpdate update = application.plan(after);
				texts.add(update + " " + update.failures() + update.beans());
				application.swap(after);
				UpdateOutcome outcome = update.applyEach();
				texts.add(outcome.toString() + outcome.failures() + outcome.news());
				update.undo();
				texts.add(application.updater().remarks().toString());
			}
		}
		finally {
			root.detachAppender(appender);
		}
		appender.list.forEach((event) -> texts.add(event.getFormattedMessage() + event.getThrowableProxy()));
		assertThat(texts).hasSizeGreaterThan(12).allSatisfy((text) -> assertThat(text).doesNotContain("s3cr3t", "77"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ One.class, Two.class, Sealed.class, Picky.class, Rec.class })
	static class Config {

	}

	@ConfigurationProperties("rec")
	record Rec(String name) {

	}

	@ConfigurationProperties("one")
	static class One {

		private String name = "default";

		private int size;

		private String untouched;

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		public String getUntouched() {
			return this.untouched;
		}

		public void setUntouched(String untouched) {
			this.untouched = untouched;
		}

	}

	@ConfigurationProperties("two")
	static class Two {

		private String name = "default";

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			if (name.startsWith("bad")) {
				throw new IllegalArgumentException("cannot take " + name);
			}
			this.name = name;
		}

	}

	/** As a pool that is sealed once it runs. */
	@ConfigurationProperties("sealed")
	static class Sealed {

		private boolean closed;

		private String name = "default";

		private int size;

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			if (this.closed) {
				throw new IllegalStateException("sealed, and not " + name);
			}
			this.name = name;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

	}

	/** As Hikari's minimum of idle connections: its own default is rejected. */
	@ConfigurationProperties("picky")
	static class Picky {

		private int idle = -1;

		private int max = 3;

		private int opened = -1;

		private String last;

		public int getIdle() {
			return this.idle;
		}

		public void setIdle(int idle) {
			if (idle < 0) {
				throw new IllegalArgumentException("idle " + idle);
			}
			this.idle = idle;
		}

		public int getMax() {
			return this.max;
		}

		public void setMax(int max) {
			this.max = max;
		}

		public int getOpen() {
			return this.opened;
		}

		public void setOpen(int open) {
			if (open < 0) {
				throw new IllegalArgumentException("open " + open);
			}
			this.opened = open;
		}

		public void setWritten(String written) {
			this.last = written;
		}

	}

}
