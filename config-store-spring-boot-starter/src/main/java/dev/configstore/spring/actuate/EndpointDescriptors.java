package dev.configstore.spring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.CostForecast;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.reload.ReloadStatus;
import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.runtime.ConsumedCapacity;
import dev.configstore.spring.scope.NotificationStatus;
import dev.configstore.spring.settings.KebabCase;
import dev.configstore.spring.update.BeanRemark;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoint answers with. Names, numbers and times, to the millisecond; values
 * only in a {@link PropertyDescriptor}.
 */
public final class EndpointDescriptors {

	private EndpointDescriptors() {
	}

	private static Instant millis(Instant time) {
		return time.truncatedTo(ChronoUnit.MILLIS);
	}

	private static Duration millis(Duration duration) {
		return duration.truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * Everything but the properties.
	 *
	 * @param mode the mode; {@code null} if no store is read, in an application that was
	 * processed ahead of time to read some
	 * @param reloading the status of the polls and reloads
	 * @param stores the stores, in the order in which they were loaded
	 * @param refreshes the last changes that were put in use, newest first
	 * @param rejections the last candidates that were rejected, newest first
	 * @param notFollowing beans and properties that do not follow changes in full
	 * @param notifications what other people's code holds up
	 */
	public record OverviewDescriptor(@Nullable String mode, ReloadingDescriptor reloading, List<StoreDescriptor> stores,
			List<RefreshDescriptor> refreshes, List<RejectionDescriptor> rejections,
			List<NotFollowingDescriptor> notFollowing, NotificationsDescriptor notifications) {

		static OverviewDescriptor of(ConfigStoreRuntime runtime, List<StoreDescriptor> stores, ReloadJournal journal,
				List<BeanRemark> remarks, NotificationStatus notifications, Instant now) {
			return new OverviewDescriptor(runtime.isEmpty() ? null : KebabCase.of(runtime.settings().mode()),
					ReloadingDescriptor.of(runtime, journal, now), stores,
					journal.changes().stream().map(RefreshDescriptor::of).toList(),
					journal.rejections().stream().map(RejectionDescriptor::of).toList(),
					remarks.stream().map(NotFollowingDescriptor::of).toList(),
					new NotificationsDescriptor(notifications.hanging(), notifications.notRenewed()));
		}

	}

	/**
	 * What other people's code holds up.
	 *
	 * @param hanging beans and listeners that take longer than they may
	 * @param notRenewed beans in refresh scope that keep their old instance, and why
	 */
	public record NotificationsDescriptor(List<String> hanging, Map<String, String> notRenewed) {

	}

	/**
	 * A bean or a property that does not follow changes in full.
	 *
	 * @param bean the bean's name
	 * @param property the property; {@code null} for the whole bean
	 * @param reason why, as a word
	 * @param remedy what happens, and what helps
	 */
	public record NotFollowingDescriptor(String bean, @Nullable String property, String reason, String remedy) {

		static NotFollowingDescriptor of(BeanRemark remark) {
			return new NotFollowingDescriptor(remark.bean(), remark.property(), KebabCase.of(remark.reason()),
					remark.reason().text());
		}

	}

	/**
	 * One store.
	 *
	 * @param table the table
	 * @param store the store's name
	 * @param version the version in use, {@code null} for a store without versions
	 * @param options how many options it has
	 * @param keys how many keys these have
	 * @param bytes the size of its items, as DynamoDB counts it
	 * @param readAt when the snapshot in use was read
	 * @param consumed what was consumed since the start, by operation
	 * @param forecast what a quiet hour costs
	 */
	public record StoreDescriptor(String table, String store, @Nullable VersionDescriptor version, int options,
			int keys, long bytes, Instant readAt, Map<String, ConsumptionDescriptor> consumed,
			ForecastDescriptor forecast) {

		static StoreDescriptor of(StoreSnapshot snapshot, CostForecast forecast, ConsumedCapacity units) {
			Map<String, ConsumptionDescriptor> consumed = new LinkedHashMap<>();
			units.purposes()
				.stream()
				.filter((purpose) -> purpose.table().equals(snapshot.table())
						&& purpose.store().equals(snapshot.store()))
				.forEach((purpose) -> consumed.put(KebabCase.of(purpose.operation()),
						new ConsumptionDescriptor(units.requests(purpose), units.capacityUnits(purpose))));
			return new StoreDescriptor(snapshot.table(), snapshot.store(), VersionDescriptor.of(snapshot.version()),
					snapshot.options().size(),
					snapshot.options().values().stream().mapToInt((option) -> option.keys().size()).sum(),
					snapshot.bytes(), millis(snapshot.readAt()), consumed, ForecastDescriptor.of(forecast));
		}

	}

	/**
	 * A version.
	 *
	 * @param number its number
	 * @param at when it was published, if it was given
	 * @param by who published it, if it was given
	 */
	public record VersionDescriptor(long number, @Nullable Instant at, @Nullable String by) {

		static @Nullable VersionDescriptor of(@Nullable StoreVersion version) {
			return (version != null) ? new VersionDescriptor(version.number(), version.at(), version.by()) : null;
		}

	}

	/**
	 * What was consumed for one purpose.
	 *
	 * @param requests requests that were answered
	 * @param capacityUnits capacity units
	 */
	public record ConsumptionDescriptor(long requests, double capacityUnits) {

	}

	/**
	 * What a quiet hour costs one instance, in RCU.
	 *
	 * @param rcuPerHour all of it
	 * @param pollsPerHour polls
	 * @param rcuPerPoll RCU of a poll
	 * @param fullReadsPerHour full reads beside them
	 * @param rcuPerFullRead RCU of a full read
	 */
	public record ForecastDescriptor(double rcuPerHour, double pollsPerHour, double rcuPerPoll, double fullReadsPerHour,
			double rcuPerFullRead) {

		static ForecastDescriptor of(CostForecast forecast) {
			return new ForecastDescriptor(rounded(forecast.rcuPerHour()), rounded(forecast.polls()),
					forecast.rcuPerPoll(), rounded(forecast.fullReads()), forecast.rcuPerFullRead());
		}

		private static double rounded(double number) {
			return Math.round(number * 10) / 10.0;
		}

	}

	/**
	 * The status of the polls and reloads.
	 *
	 * @param stale whether the last attempt to read DynamoDB failed
	 * @param age how long ago the values in use were known to be the newest
	 * @param lastPoll when the last poll or read ended, well or not
	 * @param lastChange when a new generation was put in use
	 * @param nextPoll when the next poll is due, {@code null} if none is planned
	 * @param failuresInARow how many polls or reads failed one after the other
	 * @param failure why the last one failed, if it did
	 * @param lastFailure the last failure, whether it is over or not
	 * @param rejected why the newest candidate is not in use, if it is not
	 */
	public record ReloadingDescriptor(boolean stale, Duration age, Instant lastPoll, Instant lastChange,
			@Nullable Instant nextPoll, int failuresInARow, @Nullable String failure,
			ReloadJournal.@Nullable Failure lastFailure, @Nullable String rejected) {

		static ReloadingDescriptor of(ConfigStoreRuntime runtime, ReloadJournal journal, Instant now) {
			ReloadStatus status = runtime.stores().status();
			return new ReloadingDescriptor(runtime.isStale(), millis(runtime.age(now)), millis(status.lastPoll()),
					millis(status.lastChange()),
					runtime.stores().nextPoll().map(EndpointDescriptors::millis).orElse(null), status.failures(),
					message(status.failure()), journal.lastFailure(), message(status.rejected()));
		}

		private static @Nullable String message(@Nullable ConfigStoreException failure) {
			return (failure != null) ? failure.getMessage() : null;
		}

	}

	/**
	 * A change that was put in use.
	 *
	 * @param at when
	 * @param trigger {@code poll} or {@code request}
	 * @param took from the beginning of the read until the beans were updated
	 * @param count how many properties differ
	 * @param added the first names that are new
	 * @param changed the first names with another value
	 * @param removed the first names that are gone
	 */
	public record RefreshDescriptor(Instant at, String trigger, Duration took, int count, List<String> added,
			List<String> changed, List<String> removed) {

		static RefreshDescriptor of(ReloadJournal.Change change) {
			return new RefreshDescriptor(millis(change.at()), KebabCase.of(change.trigger()), millis(change.took()),
					change.count(), change.added(), change.changed(), change.removed());
		}

	}

	/**
	 * A candidate that was rejected.
	 *
	 * @param at when
	 * @param changed the first names that would have changed, if they are known
	 * @param reasons why
	 */
	public record RejectionDescriptor(Instant at, List<String> changed, List<ReasonDescriptor> reasons) {

		static RejectionDescriptor of(ReloadJournal.Rejection rejection) {
			return new RejectionDescriptor(millis(rejection.at()), rejection.changed(),
					rejection.reasons().stream().map(ReasonDescriptor::of).toList());
		}

	}

	/**
	 * Why a candidate was rejected.
	 *
	 * @param property the property
	 * @param origin where it is stored, if that is known
	 * @param target the bean or the type that does not accept the value
	 * @param code the constraint, or the failure's simple name
	 */
	public record ReasonDescriptor(String property, @Nullable String origin, String target, String code) {

		static ReasonDescriptor of(RejectionReason rejection) {
			return new ReasonDescriptor(rejection.property(),
					(rejection.origin() != null) ? rejection.origin().toString() : null, rejection.target(),
					rejection.code());
		}

	}

	/**
	 * The properties of a store.
	 *
	 * @param store the store's name
	 * @param properties the properties by name, as Spring sees it
	 */
	public record StorePropertiesDescriptor(String store, SortedMap<String, PropertyDescriptor> properties) {

	}

	/**
	 * One property.
	 *
	 * @param value the value, masked by Boot's rules
	 * @param origin where it is stored
	 * @param version the number of the version it was read at, if there is one
	 */
	public record PropertyDescriptor(@Nullable Object value, String origin, @Nullable Long version) {

	}

	/**
	 * The outcome of a reload.
	 *
	 * @param outcome {@code changed}, {@code unchanged}, {@code rejected} or
	 * {@code failed}
	 * @param reason why it was rejected or failed
	 */
	public record ReloadDescriptor(String outcome, @Nullable String reason) {

	}

}
