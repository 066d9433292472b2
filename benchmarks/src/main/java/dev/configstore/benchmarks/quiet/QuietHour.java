package dev.configstore.benchmarks.quiet;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import dev.configstore.benchmarks.FollowedStore;
import dev.configstore.benchmarks.Meter;
import dev.configstore.benchmarks.Polls;
import dev.configstore.benchmarks.Rounds;
import dev.configstore.benchmarks.Samples;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An hour of polls, and the same requests by the SDK alone at the same pace.
 *
 * @param pollInterval the time between two polls
 * @param updateInterval the time between two reads of everything
 */
record QuietHour(Duration pollInterval, Duration updateInterval) {

	private static final Duration HOUR = Duration.ofHours(1);

	/**
	 * Measure both in turns, after an hour to warm up.
	 */
	Result measure(URI endpoint, String table) {
		List<Work> store = new ArrayList<>();
		List<Work> sdk = new ArrayList<>();
		Polls polls;
		try (FollowedStore followed = new FollowedStore(endpoint, table, this.pollInterval, this.updateInterval);
				DynamoDbClient client = new Meter(() -> {
				}).client(endpoint)) {
			polls = Polls.of(followed.follow(HOUR));
			requests(client, table, polls);
			for (int i = 0; i < Rounds.count(3); i++) {
				Work before = Work.of(thread());
				polls = Polls.of(followed.follow(HOUR));
				store.add(Work.of(thread()).since(before));
				before = Work.of(Thread.currentThread());
				requests(client, table, polls);
				sdk.add(Work.of(Thread.currentThread()).since(before));
			}
		}
		return new Result(polls, median(store), median(sdk));
	}

	/**
	 * The polling thread; nothing else has this name here.
	 */
	private static Thread thread() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("config-store-reload"))
			.findFirst()
			.orElseThrow();
	}

	private static void requests(DynamoDbClient client, String table, Polls polls) {
		polls.units().forEach((units) -> {
			// A thread that never rests is a good deal cheaper for each request.
			LockSupport.parkNanos(FollowedStore.FASTEST.toNanos());
			if (units == polls.quiet()) {
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
	 * @param polls the polls of an hour
	 * @param store what the polling thread did
	 * @param sdk what the same requests did
	 */
	record Result(Polls polls, Work store, Work sdk) {

	}

}
