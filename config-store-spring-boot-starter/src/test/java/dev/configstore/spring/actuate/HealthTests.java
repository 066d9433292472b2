package dev.configstore.spring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.configstore.ConfigStores;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.spring.scope.NotificationStatus;
import dev.configstore.spring.support.OperatedApplication;
import dev.configstore.support.Faults;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class HealthTests {

	private final EmbeddedTable table;

	HealthTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one"));
	}

	private OperatedApplication run(String... more) {
		return OperatedApplication.run(this.table, Empty.class, more);
	}

	private static void reloadInVain(OperatedApplication application) {
		application.requests().fail(DynamoDbRequest.class, Faults::throttled);
		assertThatExceptionOfType(StoreThrottledException.class).isThrownBy(application.runtime().stores()::reload);
	}

	@Test
	void isUpWithAgeAndVersionAndCallsNothing() {
		try (OperatedApplication application = run()) {
			int requests = application.requests().count();
			OperatedApplication.Answer answer = application.get("health/configStore");
			assertThat(answer.at("/status").asString()).isEqualTo("UP");
			assertThat(answer.names("/details")).containsExactlyInAnyOrder("stale", "age", "rejecting", "stores",
					"hanging", "notRenewed");
			assertThat(answer.at("/details/stale").asBoolean(true)).isFalse();
			assertThat(answer.at("/details/age").asString()).matches("\\d+ ms|[0-9.]+ s|\\d min( \\d+ s)?");
			assertThat(answer.at("/details/stores").get(this.table.name() + "/prod").asString())
				.isEqualTo("unversioned");
			ConfigStores.simple(application.runtime().stores().stores().get(0)).set("db", Map.of("host", "two"));
			application.runtime().stores().reload();
			requests = application.requests().count();
			answer = application.get("health/configStore");
			assertThat(answer.at("/details/stores").get(this.table.name() + "/prod").asInt()).isEqualTo(1);
			assertThat(application.get("health").at("/components/configStore/status").asString()).isEqualTo("UP");
			assertThat(application.requests().count()).isEqualTo(requests);
		}
	}

	@Test
	void saysThatItIsStaleWithTheKindOfTheFailureAndRemembersIt() {
		try (OperatedApplication application = run()) {
			reloadInVain(application);
			OperatedApplication.Answer answer = application.get("health/configStore");
			assertThat(answer.at("/status").asString()).isEqualTo("UP");
			assertThat(answer.at("/details/stale").asBoolean(false)).isTrue();
			assertThat(answer.at("/details/lastFailure/kind").asString()).isEqualTo("StoreThrottledException");
			assertThat(Instant.parse(answer.at("/details/lastFailure/at").asString())).isBeforeOrEqualTo(Instant.now());
			application.requests().heal();
			application.runtime().stores().reload();
			answer = application.get("health/configStore");
			assertThat(answer.at("/details/stale").asBoolean(true)).isFalse();
			assertThat(answer.at("/details/lastFailure/kind").asString()).isEqualTo("StoreThrottledException");
		}
	}

	@Test
	void isDownOnlyWhenAskedForAndOnlyWhenStaleForSoLong() {
		try (OperatedApplication application = run("--config-store.health.down-when-stale-for=10m")) {
			ConfigStoreHealthIndicator later = new ConfigStoreHealthIndicator(application.runtime(),
					application.context().getBean(ReloadJournal.class),
					application.context().getBean(NotificationStatus.class),
					() -> Instant.now().plus(Duration.ofMinutes(11)));
			assertThat(later.health().getStatus()).as("old, but not known to be stale").isEqualTo(Status.UP);
			reloadInVain(application);
			assertThat(application.get("health/configStore").at("/status").asString()).isEqualTo("UP");
			assertThat(later.health().getStatus()).isEqualTo(Status.DOWN);
			application.requests().heal();
			application.runtime().stores().reload();
			assertThat(later.health().getStatus()).isEqualTo(Status.UP);
		}
	}

	@Test
	void isUpAndStaleWhenStartedWithout() {
		try (OperatedApplication application = run("--spring.config.import=optional:config-store:",
				"--config-store.endpoint=http://127.0.0.1:1", "--config-store.startup-timeout=100ms")) {
			OperatedApplication.Answer answer = application.get("health/configStore");
			assertThat(answer.at("/status").asString()).isEqualTo("UP");
			assertThat(answer.at("/details/stale").asBoolean(false)).isTrue();
			assertThat(answer.at("/details/lastFailure/kind").asString()).isEqualTo("StoreUnavailableException");
		}
	}

	@Test
	void tellsOfLookUpsInSimpleMode() {
		try (OperatedApplication application = run("--config-store.mode=simple")) {
			assertThat(application.get("health/configStore").at("/details/stale").asBoolean(true)).isFalse();
			application.requests().fail(DynamoDbRequest.class, Faults::throttled);
			assertThat(application.context().getEnvironment().getProperty("db.host")).isEqualTo("one");
			OperatedApplication.Answer answer = application.get("health/configStore");
			assertThat(answer.at("/status").asString()).isEqualTo("UP");
			assertThat(answer.at("/details/stale").asBoolean(false)).isTrue();
		}
	}

	@Test
	void canBeSwitchedOff() {
		try (OperatedApplication application = run("--management.health.config-store.enabled=false")) {
			assertThat(application.get("health").names("/components")).doesNotContain("configStore");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
