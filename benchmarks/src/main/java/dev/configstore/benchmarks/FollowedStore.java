package dev.configstore.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

import dev.configstore.ConfigStore;
import dev.configstore.benchmarks.Meter.Read;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadListener;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A time-based store that polls for changes as fast as it can be told to, while its clock
 * goes on by the interval it is meant to have with each poll. Its requests, and when it
 * reads everything, are what they would be in real time.
 */
public final class FollowedStore implements AutoCloseable {

	/** The real time between two polls. */
	public static final Duration FASTEST = Duration.ofMillis(10);

	/** By how much chance shortens an interval, at most. */
	private static final double JITTER = 0.1;

	private final Meter meter = new Meter(this::poll);

	private final CompletableFuture<List<Read>> changed = new CompletableFuture<>();

	private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

	private final Duration pollInterval;

	private final DynamoDbClient client;

	private final ConfigStore store;

	private volatile Instant now = Instant.EPOCH;

	private volatile @Nullable End end;

	/**
	 * Open a store.
	 * @param endpoint where the table is
	 * @param table its name
	 * @param pollInterval the time between two polls
	 * @param updateInterval the time between two reads of everything
	 */
	public FollowedStore(URI endpoint, String table, Duration pollInterval, Duration updateInterval) {
		this.pollInterval = pollInterval;
		this.client = this.meter.client(endpoint);
		this.store = ConfigStore.builder()
			.client(this.client)
			.table(table)
			.store(Samples.STORE)
			.pollInterval(FASTEST)
			.updateInterval(updateInterval)
			.instances(1)
			.clock(() -> this.now)
			.open();
		this.store.addListener(new ReloadListener() {

			@Override
			public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
				FollowedStore.this.changed.complete(FollowedStore.this.meter.readsOfNewestPoll());
			}

		});
	}

	/**
	 * Return how many polls there are in an hour, on average.
	 */
	public static double anHour(Duration interval) {
		return 3_600 / (interval.toMillis() / 1e3 * (1 - JITTER / 2));
	}

	/**
	 * Let time pass, and return the reads of that time, the last poll complete.
	 */
	public List<Read> follow(Duration time) {
		CompletableFuture<List<Read>> done = new CompletableFuture<>();
		this.meter.clear();
		this.end = new End(this.now.plus(time), done);
		return done.join();
	}

	/**
	 * Wait for a change, and return the reads of the poll that found it.
	 */
	public List<Read> readsOfChange() {
		return this.changed.join();
	}

	private void poll() {
		End end = this.end;
		if (end != null && !this.now.isBefore(end.at())) {
			end.done().complete(this.meter.reads());
		}
		this.now = this.now
			.plus(Duration.ofNanos((long) (this.pollInterval.toNanos() * (1 - JITTER * this.random.nextDouble()))));
	}

	@Override
	public void close() {
		this.store.close();
		this.client.close();
	}

	private record End(Instant at, CompletableFuture<List<Read>> done) {

	}

}
