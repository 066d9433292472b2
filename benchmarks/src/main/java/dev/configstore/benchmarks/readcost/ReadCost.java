package dev.configstore.benchmarks.readcost;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.configstore.benchmarks.FollowedStore;
import dev.configstore.benchmarks.Meter;
import dev.configstore.benchmarks.Meter.Read;
import dev.configstore.benchmarks.Polls;
import dev.configstore.benchmarks.Rounds;
import dev.configstore.benchmarks.SampleTable;
import dev.configstore.benchmarks.Samples;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * The section on what following a store costs.
 */
public final class ReadCost {

	static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

	static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

	static final Duration HOUR = Duration.ofHours(1);

	private static final List<Integer> SIZES = Rounds.isQuick() ? List.of(10, 1_000) : List.of(10, 100, 1_000, 10_000);

	/** Stores of the same size that others use. */
	private static final List<String> OTHERS = List.of("test", "demo");

	private ReadCost() {
	}

	/**
	 * Measure and write.
	 * @param arguments the file
	 */
	public static void main(String[] arguments) {
		List<Costs> costs = new ArrayList<>();
		try (EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start()) {
			for (int options : SIZES) {
				costs.add(measure(dynamoDb, options));
			}
			int usual = 1_000;
			ReadCostReport report = new ReadCostReport(costs, usual, hour(dynamoDb, usual, HOUR),
					hour(dynamoDb, usual, FIVE_MINUTES), change(dynamoDb, SIZES.get(SIZES.size() - 1)));
			report.write().writeTo(Path.of(arguments[0]));
		}
		System.exit(0);
	}

	static Costs measure(EmbeddedDynamoDb dynamoDb, int options) {
		try (EmbeddedTable table = dynamoDb.createTable(); Archaius archaius = new Archaius(dynamoDb)) {
			SampleTable.fill(table, Samples.STORE, options);
			archaius.add("", options);
			Costs alone = measure(dynamoDb, table, options, archaius.poll(), Double.NaN);
			OTHERS.forEach((store) -> {
				SampleTable.fill(table, store, options);
				archaius.add(store + ".", options);
			});
			Costs amongOthers = measure(dynamoDb, table, options, alone.scan(), archaius.poll());
			if (alone.poll() != amongOthers.poll() || alone.fullRead() != amongOthers.fullRead()) {
				throw new IllegalStateException("Other stores changed what one costs");
			}
			return amongOthers;
		}
	}

	private static Costs measure(EmbeddedDynamoDb dynamoDb, EmbeddedTable table, int options, double scan,
			double scanOfThree) {
		// Some polls for each full read, and two of those.
		try (FollowedStore store = new FollowedStore(dynamoDb.endpoint(), table.name(), FIVE_SECONDS,
				FIVE_SECONDS.multipliedBy(8))) {
			Polls polls = Polls.of(store.follow(FIVE_SECONDS.multipliedBy(20)));
			return new Costs(options, limit(dynamoDb, table), polls.quiet(), polls.full(), query(dynamoDb, table), scan,
					scanOfThree);
		}
	}

	/**
	 * Return what reading any small item costs.
	 */
	private static double limit(EmbeddedDynamoDb dynamoDb, EmbeddedTable table) {
		return units(dynamoDb,
				(client) -> client.getItem((request) -> request.tableName(table.name())
					.key(Map.of("_store", AttributeValue.fromS(Samples.STORE), "_option",
							AttributeValue.fromS(Samples.name(0))))
					.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)));
	}

	/**
	 * Return what a poll of the Python library costs.
	 */
	private static double query(EmbeddedDynamoDb dynamoDb, EmbeddedTable table) {
		return units(dynamoDb,
				(client) -> client
					.queryPaginator((request) -> request.tableName(table.name())
						.keyConditionExpression("#store = :store")
						.expressionAttributeNames(Map.of("#store", "_store"))
						.expressionAttributeValues(Map.of(":store", AttributeValue.fromS(Samples.STORE)))
						.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
					.items()
					.forEach((item) -> {
					}));
	}

	private static double units(EmbeddedDynamoDb dynamoDb, Consumer<DynamoDbClient> requests) {
		Meter meter = new Meter(() -> {
		});
		try (DynamoDbClient client = meter.client(dynamoDb.endpoint())) {
			requests.accept(client);
			return Read.units(meter.reads());
		}
	}

	/**
	 * Follow a quiet store for an hour of its clock.
	 */
	private static Polls hour(EmbeddedDynamoDb dynamoDb, int options, Duration updateInterval) {
		try (EmbeddedTable table = dynamoDb.createTable()) {
			SampleTable.fill(table, Samples.STORE, options);
			try (FollowedStore store = new FollowedStore(dynamoDb.endpoint(), table.name(), FIVE_SECONDS,
					updateInterval)) {
				return Polls.of(store.follow(HOUR));
			}
		}
	}

	/**
	 * Publish three options, and return the reads of the poll that found them.
	 */
	static List<Read> change(EmbeddedDynamoDb dynamoDb, int options) {
		try (EmbeddedTable table = dynamoDb.createTable()) {
			SampleTable.fill(table, Samples.STORE, options);
			try (FollowedStore store = new FollowedStore(dynamoDb.endpoint(), table.name(), FIVE_SECONDS, HOUR)) {
				SampleTable.publish(table, Samples.STORE, 2, 1, 2, 3);
				return store.readsOfChange();
			}
		}
	}

}
