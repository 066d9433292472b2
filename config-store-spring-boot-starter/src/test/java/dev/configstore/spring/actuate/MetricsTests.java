package dev.configstore.spring.actuate;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import dev.configstore.ConfigStores;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.spring.support.OperatedApplication;
import dev.configstore.support.Faults;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The meters and the observation of a real application, in the registries that Boot
 * makes.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class MetricsTests {

	private final EmbeddedTable table;

	MetricsTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("port", 1));
		this.table.put("prod", "mail", Map.of("from", "me"));
	}

	private OperatedApplication run(String... more) {
		return OperatedApplication.run(this.table, Application.class, more);
	}

	private static MeterRegistry registry(OperatedApplication application) {
		return application.context().getBean(MeterRegistry.class);
	}

	private static double value(OperatedApplication application, String name, String... tags) {
		return registry(application).get(name).tags(tags).meter().measure().iterator().next().getValue();
	}

	@Test
	void countsRequestsAndUnitsFromTheStartOn() {
		try (OperatedApplication application = run()) {
			String[] readAll = { "store", "prod", "table", this.table.name(), "operation", "read-all" };
			assertThat(value(application, "config.store.requests", readAll)).isEqualTo(3)
				.isEqualTo(application.requests().count());
			// DynamoDB Local counts nothing for a Query that finds nothing, as of the
			// version here.
			assertThat(value(application, "config.store.consumed.capacity", readAll)).isEqualTo(1);
			assertThat(value(application, "config.store.requests", "operation", "write")).isZero();
			application.runtime().stores().reload();
			assertThat(value(application, "config.store.requests", readAll)).isEqualTo(6);
		}
	}

	@Test
	void knowsOptionsVersionAndAge() {
		try (OperatedApplication application = run()) {
			assertThat(value(application, "config.store.options", "store", "prod")).isEqualTo(2);
			assertThat(value(application, "config.store.version", "store", "prod")).isNaN();
			ConfigStores.simple(application.runtime().stores().stores().get(0)).set("db", Map.of("port", 2));
			application.runtime().stores().reload();
			assertThat(value(application, "config.store.version", "store", "prod")).isEqualTo(1);
			assertThat(value(application, "config.store.age")).isBetween(0.0, 600.0);
			assertThat(registry(application).get("config.store.age").timeGauge().baseTimeUnit())
				.isEqualTo(TimeUnit.SECONDS);
		}
	}

	@Test
	void saysThatValuesAreStale() {
		try (OperatedApplication application = run()) {
			assertThat(value(application, "config.store.stale")).isZero();
			application.requests().fail(DynamoDbRequest.class, Faults::throttled);
			assertThatExceptionOfType(StoreThrottledException.class).isThrownBy(application.runtime().stores()::reload);
			assertThat(value(application, "config.store.stale")).isOne();
			assertThat(timer(application, "failed", "StoreThrottledException").count()).isOne();
		}
	}

	@Test
	void countsWhatWasRejectedOnceAndSaysForHowLong() {
		try (OperatedApplication application = run()) {
			assertThat(value(application, "config.store.rejecting")).isZero();
			this.table.putKey("prod", "db", "port", "none");
			for (int i = 0; i < 2; i++) {
				assertThatException().isThrownBy(application.runtime().stores()::reload);
			}
			assertThat(value(application, "config.store.rejected")).isOne();
			assertThat(value(application, "config.store.rejecting")).isOne();
			assertThat(timer(application, "rejected", "CandidateRejectedException").count()).isEqualTo(2);
			this.table.putKey("prod", "db", "port", 3);
			application.runtime().stores().reload();
			assertThat(value(application, "config.store.rejecting")).isZero();
			assertThat(value(application, "config.store.rejected")).isOne();
		}
	}

	@Test
	void observesReloadsAroundTheirRequests() {
		try (OperatedApplication application = run()) {
			ObservationRegistry observations = application.context().getBean(ObservationRegistry.class);
			Set<String> current = new TreeSet<>();
			application.requests()
				.before(DynamoDbRequest.class, (request) -> current
					.add(String.valueOf(observations.getCurrentObservation().getContext().getName())));
			application.runtime().stores().reload();
			assertThat(current).containsExactly("config.store.reload");
			assertThat(observations.getCurrentObservation()).as("closed again").isNull();
			assertThat(timer(application, "unchanged", "none").count()).isOne();
			this.table.putKey("prod", "mail", "from", "you");
			application.runtime().stores().reload();
			assertThat(timer(application, "changed", "none").totalTime(TimeUnit.NANOSECONDS)).isPositive();
		}
	}

	private static Timer timer(OperatedApplication application, String outcome, String error) {
		return registry(application).get("config.store.reload")
			.tags("trigger", "request", "outcome", outcome, "error", error)
			.timer();
	}

	@Test
	void hasTagsOfFewValuesOnly() {
		try (OperatedApplication application = run()) {
			application.runtime().stores().reload();
			assertThat(registry(application).getMeters()
				.stream()
				.map(Meter::getId)
				.filter((id) -> id.getName().startsWith("config.store"))
				.flatMap((id) -> id.getTags().stream())
				.map(Tag::getKey)).containsOnly("table", "store", "operation", "trigger", "outcome", "error");
		}
	}

	@Test
	void needsNoMicrometer() {
		try (OperatedApplication application = OperatedApplication.withoutMicrometer(this.table, Application.class)) {
			assertThat(application.context().getBeansOfType(ConfigStoreMetrics.class)).isEmpty();
			assertThat(application.context().getBeansOfType(ReloadObservation.class)).isEmpty();
			assertThat(application.context().getBeansOfType(ReloadJournal.class)).hasSize(1);
			this.table.putKey("prod", "mail", "from", "you");
			assertThat(application.runtime().stores().reload()).isTrue();
		}
	}

	@ConfigurationProperties("db")
	record Database(int port) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Database.class)
	static class Application {

	}

}
