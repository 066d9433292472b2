package dev.configstore.spring.actuate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.configstore.ConfigStore;
import dev.configstore.Mode;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.spring.actuate.EndpointDescriptors.ReloadingDescriptor;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.spring.text.DurationText;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.support.SettableClock;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * An hour without DynamoDB, in steps of the poll interval: status, health, endpoint and
 * meters tell the true age at every step, which is the time since all stores were last
 * asked and answered.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class OutageAgeTests {

	private static final Duration UPDATE = Duration.ofMinutes(5);

	private static final Duration POLL = Duration.ofSeconds(30);

	private static final Duration TOO_LONG = Duration.ofMinutes(30);

	private static final List<Supplier<RuntimeException>> FAULTS = List.of(Faults::serverError, Faults::throttled,
			Faults::timedOut, Faults::denied, Faults::badCredentials, Faults::missingTable);

	private final RequestRecorder requests = new RequestRecorder();

	private final SettableClock clock = new SettableClock();

	private final EmbeddedTable table;

	/** When the values in use were last known to be the newest. */
	private Instant read = this.clock.instant();

	private boolean failing;

	OutageAgeTests(EmbeddedTable table) {
		this.table = table;
	}

	@ParameterizedTest
	@EnumSource
	void anHourOfOutageIsToldAsItIs(Kind kind, @TempDir Path folder) {
		fill(kind);
		String file = "--config-store.snapshot-file=" + folder.resolve("snapshot");
		if (kind == Kind.FROM_FILE) {
			run(file).close();
			this.clock.advance(Duration.ofHours(2));
			fail(0);
		}
		try (ConfigurableApplicationContext context = run(file)) {
			ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
			// From here on the test polls.
			runtime.stores().stop();
			if (kind != Kind.FROM_FILE) {
				follow(context, UPDATE.multipliedBy(2));
			}
			assertThat(isStale(context)).isEqualTo(kind == Kind.FROM_FILE);
			Instant before = this.read;
			for (int minute = 0; minute < 60; minute++) {
				fail(minute);
				follow(context, Duration.ofMinutes(1));
			}
			assertThat(this.read).as("nothing was read meanwhile").isEqualTo(before);
			assertThat(isStale(context)).isTrue();
			this.requests.heal();
			this.failing = false;
			follow(context, POLL);
			assertThat(this.read).as("read at once").isEqualTo(this.clock.instant());
			assertThat(isStale(context)).isFalse();
			follow(context, UPDATE.multipliedBy(2));
		}
	}

	private void fill(Kind kind) {
		this.table.clear();
		for (int i = 0; i < ((kind == Kind.SMALL) ? 3 : 30); i++) {
			this.table.put("prod", "o" + i, Map.of("v", 1, "p", "p".repeat(180)));
		}
		if (kind == Kind.VERSIONED) {
			ConfigStore.builder()
				.client(this.table.client())
				.table(this.table.name())
				.store("prod")
				.mode(Mode.SIMPLE)
				.open()
				.set("o0", Map.of("v", 2, "p", "p".repeat(180)));
		}
	}

	private ConfigurableApplicationContext run(String file) {
		return StoreApplication.builder(Empty.class)
			.web(WebApplicationType.NONE)
			.addBootstrapRegistryInitializer((registry) -> {
				registry.register(ConfigStoreClientCustomizer.class, InstanceSupplier.of(this.requests::addTo));
				registry.register(InstantSource.class, InstanceSupplier.of(this.clock));
			})
			.run(StoreApplication.arguments(this.table, file, "--config-store.update-interval=5m",
					"--config-store.poll-interval=30s", "--config-store.startup-timeout=200ms",
					"--config-store.health.down-when-stale-for=30m",
					"--management.endpoints.web.exposure.include=configstore"));
	}

	private void fail(int which) {
		this.requests.fail(DynamoDbRequest.class, FAULTS.get(which % FAULTS.size()));
		this.failing = true;
	}

	private static boolean isStale(ConfigurableApplicationContext context) {
		return context.getBean(ConfigStoreRuntime.class).isStale();
	}

	private void follow(ConfigurableApplicationContext context, Duration time) {
		for (long polls = time.dividedBy(POLL); polls > 0; polls--) {
			this.clock.advance(Duration.ofMillis(1));
			isTold(context);
			this.clock.advance(POLL.minusMillis(1));
			isTold(context);
			poll(context.getBean(ConfigStoreRuntime.class));
			isTold(context);
		}
	}

	private void poll(ConfigStoreRuntime runtime) {
		this.requests.clear();
		try {
			runtime.stores().poll(new ReloadSchedule(UPDATE, POLL, 1));
		}
		catch (ConfigStoreException ex) {
			assertThat(this.failing).isTrue();
		}
		if (!this.failing && this.requests.count() > 0) {
			this.read = this.clock.instant();
		}
	}

	private void isTold(ConfigurableApplicationContext context) {
		ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
		Duration age = Duration.between(this.read, this.clock.instant());
		boolean stale = runtime.stores().status().isStale();
		assertThat(runtime.stores().status().age(this.clock.instant())).isEqualTo(age);
		Health health = context.getBean(ConfigStoreHealthIndicator.class).health();
		assertThat(health.getDetails()).containsEntry("age", DurationText.of(age)).containsEntry("stale", stale);
		assertThat(health.getStatus()).isEqualTo((stale && age.compareTo(TOO_LONG) >= 0) ? Status.DOWN : Status.UP);
		ReloadingDescriptor reloading = context.getBean(ConfigStoreEndpoint.class).overview().reloading();
		assertThat(reloading.age()).isEqualTo(age);
		assertThat(reloading.stale()).isEqualTo(stale);
		MeterRegistry meters = context.getBean(MeterRegistry.class);
		assertThat(meters.get(ConfigStoreMetrics.AGE).timeGauge().value(TimeUnit.MILLISECONDS))
			.isEqualTo(age.toMillis(), within(0.5));
		assertThat(meters.get(ConfigStoreMetrics.STALE).gauge().value()).isEqualTo(stale ? 1 : 0);
	}

	/** Stores that are polled in different ways, or were not read yet. */
	enum Kind {

		SMALL, VERSIONED, UNVERSIONED, FROM_FILE

	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
