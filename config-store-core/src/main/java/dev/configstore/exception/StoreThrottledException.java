package dev.configstore.exception;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * DynamoDB throttled the request. Remedy: depends on the {@linkplain Limit limit} that
 * was exceeded; the message names it when DynamoDB did.
 */
public final class StoreThrottledException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	private final Set<Limit> limits;

	public StoreThrottledException(String message, Place place, @Nullable Throwable cause) {
		this(message, Set.of(), place, cause);
	}

	public StoreThrottledException(String message, Collection<Limit> limits, Place place, @Nullable Throwable cause) {
		super(message + remedies(limits), place, cause);
		EnumSet<Limit> named = EnumSet.noneOf(Limit.class);
		named.addAll(limits);
		this.limits = Collections.unmodifiableSet(named);
	}

	private static String remedies(Collection<Limit> limits) {
		return limits.stream().distinct().sorted().map((limit) -> "; " + limit.remedy()).collect(Collectors.joining());
	}

	/**
	 * Return the limits that were exceeded.
	 * @return the limits; empty if DynamoDB did not name one
	 */
	public Set<Limit> limits() {
		return this.limits;
	}

	@Override
	public boolean isTransient() {
		return true;
	}

	/**
	 * A limit of DynamoDB (developer guide, "Throttling in DynamoDB").
	 */
	public enum Limit {

		/**
		 * The provisioned capacity of the table.
		 */
		PROVISIONED("ProvisionedThroughputExceeded",
				"the table's provisioned capacity was exceeded: raise it, or switch the table to on-demand"),

		/**
		 * What one partition of the table serves: 3,000 RCU and 1,000 WCU a second.
		 */
		KEY_RANGE("KeyRangeThroughputExceeded",
				"one partition of the table was exceeded, which more capacity does not help: use longer intervals, or set "
						+ "'instances' to the number of readers"),

		/**
		 * The quota of the account in the region.
		 */
		ACCOUNT("AccountLimitExceeded",
				"the quota of the AWS account in this region was exceeded: request a higher one"),

		/**
		 * The maximum that was set for a table in on-demand mode.
		 */
		ON_DEMAND_MAXIMUM("MaxOnDemandThroughputExceeded",
				"the maximum throughput set for the on-demand table was exceeded: raise it");

		private final String suffix;

		private final String remedy;

		Limit(String suffix, String remedy) {
			this.suffix = suffix;
			this.remedy = remedy;
		}

		/**
		 * Return whether a reason as DynamoDB spells it names this limit.
		 * @param reason a reason such as {@code TableReadKeyRangeThroughputExceeded}
		 * @return {@code true} if it does
		 */
		public boolean isNamedBy(String reason) {
			return reason.endsWith(this.suffix);
		}

		String remedy() {
			return this.remedy;
		}

	}

}
