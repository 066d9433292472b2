package dev.configstore.spring.refresh;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.CandidateCheck;
import dev.configstore.spring.CandidateRejectedEvent;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What the dry run leaves out and says so, what the application adds to it, and what it
 * says while the stores poll by themselves.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class UncheckedTests {

	private static final String MARKER = "47119999";

	private EmbeddedTable table;

	@SuppressWarnings("NullAway.Init")
	private ConfigurableApplicationContext context;

	@BeforeEach
	void fill(EmbeddedTable table) {
		this.table = table;
		table.clear();
		table.put("prod", "made", Map.of("number", 1));
		table.put("prod", "fixed", Map.of("size", 1));
		table.put("prod", "val", Map.of("single", "one", "expression", 1));
		table.put("prod", "source", Map.of("number", 1));
		table.put("prod", "broken", Map.of("number", "x"));
	}

	private void run(String... arguments) {
		Source.made.clear();
		this.context = StoreApplication.run(this.table, Application.class, arguments);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	private CandidateRejectedException reloadRejected() {
		return catchThrowableOfType(CandidateRejectedException.class, () -> StoreApplication.reload(this.context));
	}

	@Test
	void listsWhatIsNotCheckedWhenReady(CapturedOutput output) {
		run();
		assertThat(output).contains("Candidates are not checked for 1 things: "
				+ "[@Value of bean 'expression' with an expression that reaches beans]");
	}

	@Test
	void namesReadersThatStayAsTheyAreWhenReady(CapturedOutput output) {
		run();
		assertThat(output).contains("These beans read properties of the stores and keep what they were given at start")
			.contains("fixed-" + Fixed.class.getName() + " (constructor binding)", "parameter (@Value)",
					"single (@Value)")
			.doesNotContain("expression (@Value)");
	}

	@Test
	void asksTheApplicationWhenItHasAnOpinion(CapturedOutput output) {
		run();
		this.table.put("prod", "opinion", Map.of("reject", MARKER));
		assertThat(reloadRejected()).hasMessageContaining("too many");
		this.table.put("prod", "opinion", Map.of("throw", MARKER));
		assertThat(reloadRejected()).hasMessageContainingAll("check ", "IllegalStateException");
		this.table.put("prod", "opinion", Map.of("error", MARKER));
		assertThat(reloadRejected()).hasMessageContaining("AssertionError");
		assertThat(this.context.getEnvironment().getProperty("opinion.error")).isNull();
		assertThat(output).doesNotContain(MARKER);
		this.table.put("prod", "opinion", Map.of("none", "x"));
		assertThat(StoreApplication.reload(this.context)).isTrue();
	}

	@Test
	void makesNoInstanceOfWhatIsNeverRefreshed() {
		run("--spring.cloud.refresh.never-refreshable=" + Source.class.getName());
		assertThat(Source.made).hasSize(1);
		this.table.put("prod", "source", Map.of("number", 2));
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(Source.made).hasSize(1);
	}

	@Test
	void rejectsNothingForWhatWasBrokenBefore() {
		run();
		this.table.put("prod", "broken", Map.of("number", "x", "more", 1));
		assertThat(StoreApplication.reload(this.context)).isTrue();
	}

	@Test
	void checksNothingWhenSwitchedOff() {
		run("--config-store.dry-run.enabled=false");
		this.table.put("prod", "opinion", Map.of("reject", 1));
		this.table.put("prod", "fixed", Map.of("size", "x"));
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(this.context.getEnvironment().getProperty("fixed.size")).isEqualTo("x");
	}

	@Test
	void saysItOnceWhenPollsFindTheSame(CapturedOutput output) {
		run("--config-store.update-interval=20ms", "--config-store.poll-interval=20ms");
		Heard heard = this.context.getBean(Heard.class);
		this.table.put("prod", "fixed", Map.of("size", "x" + MARKER));
		Awaitility.await().until(() -> output.toString().contains("A candidate was rejected"));
		int asked = heard.asked.size();
		// Full reads come every update-interval, and each asks again.
		Awaitility.await().until(() -> heard.asked.size() > asked + 5);
		assertThat(output.toString().split("A candidate was rejected", -1)).hasSize(2);
		assertThat(heard.events).hasSize(1);
		assertThat(this.context.getEnvironment().getProperty("fixed.size")).isEqualTo("1");
		assertThat(output).doesNotContain(MARKER);
		this.table.put("prod", "fixed", Map.of("size", 2));
		Awaitility.await().until(() -> "2".equals(this.context.getEnvironment().getProperty("fixed.size")));
		assertThat(output).contains("Reloading works again");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ Fixed.class, Source.class, Broken.class })
	static class Application {

		@Bean
		@ConfigurationProperties("made")
		Made made() {
			return new Made("by hand");
		}

		@Bean
		@RefreshScope
		Expression expression() {
			return new Expression();
		}

		@Bean
		Single single() {
			return new Single();
		}

		@Bean
		String parameter(@Value("${val.single}") String text) {
			return text;
		}

		@Bean
		Heard heard() {
			return new Heard();
		}

		@Bean
		CandidateCheck opinion(Heard heard) {
			return (candidate, changed, reject) -> {
				heard.asked.add("");
				if (changed.contains("opinion.reject") && candidate.containsProperty("opinion.reject")) {
					reject.accept("too many");
				}
				if (candidate.containsProperty("opinion.throw")) {
					throw new IllegalStateException(candidate.getProperty("opinion.throw"));
				}
				if (candidate.containsProperty("opinion.error")) {
					throw new AssertionError(candidate.getProperty("opinion.error"));
				}
			};
		}

	}

	static class Heard {

		final List<CandidateRejectedEvent> events = new CopyOnWriteArrayList<>();

		final List<String> asked = new CopyOnWriteArrayList<>();

		@EventListener
		void on(CandidateRejectedEvent event) {
			this.events.add(event);
		}

	}

	static class Expression {

		@Value("#{heard.asked.size() + ${val.expression}}")
		private int value;

	}

	static class Single {

		@Value("${val.single}")
		private String value = "";

	}

	static class Made {

		private int number;

		Made(String text) {
		}

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

	}

	@ConfigurationProperties("fixed")
	record Fixed(int size) {

	}

	/** As a connection pool, which connects when it is made. */
	@ConfigurationProperties("source")
	static class Source {

		static final List<String> made = new CopyOnWriteArrayList<>();

		private int number;

		Source() {
			made.add("");
		}

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

	}

	@Lazy
	@ConfigurationProperties("broken")
	static class Broken {

		private int number;

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

	}

}
