package dev.configstore.spring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.scope.NotificationStatus;
import dev.configstore.spring.text.DurationText;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Reports how old the values in use are. An application that has its values is up,
 * however old they are, unless {@code config-store.health.down-when-stale-for} is set:
 * otherwise it would be taken out of service for an outage that it survives. Makes no
 * call.
 * <p>
 * The details: {@code stale} (whether the last attempt to read DynamoDB failed),
 * {@code age} (how long ago the values were known to be the newest, as people write it),
 * {@code rejecting} (whether the newest candidate was rejected), {@code stores} (the
 * version of each, or {@code unversioned}), {@code hanging} (other people's code that
 * takes longer than {@code config-store.notify-timeout}), {@code notRenewed} (beans in
 * refresh scope that keep their old instance, and why), and {@code lastFailure} with its
 * {@code kind} and {@code at}, if there ever was one.
 */
public final class ConfigStoreHealthIndicator extends AbstractHealthIndicator {

	private static final int MOST_REASONS = 10;

	private final ConfigStoreRuntime runtime;

	private final ReloadJournal journal;

	private final NotificationStatus notifications;

	private final InstantSource clock;

	/**
	 * Create an indicator.
	 * @param runtime the stores
	 * @param journal has the last failure
	 * @param notifications knows what hangs
	 * @param clock the clock
	 */
	public ConfigStoreHealthIndicator(ConfigStoreRuntime runtime, ReloadJournal journal,
			NotificationStatus notifications, InstantSource clock) {
		super("Config Store health check failed");
		this.runtime = runtime;
		this.journal = journal;
		this.notifications = notifications;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Instant now = this.clock.instant();
		Duration age = this.runtime.age(now);
		boolean stale = this.runtime.isStale();
		CandidateRejectedException rejected = this.runtime.stores().status().rejected();
		builder.status(isTooOld(stale, age) ? "DOWN" : "UP")
			.withDetail("stale", stale)
			.withDetail("age", DurationText.of(age))
			.withDetail("rejecting", rejected != null)
			.withDetail("stores", versions())
			.withDetail("hanging", this.notifications.hanging())
			.withDetail("notRenewed", this.notifications.notRenewed());
		if (rejected != null) {
			builder.withDetail("reasons", reasons(rejected));
		}
		ReloadJournal.Failure failure = this.journal.lastFailure();
		if (failure != null) {
			builder.withDetail("lastFailure", Map.of("kind", failure.kind(), "at", failure.at().toString()));
		}
	}

	/** One line a property, as they are logged. */
	private static List<String> reasons(CandidateRejectedException rejected) {
		return rejected.reasons().isEmpty() ? List.of(String.valueOf(rejected.getMessage()))
				: rejected.reasons().stream().limit(MOST_REASONS).map(Object::toString).toList();
	}

	private boolean isTooOld(boolean stale, Duration age) {
		if (!stale) {
			return false;
		}
		Duration limit = this.runtime.settings().health().downWhenStaleFor();
		return limit != null && age.compareTo(limit) >= 0;
	}

	private Map<String, Object> versions() {
		Map<String, Object> versions = new LinkedHashMap<>();
		for (StoreSnapshot snapshot : this.runtime.stores().current().snapshots()) {
			StoreVersion version = snapshot.version();
			versions.put(snapshot.table() + "/" + snapshot.store(),
					(version != null) ? version.number() : "unversioned");
		}
		return versions;
	}

}
