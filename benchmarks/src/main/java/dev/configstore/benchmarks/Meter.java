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

	private final Runnable atLook;

	/**
	 * Create a meter.
	 * @param atLook called before each look for changes: an eventually consistent read
	 * that is not the next page of another
	 */
	public Meter(Runnable atLook) {
		this.atLook = atLook;
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
	 * Return the reads since the newest look began.
	 */
	List<Read> readsOfNewestLook() {
		List<Read> all = reads();
		int begin = all.size() - 1;
		while (begin > 0 && !all.get(begin).isLook()) {
			begin--;
		}
		return all.subList(begin, all.size());
	}

	void clear() {
		this.reads.clear();
	}

	@Override
	public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
		if (isLook(context.request())) {
			this.atLook.run();
		}
	}

	@Override
	public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
		this.reads.add(new Read(context.request() instanceof QueryRequest, isLook(context.request()),
				units(context.response())));
	}

	private static boolean isLook(SdkRequest request) {
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
	 * @param isLook whether it began a look for changes
	 * @param units the units it consumed
	 */
	public record Read(boolean isQuery, boolean isLook, double units) {

		public static double units(List<Read> reads) {
			return reads.stream().mapToDouble(Read::units).sum();
		}

	}

}
