package dev.configstore.spring.actuate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.support.OutputLines;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who may write to a store names options and keys, and writes no log lines by it: none of
 * its own, and none without an end.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class LoggedNamesTests {

	private static final String EVIL = "x\n2026-01-01 ERROR forged\u001b[2J";

	private final EmbeddedTable table;

	LoggedNamesTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "app", Map.of("name", "one"));
	}

	@Test
	void namesEndNoLine() {
		this.table.put("prod", EVIL, Map.of("b.c", "1", EVIL, "{cipher}none"));
		this.table.put("prod", EVIL + ".b", Map.of("c", "2"));
		this.table.put("prod", "spring.profiles", Map.of(EVIL, "dev"));
		try (OutputLines output = new OutputLines();
				ConfigurableApplicationContext context = StoreApplication.run(this.table, Beans.class,
						"--encrypt.fail-on-error=false")) {
			this.table.put("prod", EVIL, Map.of(EVIL, "3"));
			this.table.put("prod", "app", Map.of("name", "two"));
			assertThat(StoreApplication.reload(context)).isTrue();
			this.table.put("prod", "app", Map.of("counts", Map.of("[" + EVIL + "]", "none")));
			assertThatExceptionOfType(CandidateRejectedException.class)
				.isThrownBy(() -> StoreApplication.reload(context))
				.withMessageNotContainingAny("\n", "\u001b");
			assertThat(output.text()).contains("is defined twice", "were dropped", "cannot be decrypted",
					"Properties changed", "x\\n2026-01-01 ERROR forged\\u001b[2J");
			assertThat(output.text().lines()).noneMatch((line) -> line.startsWith("2026-01-01 ERROR forged"));
			assertThat(output.text()).doesNotContain("\u001b[2J");
		}
	}

	@Test
	void linesAreBoundedHoweverManyAndLongTheNamesAre() {
		Map<String, Object> dropped = new HashMap<>();
		Map<String, Object> many = new HashMap<>();
		for (int i = 0; i < 2_000; i++) {
			dropped.put("name" + i, "1");
			many.put("number" + i, "1");
		}
		many.put("z".repeat(20_000), "1");
		try (OutputLines output = new OutputLines();
				ConfigurableApplicationContext context = StoreApplication.run(this.table, Beans.class)) {
			this.table.put("prod", "spring.profiles", dropped);
			this.table.put("prod", "many", many);
			assertThat(StoreApplication.reload(context)).isTrue();
			// The long name is surely among those that are listed.
			this.table.putKey("prod", "many", "z".repeat(20_000), "2");
			assertThat(StoreApplication.reload(context)).isTrue();
			List<String> lines = output.text().lines().toList();
			assertThat(lines).anyMatch((line) -> line.contains("were dropped") && line.endsWith(", and 1950 more"));
			assertThat(lines).anyMatch((line) -> line.contains("Properties changed") && line.contains("more]"));
			assertThat(lines).allMatch((line) -> line.length() < 12_000);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(App.class)
	static class Beans {

	}

	@ConfigurationProperties("app")
	static class App {

		private String name = "";

		private Map<String, Integer> counts = new HashMap<>();

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public Map<String, Integer> getCounts() {
			return this.counts;
		}

		public void setCounts(Map<String, Integer> counts) {
			this.counts = counts;
		}

	}

}
