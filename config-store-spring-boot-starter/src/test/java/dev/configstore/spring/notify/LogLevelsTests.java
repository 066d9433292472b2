package dev.configstore.spring.notify;

import java.util.Map;
import java.util.Set;

import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Log levels are set for what a change names, and go back when their property goes.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class LogLevelsTests {

	private static final String ATSTART = "shop.AtStart";

	private EmbeddedTable table;

	private ConfigurableApplicationContext context;

	private LoggingSystem system;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.context = StoreApplication.run(table, Empty.class, "--logging.group.bank=bank.a,bank.b",
				"--logging.level.shop.fixed=info");
		this.system = this.context.getBean(LoggingSystem.class);
	}

	@BeforeEach
	void reset() {
		fill();
		StoreApplication.reload(this.context);
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	private void fill() {
		this.table.clear();
		this.table.put("prod", "logging.level", Map.of(ATSTART, "debug"));
	}

	private @Nullable LogLevel level(String logger) {
		LoggerConfiguration configuration = this.system.getLoggerConfiguration(logger);
		return (configuration != null) ? configuration.getConfiguredLevel() : null;
	}

	private void set(String logger, String level) {
		this.table.putKey("prod", "logging.level", logger, level);
		assertThat(StoreApplication.reload(this.context)).isTrue();
	}

	private void remove(String logger) {
		this.table.removeKey("prod", "logging.level", logger);
		assertThat(StoreApplication.reload(this.context)).isTrue();
	}

	@Test
	void followsAndGoesBackToWhatItWasBefore() {
		this.system.setLogLevel("shop.Cart", LogLevel.ERROR);
		set("shop.Cart", "trace");
		assertThat(level("shop.Cart")).isEqualTo(LogLevel.TRACE);
		set("shop.Cart", "debug");
		assertThat(level("shop.Cart")).isEqualTo(LogLevel.DEBUG);
		remove("shop.Cart");
		assertThat(level("shop.Cart")).isEqualTo(LogLevel.ERROR);
	}

	@Test
	void inheritsAgainWhereItWasThereFromTheStart() {
		assertThat(level(ATSTART)).isEqualTo(LogLevel.DEBUG);
		remove(ATSTART);
		assertThat(level(ATSTART)).isNull();
	}

	@Test
	void keepsTheLevelOfAnOperatorWhenSomethingElseChanges() {
		this.system.setLogLevel(ATSTART, LogLevel.OFF);
		this.system.setLogLevel("shop.fixed", LogLevel.OFF);
		set("shop.Other", "warn");
		assertThat(level(ATSTART)).isEqualTo(LogLevel.OFF);
		this.context.publishEvent(new EnvironmentChangeEvent(this.context, Set.of("other.name")));
		assertThat(level(ATSTART)).isEqualTo(LogLevel.OFF);
		assertThat(level("shop.fixed")).isEqualTo(LogLevel.OFF);
		set(ATSTART, "warn");
		assertThat(level(ATSTART)).isEqualTo(LogLevel.WARN);
		assertThat(level("shop.fixed")).isEqualTo(LogLevel.OFF);
	}

	@Test
	void followsForeignEventsByTheirNames() {
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("other", Map.of("logging.level.shop.Foreign", "false")));
		this.context.publishEvent(new EnvironmentChangeEvent(this.context, Set.of("logging.level.shop.Foreign")));
		assertThat(level("shop.Foreign")).isEqualTo(LogLevel.OFF);
		this.context.getEnvironment().getPropertySources().remove("other");
		this.context.publishEvent(new EnvironmentChangeEvent(this.context, Set.of("logging.level.shop.Foreign")));
		assertThat(level("shop.Foreign")).isNull();
	}

	@Test
	void followsGroupsAndTheRootLogger() {
		LogLevel root = level(LoggingSystem.ROOT_LOGGER_NAME);
		this.system.setLogLevel("bank.b", LogLevel.WARN);
		set("bank", "debug");
		assertThat(level("bank.a")).isEqualTo(LogLevel.DEBUG);
		assertThat(level("bank.b")).isEqualTo(LogLevel.DEBUG);
		set("root", "error");
		assertThat(level(LoggingSystem.ROOT_LOGGER_NAME)).isEqualTo(LogLevel.ERROR);
		remove("root");
		assertThat(level(LoggingSystem.ROOT_LOGGER_NAME)).isEqualTo(root);
		remove("bank");
		assertThat(level("bank.a")).isNull();
		assertThat(level("bank.b")).isEqualTo(LogLevel.WARN);
	}

	@Test
	void leavesTheLevelWhenAValueIsNone() {
		set("shop.Bad", "warn");
		set("shop.Bad", "loud");
		assertThat(level("shop.Bad")).isEqualTo(LogLevel.WARN);
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
