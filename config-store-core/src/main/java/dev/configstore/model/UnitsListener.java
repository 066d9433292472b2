package dev.configstore.model;

/**
 * Is notified of the capacity units that each request consumed, as DynamoDB reports them.
 * Called on the thread of the request; must not block. What it throws is logged.
 */
@FunctionalInterface
public interface UnitsListener {

	/**
	 * A request was answered.
	 * @param store the store it was for
	 * @param operation what it was for
	 * @param units the capacity units it consumed: RCU for a read, WCU for a write
	 */
	void consumed(String store, Operation operation, double units);

}
