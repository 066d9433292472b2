package dev.configstore.model;

import java.time.Duration;
import java.util.Objects;

/**
 * How a table that is missing is created.
 *
 * @param createIfMissing whether it is created at all
 * @param billingMode how it is paid
 * @param readCapacityUnits provisioned RCU a second; at least 1, unused with
 * {@link BillingMode#PAY_PER_REQUEST}
 * @param writeCapacityUnits provisioned WCU a second; at least 1, unused with
 * {@link BillingMode#PAY_PER_REQUEST}
 * @param creationTimeout how long to wait until the table is ACTIVE
 */
public record TableSettings(boolean createIfMissing, BillingMode billingMode, long readCapacityUnits,
		long writeCapacityUnits, Duration creationTimeout) {

	/**
	 * As the Python library did it: created when missing, 1 RCU and 1 WCU; waited for a
	 * minute.
	 */
	public static final TableSettings DEFAULT = new TableSettings(true, BillingMode.PROVISIONED, 1, 1,
			Duration.ofSeconds(60));

	/**
	 * Create settings.
	 * @param createIfMissing whether a missing table is created
	 * @param billingMode how it is paid
	 * @param readCapacityUnits provisioned RCU a second
	 * @param writeCapacityUnits provisioned WCU a second
	 * @param creationTimeout how long to wait until the table is ACTIVE
	 * @throws IllegalArgumentException if units are below 1 or the time-out is not
	 * positive
	 */
	public TableSettings {
		Objects.requireNonNull(billingMode, "'billingMode' must not be null");
		if (readCapacityUnits < 1 || writeCapacityUnits < 1) {
			throw new IllegalArgumentException("'readCapacityUnits' and 'writeCapacityUnits' must be at least 1");
		}
		Objects.requireNonNull(creationTimeout, "'creationTimeout' must not be null");
		if (creationTimeout.isNegative() || creationTimeout.isZero()) {
			throw new IllegalArgumentException("'creationTimeout' must be positive");
		}
	}

	/**
	 * Return these settings for a table that is not created when it is missing.
	 * @return the settings
	 */
	public TableSettings withoutCreation() {
		return !this.createIfMissing ? this : new TableSettings(false, this.billingMode, this.readCapacityUnits,
				this.writeCapacityUnits, this.creationTimeout);
	}

	/**
	 * How a table is paid.
	 */
	public enum BillingMode {

		/**
		 * For the provisioned capacity units, used or not.
		 */
		PROVISIONED,

		/**
		 * For each request.
		 */
		PAY_PER_REQUEST

	}

}
