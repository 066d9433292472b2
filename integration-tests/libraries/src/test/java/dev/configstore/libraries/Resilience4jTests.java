package dev.configstore.libraries;

import java.util.Map;

import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Resilience4j's registries, which are in refresh scope: what they hold survives a change
 * of something else, and what is configured follows.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class Resilience4jTests {

	private final EmbeddedTable table;

	@SuppressWarnings("NullAway.Init")
	private LibraryApplication application;

	Resilience4jTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "shop", Map.of("name", "one"));
		this.table.put("prod", "resilience4j.circuitbreaker.instances.db", Map.of("failure-rate-threshold", 40));
		this.table.put("prod", "resilience4j.ratelimiter.instances.db",
				Map.of("limit-for-period", 1, "limit-refresh-period", "1h", "timeout-duration", "0s"));
	}

	@AfterEach
	void stop() {
		this.application.close();
	}

	private void start(String... properties) {
		this.application = LibraryApplication.start(this.table, "io.github.resilience4j.", Empty.class, properties);
	}

	private CircuitBreaker circuitBreaker() {
		return this.application.bean(CircuitBreakerRegistry.class).circuitBreaker("db");
	}

	private RateLimiter rateLimiter() {
		return this.application.bean(RateLimiterRegistry.class).rateLimiter("db");
	}

	private void useUp() {
		circuitBreaker().transitionToOpenState();
		assertThat(rateLimiter().acquirePermission()).isTrue();
		assertThat(rateLimiter().acquirePermission()).isFalse();
	}

	private void changeTheShop() {
		this.table.putKey("prod", "shop", "name", "two");
		this.application.reloadApplies();
	}

	@Test
	void stateIsKeptWhenSomethingElseChanges() {
		start();
		useUp();
		changeTheShop();
		assertThat(circuitBreaker().getState()).isEqualTo(CircuitBreaker.State.OPEN);
		assertThat(rateLimiter().acquirePermission()).isFalse();
	}

	@Test
	void aThresholdFollowsAndTheOtherRegistryKeepsItsState() {
		start();
		useUp();
		this.table.putKey("prod", "resilience4j.circuitbreaker.instances.db", "failure-rate-threshold", 60);
		this.application.reloadApplies();
		assertThat(circuitBreaker().getCircuitBreakerConfig().getFailureRateThreshold()).isEqualTo(60);
		assertThat(rateLimiter().acquirePermission()).isFalse();
	}

	@Test
	void stateIsKeptWhenOnlyAffectedBeansAreRenewed() {
		start("config-store.refresh-scope=affected");
		useUp();
		changeTheShop();
		assertThat(circuitBreaker().getState()).isEqualTo(CircuitBreaker.State.OPEN);
		this.table.putKey("prod", "resilience4j.circuitbreaker.instances.db", "failure-rate-threshold", 60);
		this.application.reloadApplies();
		assertThat(circuitBreaker().getCircuitBreakerConfig().getFailureRateThreshold()).isEqualTo(60);
		assertThat(rateLimiter().acquirePermission()).isFalse();
	}

	/** What the shipped prefixes are for. */
	@Test
	void stateIsLostWhenAPrefixIsTakenBack() {
		start("config-store.refresh-scope-prefixes.circuitBreakerRegistry=");
		useUp();
		changeTheShop();
		assertThat(circuitBreaker().getState()).isEqualTo(CircuitBreaker.State.CLOSED);
		assertThat(rateLimiter().acquirePermission()).isFalse();
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
