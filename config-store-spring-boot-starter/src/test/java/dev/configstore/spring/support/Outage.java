package dev.configstore.spring.support;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.configstore.spring.runtime.Fault;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;

/**
 * What can happen to a table or on the way to it, and how it ends.
 *
 * @param name its name in the documents
 * @param transientFailure whether it may get better without anybody doing anything
 * @param exception what a read throws
 */
public record Outage(String name, boolean transientFailure, String exception, BiConsumer<Fault, String> beginning) {

	private static final String OTHER_KEYS = "{\"Table\":{\"TableStatus\":\"ACTIVE\",\"KeySchema\":["
			+ "{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}],\"AttributeDefinitions\":["
			+ "{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}]}}";

	public static final List<Outage> ALL = List.of(
			new Outage("throttled", true, "StoreThrottledException",
					(fault, table) -> fault.answer(400, "ProvisionedThroughputExceededException", "Rate exceeded")),
			new Outage("access denied", false, "StoreAccessDeniedException",
					(fault, table) -> fault.answer(400, "AccessDeniedException", "User: x is not authorized")),
			new Outage("status 500", true, "StoreUnavailableException",
					(fault, table) -> fault.answer(500, "InternalServerError", "Internal server error")),
			new Outage("no answer (hang, black hole)", true, "StoreUnavailableException",
					(fault, table) -> fault.hang()),
			new Outage("connection refused", true, "StoreUnavailableException", (fault, table) -> fault.reject()),
			new Outage("connection reset in the middle of a page", true, "StoreUnavailableException",
					(fault, table) -> fault.reset()),
			new Outage("table deleted", false, "TableNotFoundException", (fault, table) -> drop(table)),
			new Outage("malformed item", false, "MalformedItemException", (fault, table) -> fault.malformed()),
			new Outage("other keys in the table of this name", false, "TableSchemaException",
					(fault, table) -> fault.answer(
							(target) -> target.endsWith("DescribeTable") ? OTHER_KEYS
									: target.endsWith("GetItem") ? "{}" : null,
							400, "ValidationException", "Query condition missed key schema element")));

	/**
	 * Whether it may be over without a change of the application or of its stores.
	 */
	public boolean mayBeGiven() {
		return this.transientFailure || this.exception.equals("StoreAccessDeniedException")
				|| this.exception.equals("TableNotFoundException");
	}

	public void begin(Fault fault, String table) {
		this.beginning.accept(fault, table);
	}

	/**
	 * End it, with a store that has another value than before.
	 */
	public void end(Fault fault, String table, String host) {
		fault.heal();
		if (this.exception.equals("TableNotFoundException")) {
			EmbeddedDynamoDb.shared().createTable(table);
		}
		EmbeddedDynamoDb.shared().table(table).put("prod", "db", Map.of("host", host));
	}

	private static void drop(String table) {
		try (EmbeddedTable dropped = EmbeddedDynamoDb.shared().table(table)) {
			// Closing it is dropping it.
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
