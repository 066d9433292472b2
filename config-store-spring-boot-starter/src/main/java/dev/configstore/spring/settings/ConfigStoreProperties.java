package dev.configstore.spring.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.configstore.ClientSettings;
import dev.configstore.Mode;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.TableLayout;
import dev.configstore.model.TableSettings.BillingMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of Config Store, read before any store is.
 *
 * @param enabled Whether stores are read at all.
 * @param table DynamoDB table that holds the stores.
 * @param store Store to read, or several of which the later wins.
 * @param mode Whether look-ups read DynamoDB every time (simple) or a snapshot that is
 * reloaded on a schedule (time-based).
 * @param prefix Prefix put before every property name. Gets its dot when it has none.
 * @param updateInterval Longest time between two reads of everything, at least 10ms.
 * Jitter shortens it by up to a tenth.
 * @param pollInterval Longest time between two polls for changes, at least 10ms. A poll
 * costs 0.5 RCU. One longer than update-interval counts as that.
 * @param consistentPolls Whether polls are strongly consistent, which doubles their cost.
 * What is applied is read strongly consistent anyway.
 * @param instances How many instances read the same stores, roughly. Full reads that all
 * of them have to make at once are spread by it.
 * @param historyLimit How many versions the history of a store keeps.
 * @param callTimeout Time for a call to DynamoDB with all its retries.
 * @param attemptTimeout Time for one attempt of a call.
 * @param region AWS region of the table. Found by the AWS SDK's own chain when not set.
 * @param endpoint Endpoint of DynamoDB, for DynamoDB Local for instance.
 * @param tableSettings How the table is created, and its key attributes.
 * @param startupTimeout Time in which loading at start has ended, well or not. Transient
 * failures are retried until then.
 * @param guard Loss guard: what a store may lose without a version that announces it.
 * @param snapshotFile File that keeps the last accepted snapshots of all stores, for a
 * start without DynamoDB. Not written unless set.
 * @param snapshot How the snapshot file is used.
 * @param dryRun Whether a candidate is tried on fresh instances before it is used.
 * @param refreshScope Which beans in refresh scope a change renews.
 * @param refreshScopePrefixes By the name of a bean: the prefix below which a name has to
 * differ for a bean in refresh scope to be renewed, or for a listener to hear that the
 * scope was. Those of Eureka's client and Resilience4j are known; a blank prefix takes
 * one back.
 * @param refreshScopeOrder Whether the renewal of a bean in refresh scope makes the new
 * instance or destroys the old one first.
 * @param notifyTimeout How long other people's code (listeners, beans in refresh scope,
 * setters and callbacks) may take after a change before it is named in the log and in
 * health.
 * @param simple Settings of simple mode.
 * @param health How old values affect the health of the application.
 */
@ConfigurationProperties(ConfigStoreProperties.PREFIX)
public record ConfigStoreProperties(@DefaultValue("true") boolean enabled, @DefaultValue("config") String table,
		@DefaultValue List<String> store, @DefaultValue("time-based") Mode mode, @DefaultValue("") String prefix,
		@DefaultValue("5m") Duration updateInterval, @DefaultValue("30s") Duration pollInterval,
		@DefaultValue("false") boolean consistentPolls, @DefaultValue("100") int instances,
		@DefaultValue("50") int historyLimit, @DefaultValue("5s") Duration callTimeout,
		@DefaultValue("2s") Duration attemptTimeout, @Nullable String region, @Nullable URI endpoint,
		@DefaultValue Table tableSettings, @DefaultValue("10s") Duration startupTimeout, @DefaultValue Guard guard,
		@Nullable Path snapshotFile, @DefaultValue Snapshot snapshot, @DefaultValue DryRun dryRun,
		@DefaultValue("all") ScopeRefresh refreshScope, @DefaultValue Map<String, String> refreshScopePrefixes,
		@DefaultValue("make-first") ScopeOrder refreshScopeOrder, @DefaultValue("30s") Duration notifyTimeout,
		@DefaultValue Simple simple, @DefaultValue Health health) {

	/**
	 * The prefix of the settings.
	 */
	public static final String PREFIX = "config-store";

	/**
	 * Create settings. A blank region or endpoint is one that is not set: it comes from a
	 * placeholder with an empty default.
	 */
	public ConfigStoreProperties {
		store = List.copyOf(store);
		refreshScopePrefixes = Map.copyOf(refreshScopePrefixes);
		region = (region == null || region.isBlank()) ? null : region;
		endpoint = (endpoint == null || endpoint.toString().isBlank()) ? null : endpoint;
	}

	/**
	 * Return when stores are polled and read again.
	 * @return the schedule
	 */
	public ReloadSchedule schedule() {
		return new ReloadSchedule(this.updateInterval, this.pollInterval, this.instances);
	}

	public ClientSettings client() {
		return new ClientSettings(this.region, this.endpoint, this.callTimeout, this.attemptTimeout);
	}

	/**
	 * How the table is created, and its key attributes.
	 *
	 * @param createIfMissing Whether a table that does not exist is created.
	 * @param billingMode How a created table is paid.
	 * @param readCapacityUnits Provisioned RCU a second of a created table.
	 * @param writeCapacityUnits Provisioned WCU a second of a created table.
	 * @param storeKey Hash key, which holds the store's name.
	 * @param optionKey Range key, which holds the option's name.
	 * @param creationTimeout How long to wait for a created table to become active.
	 */
	public record Table(@DefaultValue("true") boolean createIfMissing,
			@DefaultValue("provisioned") BillingMode billingMode, @DefaultValue("1") long readCapacityUnits,
			@DefaultValue("1") long writeCapacityUnits, @DefaultValue(TableLayout.DEFAULT_STORE_KEY) String storeKey,
			@DefaultValue(TableLayout.DEFAULT_OPTION_KEY) String optionKey,
			@DefaultValue("60s") Duration creationTimeout) {

		public dev.configstore.model.TableSettings toSettings() {
			return new dev.configstore.model.TableSettings(this.createIfMissing, this.billingMode,
					this.readCapacityUnits, this.writeCapacityUnits, this.creationTimeout);
		}

	}

	/**
	 * Loss guard: what a store may lose without a version that announces it.
	 *
	 * @param maxLoss Share of a store's options that may go in one step, for instance
	 * 50%. Needs its percent sign. With 100% even an emptied store is applied.
	 */
	public record Guard(@DefaultValue("50%") String maxLoss) {

		/**
		 * Return the share.
		 * @return the share, 0 to 1
		 */
		public double share() {
			Double number = number();
			return (number != null) ? number / 100 : Double.NaN;
		}

		boolean hasSign() {
			return this.maxLoss.trim().endsWith("%");
		}

		/**
		 * Return the number before the sign, which may be missing.
		 */
		@Nullable Double number() {
			String text = this.maxLoss.trim();
			try {
				return Double.valueOf(hasSign() ? text.substring(0, text.length() - 1).trim() : text);
			}
			catch (NumberFormatException ex) {
				return null;
			}
		}

	}

	/**
	 * How the snapshot file is used.
	 *
	 * @param maxAge Oldest file that is used at start. Any age unless set.
	 * @param key Key or passphrase the file is encrypted with. In clear unless set.
	 */
	public record Snapshot(@Nullable Duration maxAge, @Nullable String key) {

		/**
		 * Return everything but the key, which is a secret.
		 */
		@Override
		public String toString() {
			return "Snapshot[maxAge=" + this.maxAge + "]";
		}

	}

	/**
	 * Whether a candidate is tried on fresh instances before it is used.
	 *
	 * @param enabled Whether every affected bean is bound and validated first. One value
	 * that does not fit rejects the whole candidate.
	 */
	public record DryRun(@DefaultValue("true") boolean enabled) {

	}

	/**
	 * Which beans in refresh scope a change renews.
	 */
	public enum ScopeRefresh {

		/**
		 * All, but those with a prefix of their own.
		 */
		ALL,

		/**
		 * Those that read a property that differs: while they were made, or through a
		 * properties bean that they depend on.
		 */
		AFFECTED,

		/**
		 * None.
		 */
		NONE

	}

	/**
	 * What the renewal of a bean in refresh scope begins with.
	 */
	public enum ScopeOrder {

		/**
		 * Making the new instance: the old one stays where that fails.
		 */
		MAKE_FIRST,

		/**
		 * Destroying the old instance: the next call makes the new one, as in Spring
		 * Cloud.
		 */
		DESTROY_FIRST

	}

	/**
	 * Settings of simple mode.
	 *
	 * @param maxAge How long look-ups of one option may share a read.
	 */
	public record Simple(@DefaultValue("0s") Duration maxAge) {

	}

	/**
	 * How old values affect the health of the application.
	 *
	 * @param downWhenStaleFor How old values may become, while DynamoDB cannot be read,
	 * before the application counts as down. Never unless set.
	 */
	public record Health(@Nullable Duration downWhenStaleFor) {

	}

}
