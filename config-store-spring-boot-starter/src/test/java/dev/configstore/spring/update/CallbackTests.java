package dev.configstore.spring.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose callbacks run again.
 */
class CallbackTests {

	private static final Map<String, Object> BEFORE = Map.of("made.size", "1", "closing.size", "1", "destroyed.size",
			"1", "method.size", "1", "inferred.size", "1", "named.size", "1", "failing.size", "1");

	private static Map<String, Object> with(String name, String value) {
		Map<String, Object> properties = new java.util.HashMap<>(BEFORE);
		properties.put(name, value);
		return properties;
	}

	private static UpdatedApplication start() {
		return UpdatedApplication.start(BEFORE, Config.class);
	}

	@Test
	void theClassItselfIsMadeOfPropertiesAndNothingIsDestroyed() {
		try (UpdatedApplication application = start()) {
			Made made = application.bean(Made.class);
			assertThat(application.change(with("made.size", "2")).news()).isEmpty();
			assertThat(made.calls).containsExactly("annotated 1", "interface 1", "annotated 2", "interface 2");
		}
	}

	@Test
	void onlyWhereSomethingIsSet() {
		try (UpdatedApplication application = start()) {
			application.change(with("made.unknown", "2"));
			assertThat(application.bean(Made.class).calls).hasSize(2);
		}
	}

	@Test
	void aBeanWithADestroyCallbackOfAnyFormGetsSettersOnlyAndIsNamedOnce() {
		try (UpdatedApplication application = start()) {
			for (String bean : List.of("closing", "destroyed", "method", "inferred", "named")) {
				UpdateOutcome outcome = application.change(with(bean + ".size", "2"));
				assertThat(outcome.failures()).isEmpty();
				assertThat(outcome.news()).as(bean).hasSize(1);
				assertThat(outcome.news().get(0).reason()).as(bean).isEqualTo(BeanRemark.Reason.SETTERS_ONLY);
				assertThat(application.change(with(bean + ".size", "3")).news()).as(bean).isEmpty();
				application.change(BEFORE);
			}
			assertThat(application.bean(Closing.class).calls).hasSize(1);
			assertThat(application.bean(Destroyed.class).calls).hasSize(1);
			assertThat(application.bean(Inferred.class).calls).hasSize(1);
			assertThat(application.bean(Named.class).calls).hasSize(1);
			assertThat(application.updater().remarks()).hasSize(5);
		}
	}

	@Test
	void aBeanMadeByAMethodGetsSettersOnly() {
		try (UpdatedApplication application = start()) {
			ByMethod bean = application.bean(ByMethod.class);
			application.change(with("method.size", "2"));
			assertThat(bean.getSize()).isEqualTo(2);
			assertThat(bean.calls).hasSize(1);
		}
	}

	@Test
	void aCallbackThatThrowsRejectsAndIsRunAgainWithWhatWas() {
		try (UpdatedApplication application = start()) {
			Failing failing = application.bean(Failing.class);
			assertThat(application.change(with("failing.size", "13")).failures()).hasSize(1);
			assertThat(failing.getSize()).isEqualTo(1);
			assertThat(failing.calls).containsExactly("1", "13", "1");
			assertThat(application.change(with("failing.size", "2")).failures()).isEmpty();
			assertThat(failing.calls).endsWith("2");
		}
	}

	@Test
	void aCallbackThatFailsWhateverTheValueIsPassedOver() {
		try (UpdatedApplication application = start()) {
			Failing failing = application.bean(Failing.class);
			failing.sealed = true;
			UpdateOutcome outcome = application.change(with("failing.size", "2"));
			assertThat(outcome.failures()).isEmpty();
			assertThat(outcome.news()).extracting(BeanRemark::reason).containsExactly(BeanRemark.Reason.CANNOT_REBIND);
			assertThat(failing.getSize()).isEqualTo(1);
			int calls = failing.calls.size();
			assertThat(application.change(with("failing.size", "3")).news()).isEmpty();
			assertThat(failing.calls).hasSize(calls);
		}
	}

	@Test
	void undoRunsThemWithWhatWas() {
		try (UpdatedApplication application = start()) {
			Map<String, Object> after = with("made.size", "2");
			BeanUpdate update = application.plan(after);
			application.swap(after);
			update.apply();
			application.swap(BEFORE);
			update.undo();
			assertThat(application.bean(Made.class).calls).endsWith("annotated 1", "interface 1");
			assertThat(application.bean(Made.class).getSize()).isEqualTo(1);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ Made.class, Closing.class, Destroyed.class, Failing.class })
	static class Config {

		@Bean
		@ConfigurationProperties("method")
		ByMethod byMethod() {
			return new ByMethod();
		}

		@Bean
		Inferred inferred() {
			return new Inferred();
		}

		@Bean(destroyMethod = "stop")
		Named named() {
			return new Named();
		}

	}

	static class Sized {

		final List<String> calls = new ArrayList<>();

		private int size;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

	}

	@ConfigurationProperties("made")
	static class Made extends Sized implements InitializingBean {

		@PostConstruct
		void start() {
			this.calls.add("annotated " + getSize());
		}

		@Override
		public void afterPropertiesSet() {
			this.calls.add("interface " + getSize());
		}

	}

	@ConfigurationProperties("closing")
	static class Closing extends Sized implements InitializingBean, AutoCloseable {

		@Override
		public void afterPropertiesSet() {
			this.calls.add("init");
		}

		@Override
		public void close() {
			this.calls.add("close");
		}

	}

	@ConfigurationProperties("destroyed")
	static class Destroyed extends Sized {

		@PostConstruct
		void start() {
			this.calls.add("init");
		}

		@PreDestroy
		void stop() {
			this.calls.add("stop");
		}

	}

	static class ByMethod extends Sized implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			this.calls.add("init");
		}

	}

	/** As Druid's data source. */
	@ConfigurationProperties("inferred")
	static class Inferred extends Sized implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			this.calls.add("init");
		}

		public void close() {
			this.calls.add("close");
		}

	}

	@ConfigurationProperties("named")
	static class Named extends Sized implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			this.calls.add("init");
		}

		public void stop() {
			this.calls.add("stop");
		}

	}

	@ConfigurationProperties("failing")
	static class Failing extends Sized implements InitializingBean {

		private boolean sealed;

		@Override
		public void afterPropertiesSet() {
			this.calls.add(String.valueOf(getSize()));
			if (this.sealed || getSize() == 13) {
				throw new IllegalStateException("not " + getSize());
			}
		}

	}

}
