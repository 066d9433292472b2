package dev.configstore.spring.dryrun;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.CandidateRejectedEvent;
import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.support.OperatedApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people read of a rejected candidate: one line for each property, of bounded
 * length, the same everywhere, and never a value.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class RejectionTextTests {

	private static final String MARKER = "47119999";

	@Test
	void onePropertyThatSeveralBeansReadIsOneLineEverywhere(EmbeddedTable table, CapturedOutput output) {
		table.clear();
		table.put("prod", "shared", Map.of("number", 1, "max-size", 1));
		try (OperatedApplication application = OperatedApplication.run(table, Application.class,
				"--config-store.update-interval=50ms", "--config-store.poll-interval=50ms")) {
			table.put("prod", "shared", Map.of("number", "x" + MARKER, "max-size", "y" + MARKER));
			Heard heard = application.context().getBean(Heard.class);
			Awaitility.await().until(() -> heard.event != null);
			CandidateRejectedException rejected = Objects
				.requireNonNull(application.runtime().stores().status().rejected());
			String line = "property 'shared.number' (DynamoDB table '" + table.name()
					+ "', store 'prod', option 'shared', key 'number') cannot be bound to bean 'one' ("
					+ Settings.class.getName() + "), bean 'two' (" + Settings.class.getName() + "), bean 'three' ("
					+ Settings.class.getName() + ") and 2 more as int: NumberFormatException";
			assertThat(rejected.getMessage().split("property 'shared.number'")).hasSize(2);
			assertThat(rejected).hasMessageContaining(line).hasNoCause();
			assertThat(rejected.getMessage().lines()).hasSize(1);
			assertThat(output.toString().lines().filter((each) -> each.contains(line))).hasSize(1);
			List<RejectionReason> reasons = heard.event.rejections();
			assertThat(reasons).extracting(RejectionReason::property)
				.containsExactly("shared.max-size", "shared.number");
			assertThat(reasons.get(1)).hasToString(line);
			assertThat(reasons.get(1).readers()).hasSize(5);
			assertThat(application.get("health/configStore").at("/details/reasons/1").asString()).isEqualTo(line);
			OperatedApplication.Answer answer = application.get("configstore");
			assertThat(answer.at("/rejections/0/reasons").size()).isEqualTo(2);
			assertThat(answer.at("/rejections/0/reasons/1/target").asString()).isEqualTo(reasons.get(1).target());
			assertThat(output + rejected.toString() + reasons + answer.at("").toString()
					+ application.get("health/configStore").at("").toString())
				.doesNotContain(MARKER);
		}
	}

	@Test
	void twoThousandBeansMakeOneShortLine() {
		List<RejectionReason> found = IntStream.range(0, 2000)
			.mapToObj((i) -> new RejectionReason("db.port", null, "bean 'db" + i + "'", "Max"))
			.toList();
		assertThat(RejectionReason.byProperty(found)).hasSize(1);
		assertThat(BindFailures.text(found))
			.isEqualTo("property 'db.port' cannot be bound to bean 'db0', bean 'db1', bean 'db2' and 1997 more: Max");
	}

	@Test
	void twoThousandPropertiesMakeAShortText() {
		List<RejectionReason> found = IntStream.range(0, 2000)
			.mapToObj((i) -> new RejectionReason("db.port" + i, null, "bean 'db'", "Max"))
			.toList();
		assertThat(BindFailures.text(found).split("; ")).hasSize(11).endsWith("and 1990 more properties");
	}

	@Test
	void spellingsOfOnePropertyAreOneLine() {
		assertThat(RejectionReason.byProperty(List.of(new RejectionReason("db.max-size", null, "bean 'a'", "Max"),
				new RejectionReason("db.maxSize", null, List.of("bean 'b'"), "int", "Min"))))
			.hasSize(1)
			.first()
			.hasToString("property 'db.max-size' cannot be bound to bean 'a', bean 'b' as int: Max, Min");
	}

	@Test
	void namesOfAnyLengthAndCharacterKeepToTheLine() {
		String name = "n\r\n".repeat(500);
		String line = new RejectionReason(name, null, List.of(name, name, name, name), name, name).toString();
		assertThat(line).hasSizeLessThan(2500);
		assertThat(line.lines()).hasSize(1);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		@ConfigurationProperties("shared")
		Settings one() {
			return new Settings();
		}

		@Bean
		@ConfigurationProperties("shared")
		Settings two() {
			return new Settings();
		}

		@Bean
		@ConfigurationProperties("shared")
		Settings three() {
			return new Settings();
		}

		@Bean
		@RefreshScope
		@ConfigurationProperties("shared")
		Settings four() {
			return new Settings();
		}

		@Bean
		@RefreshScope
		ValueKinds.Values five(@Value("${shared.number}") int number) {
			return new ValueKinds.Values();
		}

		@Bean
		Heard heardRejection() {
			return new Heard();
		}

	}

	static class Heard {

		@SuppressWarnings("NullAway.Init")
		volatile CandidateRejectedEvent event;

		@EventListener
		void on(CandidateRejectedEvent event) {
			this.event = event;
		}

	}

}
