package dev.configstore.support;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.configstore.ClientSettings;
import dev.configstore.model.TableLayout;
import dev.configstore.test.EmbeddedDynamoDb;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Writes down the requests of a client, and fails, delays or changes those it is told to.
 * What fails here fails for good: the SDK's retries are never reached.
 */
public final class RequestRecorder implements ExecutionInterceptor {

	private final List<SdkRequest> requests = new CopyOnWriteArrayList<>();

	private final Map<Class<?>, Consumer<SdkRequest>> hooks = new ConcurrentHashMap<>();

	private final Map<Class<?>, BinaryOperator<Object>> answers = new ConcurrentHashMap<>();

	/**
	 * A client of the shared DynamoDB Local, made as the product makes its own. Close it.
	 */
	public DynamoDbClient client() {
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.shared();
		return ClientSettings.DEFAULT.withRegion(dynamoDb.region())
			.withEndpoint(dynamoDb.endpoint())
			.toBuilder()
			.overrideConfiguration((configuration) -> configuration.addExecutionInterceptor(this))
			.build();
	}

	/**
	 * The requests so far, as {@code Query prod strong},
	 * {@code Query prod strong next page}, {@code GetItem prod/db strong}, or the bare
	 * operation.
	 */
	public List<String> calls() {
		return this.requests.stream().map(RequestRecorder::describe).toList();
	}

	public <R extends SdkRequest> List<R> requests(Class<R> type) {
		return this.requests.stream().filter(type::isInstance).map(type::cast).toList();
	}

	public void clear() {
		this.requests.clear();
	}

	public void fail(Class<? extends SdkRequest> type, Supplier<? extends RuntimeException> failure) {
		this.hooks.put(type, (request) -> {
			throw failure.get();
		});
	}

	public void failOnce(Class<? extends SdkRequest> type, Supplier<? extends RuntimeException> failure) {
		AtomicBoolean failed = new AtomicBoolean();
		this.hooks.put(type, (request) -> {
			if (failed.compareAndSet(false, true)) {
				throw failure.get();
			}
		});
	}

	public <R extends SdkRequest> void before(Class<R> type, Consumer<R> hook) {
		this.hooks.put(type, (request) -> hook.accept(type.cast(request)));
	}

	public <A extends SdkResponse> void answer(Class<A> type, UnaryOperator<A> change) {
		answer(type, (request, response) -> change.apply(response));
	}

	public <A extends SdkResponse> void answer(Class<A> type, BiFunction<SdkRequest, A, A> change) {
		this.answers.put(type, (request, response) -> change.apply((SdkRequest) request, type.cast(response)));
	}

	public void heal() {
		this.hooks.clear();
		this.answers.clear();
	}

	@Override
	public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
		this.requests.add(context.request());
		this.hooks.getOrDefault(context.request().getClass(), (request) -> {
		}).accept(context.request());
	}

	@Override
	public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
		return (SdkResponse) this.answers.getOrDefault(context.response().getClass(), (request, response) -> response)
			.apply(context.request(), context.response());
	}

	private static String describe(SdkRequest request) {
		if (request instanceof QueryRequest query) {
			AttributeValue store = query.expressionAttributeValues().get(":store");
			return "Query " + ((store != null) ? store.s() : "?") + consistency(query.consistentRead())
					+ (query.hasExclusiveStartKey() ? " next page" : "");
		}
		if (request instanceof GetItemRequest get) {
			return "GetItem " + text(get.key(), TableLayout.DEFAULT_STORE_KEY) + "/"
					+ text(get.key(), TableLayout.DEFAULT_OPTION_KEY) + consistency(get.consistentRead());
		}
		return request.getClass().getSimpleName().replace("Request", "");
	}

	private static String text(Map<String, AttributeValue> key, String name) {
		AttributeValue value = key.get(name);
		return (value != null) ? value.s() : "?";
	}

	private static String consistency(Boolean consistent) {
		return Boolean.TRUE.equals(consistent) ? " strong" : " eventual";
	}

}
