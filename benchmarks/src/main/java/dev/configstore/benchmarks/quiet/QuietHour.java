package dev.configstore.benchmarks.quiet;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import dev.configstore.benchmarks.FollowedStore;
import dev.configstore.benchmarks.Looks;
import dev.configstore.benchmarks.Meter;
import dev.configstore.benchmarks.Rounds;
import dev.configstore.benchmarks.Samples;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An hour of looks, and the same requests by the SDK alone at the same pace.
 *
 * @param checkInterval the time between two looks
 * @param updateInterval the time between two reads of everything
 */
record QuietHour(Duration checkInterval, Duration updateInterval) {

	private static final Duration HOUR = Duration.ofHours(1);

	/**
	 * Measure both in turns, after an hour to warm up.
	 */
	Result measure(URI endpoint, String table) {
		List<Work> store = new ArrayList<>();
		List<Work> sdk = new ArrayList<>();
		Looks looks;
		try (FollowedStore followed = new FollowedStore(endpoint, table, this.checkInterval, this.updateInterval);
				DynamoDbClient client = new Meter(() -> {
				}).client(endpoint)) {
			looks = Looks.of(followed.follow(HOUR));
			requests(client, table, looks);
			for (int i = 0; i < Rounds.count(3); i++) {
				Work before = Work.of(thread());
				looks = Looks.of(followed.follow(HOUR));
				store.add(Work.of(thread()).since(before));
				before = Work.of(Thread.currentThread());
				requests(client, table, looks);
				sdk.add(Work.of(Thread.currentThread()).since(before));
			}
		}
		return new Result(looks, median(store), median(sdk));
	}

	/**
	 * The looking thread; nothing else has this name here.
	 */
	private static Thread thread() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("config-store-reload"))
			.findFirst()
			.orElseThrow();
	}

	private static void requests(DynamoDbClient client, String table, Looks looks) {
		looks.units().forEach((units) -> {
			// A thread that never rests is a good deal cheaper for each request.
			LockSupport.parkNanos(FollowedStore.FASTEST.toNanos());
			if (units == looks.quiet()) {
				client.getItem((request) -> request.tableName(table)
					.key(Map.of("_store", AttributeValue.fromS(Samples.STORE + "#meta"), "_option",
							AttributeValue.fromS("version")))
					.returnConsumedCapacity("TOTAL"));
			}
			else {
				client
					.queryPaginator((request) -> request.tableName(table)
						.keyConditionExpression("#store = :store")
						.expressionAttributeNames(Map.of("#store", "_store"))
						.expressionAttributeValues(Map.of(":store", AttributeValue.fromS(Samples.STORE)))
						.returnConsumedCapacity("TOTAL"))
					.items()
					.forEach((item) -> {
					});
			}
		});
	}

	private static Work median(List<Work> works) {
		return new Work(Rounds.median(works.stream().map(Work::cpuMillis).toList()),
				Rounds.median(works.stream().map(Work::bytes).toList()));
	}

	/**
	 * What was measured.
	 *
	 * @param looks the looks of an hour
	 * @param store what the looking thread did
	 * @param sdk what the same requests did
	 */
	record Result(Looks looks, Work store, Work sdk) {

	}

}
