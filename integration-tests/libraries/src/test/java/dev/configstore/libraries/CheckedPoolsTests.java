package dev.configstore.libraries;

import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * HikariCP's pool is never refreshed, and its values are checked all the same: as the
 * next start would take them.
 */
@Timeout(20)
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class CheckedPoolsTests {

	private static final Map<String, Object> VALID = Map.of("maximum-pool-size", 3, "pool-name", "pool");

	private final EmbeddedTable table;

	CheckedPoolsTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "spring.datasource.hikari", VALID);
		this.table.put("prod", "pools.scoped", VALID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.datasource.hikari", "pools.scoped" })
	void rejectsWhatAPoolCannotTakeAndOpensNothing(String option, CapturedOutput output) {
		try (LibraryApplication application = LibraryApplication.start(this.table, "none", Scoped.class,
				"spring.datasource.url=jdbc:h2:mem:checked;DB_CLOSE_DELAY=-1")) {
			assertThat(output).contains("dataSource (never refreshed)");
			this.table.put("prod", option, Map.of("maximum-pool-size", "zz"));
			assertThat(application.reloadRejects()).contains("'" + option + ".maximum-pool-size' (DynamoDB table",
					"as int: NumberFormatException");
			// Its setter's own rule.
			this.table.put("prod", option, Map.of("maximum-pool-size", 0));
			assertThat(application.reloadRejects()).contains(option, "IllegalArgumentException");
			this.table.put("prod", option, Map.of("maximum-pool-size", 5, "pool-name", "pool"));
			application.reloadApplies();
			assertThat(application.context().getBean("pool", HikariDataSource.class).isRunning()).isFalse();
			assertThat(output).doesNotContain("pool - Start");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean(defaultCandidate = false)
		@RefreshScope
		@ConfigurationProperties("pools.scoped")
		HikariDataSource pool() {
			return new HikariDataSource();
		}

	}

}
