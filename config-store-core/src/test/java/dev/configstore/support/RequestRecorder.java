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
import java.util.stream.Stream;

import dev.configstore.ClientSettings;
import dev.configstore.model.TableLayout;
import dev.configstore.test.EmbeddedDynamoDb;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Writes down the requests of its clients, and fails, delays, diverts or changes those it
 * is told to. It sees calls, not attempts: what fails here fails for good, the SDK's
 * retries are never reached.
 */
public final class RequestRecorder implements ExecutionInterceptor {

	private final List<SdkRequest> requests = new CopyOnWriteArrayList<>();

	private final Map<Class<?>, Consumer<SdkRequest>> hooks = new ConcurrentHashMap<>();

	private final Map<Class<?>, BinaryOperator<Object>> answers = new ConcurrentHashMap<>();

	private volatile Runnable beforeVersion = () -> {
	};

	private volatile int port;

	/**
	 * A client of the shared DynamoDB Local, made as the product makes its own. Close it.
	 */
	public DynamoDbClient client() {
		return client(this);
	}

	/**
	 * The same with another interceptor.
	 */
	public static DynamoDbClient client(ExecutionInterceptor interceptor) {
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.shared();
		DynamoDbClientBuilder builder = ClientSettings.DEFAULT.withRegion(dynamoDb.region())
			.withEndpoint(dynamoDb.endpoint())
			.toBuilder();
		add(interceptor, builder);
		return builder.build();
	}

	/**
	 * Record the requests of the client that is built.
	 */
	public void addTo(DynamoDbClientBuilder builder) {
		add(this, builder);
	}

	private static void add(ExecutionInterceptor interceptor, DynamoDbClientBuilder builder) {
		builder.overrideConfiguration(
				builder.overrideConfiguration().toBuilder().addExecutionInterceptor(interceptor).build());
	}

	/**
	 * The requests so far, as {@code Query prod strong},
	 * {@code Query prod strong next page}, {@code Query prod#meta/version strong},
	 * {@code GetItem prod/db strong}, or the bare operation.
	 */
	public List<String> calls() {
		return this.requests.stream().map(RequestRecorder::describe).toList();
	}

	/**
	 * The requests of a type so far; queries are those that do not read a version.
	 */
	public <R extends SdkRequest> List<R> requests(Class<R> type) {
		return this.requests.stream().filter((request) -> isOf(type, request)).map(type::cast).toList();
	}

	public int count() {
		return this.requests.size();
	}

	/**
	 * The bare operations so far, but for the {@link #pollsAtVersions()}.
	 */
	public List<String> operations() {
		return withoutPollsAtVersions().map(RequestRecorder::operation).toList();
	}

	/**
	 * How many requests read the version of a store.
	 */
	public long pollsAtVersions() {
		return this.requests.stream().filter(RequestRecorder::isPollAtVersion).count();
	}

	/**
	 * The {@link #calls()} since the last time, but for the {@link #pollsAtVersions()}.
	 */
	public List<String> drain() {
		List<String> drained = withoutPollsAtVersions().map(RequestRecorder::describe).toList();
		clear();
		return drained;
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

	/**
	 * Do something inside each request of a type. {@code DynamoDbRequest} is the type of
	 * all; a query is one that does not read a version.
	 */
	public <R extends SdkRequest> void before(Class<R> type, Consumer<R> hook) {
		this.hooks.put(type, (request) -> hook.accept(type.cast(request)));
	}

	/**
	 * Do something inside each request that reads the version of a store.
	 */
	public void beforeVersion(Runnable hook) {
		this.beforeVersion = hook;
	}

	public <A extends SdkResponse> void answer(Class<A> type, UnaryOperator<A> change) {
		answer(type, (request, response) -> change.apply(response));
	}

	public <A extends SdkResponse> void answer(Class<A> type, BiFunction<SdkRequest, A, A> change) {
		this.answers.put(type, (request, response) -> change.apply((SdkRequest) request, type.cast(response)));
	}

	/**
	 * Send requests to another port of this machine.
	 */
	public void divertTo(int port) {
		this.port = port;
	}

	/**
	 * Let all requests pass again, unchanged and to where they belong.
	 */
	public void heal() {
		this.hooks.clear();
		this.answers.clear();
		this.beforeVersion = () -> {
		};
		this.port = 0;
	}

	@Override
	public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
		this.requests.add(context.request());
		if (isPollAtVersion(context.request())) {
			this.beforeVersion.run();
		}
		this.hooks.forEach((type, hook) -> {
			if (isOf(type, context.request())) {
				hook.accept(context.request());
			}
		});
	}

	@Override
	public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
		int port = this.port;
		return (port == 0) ? context.httpRequest() : context.httpRequest().toBuilder().port(port).build();
	}

	@Override
	public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
		if (!isOf(context.request().getClass(), context.request())) {
			return context.response();
		}
		return (SdkResponse) this.answers.getOrDefault(context.response().getClass(), (request, response) -> response)
			.apply(context.request(), context.response());
	}

	private static boolean isOf(Class<?> type, SdkRequest request) {
		return type.isInstance(request) && !(type == QueryRequest.class && isPollAtVersion(request));
	}

	private Stream<SdkRequest> withoutPollsAtVersions() {
		return this.requests.stream().filter((request) -> !isPollAtVersion(request));
	}

	/**
	 * Whether a request reads the version of a store.
	 */
	private static boolean isPollAtVersion(SdkRequest request) {
		if (request instanceof QueryRequest query) {
			AttributeValue store = query.expressionAttributeValues().get(":store");
			return store != null && store.s().endsWith("#meta");
		}
		return request instanceof GetItemRequest get
				&& get.key().values().stream().anyMatch((key) -> key.s().endsWith("#meta"));
	}

	private static String describe(SdkRequest request) {
		if (request instanceof QueryRequest query) {
			AttributeValue store = query.expressionAttributeValues().get(":store");
			AttributeValue option = query.expressionAttributeValues().get(":option");
			return "Query " + ((store != null) ? store.s() : "?") + ((option != null) ? "/" + option.s() : "")
					+ consistency(query.consistentRead()) + (query.hasExclusiveStartKey() ? " next page" : "");
		}
		if (request instanceof GetItemRequest get) {
			return "GetItem " + text(get.key(), TableLayout.DEFAULT_STORE_KEY) + "/"
					+ text(get.key(), TableLayout.DEFAULT_OPTION_KEY) + consistency(get.consistentRead());
		}
		return operation(request);
	}

	private static String operation(SdkRequest request) {
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
