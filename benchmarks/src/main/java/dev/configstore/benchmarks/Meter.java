package dev.configstore.benchmarks;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.ClientSettings;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Counts the reads of a client and what DynamoDB says they consumed.
 */
public final class Meter implements ExecutionInterceptor {

	private final List<Read> reads = new CopyOnWriteArrayList<>();

	private final Runnable atPoll;

	/**
	 * Create a meter.
	 * @param atPoll called before each poll for changes: an eventually consistent read
	 * that is not the next page of another
	 */
	public Meter(Runnable atPoll) {
		this.atPoll = atPoll;
	}

	/**
	 * Return a client that is metered and made as Config Store makes its own, to be
	 * closed by the caller.
	 */
	public DynamoDbClient client(URI endpoint) {
		DynamoDbClientBuilder builder = ClientSettings.DEFAULT.withEndpoint(endpoint)
			.withRegion("eu-west-1")
			.toBuilder();
		return builder
			.overrideConfiguration(builder.overrideConfiguration().copy((copy) -> copy.addExecutionInterceptor(this)))
			.build();
	}

	/**
	 * Return the reads so far, oldest first.
	 */
	public List<Read> reads() {
		return List.copyOf(this.reads);
	}

	/**
	 * Return the reads since the newest poll began.
	 */
	List<Read> readsOfNewestPoll() {
		List<Read> all = reads();
		int begin = all.size() - 1;
		while (begin > 0 && !all.get(begin).isPoll()) {
			begin--;
		}
		return all.subList(begin, all.size());
	}

	void clear() {
		this.reads.clear();
	}

	@Override
	public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
		if (isPoll(context.request())) {
			this.atPoll.run();
		}
	}

	@Override
	public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
		this.reads.add(new Read(context.request() instanceof QueryRequest, isPoll(context.request()),
				units(context.response())));
	}

	private static boolean isPoll(SdkRequest request) {
		return (request instanceof GetItemRequest get && !Boolean.TRUE.equals(get.consistentRead()))
				|| (request instanceof QueryRequest query && !Boolean.TRUE.equals(query.consistentRead())
						&& !query.hasExclusiveStartKey());
	}

	private static double units(SdkResponse response) {
		if (response instanceof QueryResponse query) {
			return query.consumedCapacity().capacityUnits();
		}
		return (response instanceof GetItemResponse get) ? get.consumedCapacity().capacityUnits() : 0;
	}

	/**
	 * A request that was answered.
	 *
	 * @param isQuery whether it was a Query, and not a GetItem
	 * @param isPoll whether it began a poll for changes
	 * @param units the units it consumed
	 */
	public record Read(boolean isQuery, boolean isPoll, double units) {

		public static double units(List<Read> reads) {
			return reads.stream().mapToDouble(Read::units).sum();
		}

	}

}
