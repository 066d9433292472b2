package dev.configstore.spring.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Leads the requests of an application's client to a {@link FaultServer}, while there is
 * a fault, and counts them: each attempt, not each call.
 */
public final class Fault implements ExecutionInterceptor, ConfigStoreClientCustomizer, AutoCloseable {

	private static final String HALF_A_PAGE = "{\"Count\":2,\"Items\":[{\"_store\":{\"S\":\"prod\"},\"_option\":{\"S\":\"db\"},";

	private static final String MALFORMED = "{\"Count\":1,\"Items\":[{\"_store\":{\"S\":\"prod\"},"
			+ "\"_option\":{\"S\":\"db\"},\"host\":{\"N\":\"s3cr3t\"}}]}";

	private final AtomicInteger attempts = new AtomicInteger();

	private volatile long firstAttempt;

	private volatile String store = "";

	private Consumer<DynamoDbClientBuilder> more = (builder) -> {
	};

	private volatile @Nullable FaultServer server;

	private volatile @Nullable FaultServer passed;

	@Override
	public void customize(DynamoDbClientBuilder builder) {
		builder
			.overrideConfiguration(builder.overrideConfiguration().toBuilder().addExecutionInterceptor(this).build());
		this.more.accept(builder);
	}

	public void customize(Consumer<DynamoDbClientBuilder> more) {
		this.more = more;
	}

	/**
	 * Concern requests of one store only.
	 */
	Fault only(String store) {
		this.store = store;
		return this;
	}

	public void answer(int status, String code, String message) {
		answer((target) -> null, status, code, message);
	}

	/**
	 * @param exceptions the answer to an operation that is not to fail, or {@code null}
	 */
	public void answer(Function<String, @Nullable String> exceptions, int status, String code, String message) {
		begin((target) -> {
			String body = exceptions.apply(target);
			return (body != null) ? FaultServer.Answer.of(200, body) : FaultServer.Answer.of(status,
					"{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"" + message + "\"}");
		});
	}

	public void hang() {
		begin((target) -> FaultServer.Answer.NEVER);
	}

	public void reject() {
		hang();
		FaultServer server = this.server;
		if (server != null) {
			// Its port stays free, as far as anybody can tell.
			server.close();
		}
	}

	/**
	 * Reset the connection in the middle of each page.
	 */
	public void reset() {
		begin((target) -> target.endsWith("Query") ? FaultServer.Answer.half(HALF_A_PAGE)
				: FaultServer.Answer.of(200, "{}"));
	}

	public void malformed() {
		begin((target) -> FaultServer.Answer.of(200, target.endsWith("Query") ? MALFORMED : "{}"));
	}

	/**
	 * Answer with what is none of DynamoDB's.
	 */
	public void broken(String body) {
		begin((target) -> FaultServer.Answer.of(200, body));
	}

	private void begin(Function<String, FaultServer.Answer> answers) {
		heal();
		this.server = new FaultServer(answers);
	}

	public void heal() {
		FaultServer server = this.server;
		this.server = null;
		if (server != null) {
			server.close();
		}
	}

	/**
	 * Let new requests pass, and go on answering those that are under way: an attempt of
	 * theirs would find a closed port.
	 */
	public void pass() {
		this.passed = this.server;
		this.server = null;
	}

	/**
	 * Return how long ago the first attempt since the last call of {@link #attempts()}
	 * was made.
	 */
	Duration sinceFirstAttempt() {
		return Duration.ofNanos(System.nanoTime() - this.firstAttempt);
	}

	/**
	 * Return the number of attempts since the last call.
	 */
	int attempts() {
		return this.attempts.getAndSet(0);
	}

	@Override
	public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
		FaultServer server = this.server;
		return (server == null || !context.request().toString().contains(this.store)) ? context.httpRequest()
				: context.httpRequest().toBuilder().port(server.port()).build();
	}

	@Override
	public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
		if (this.attempts.getAndIncrement() == 0) {
			this.firstAttempt = System.nanoTime();
		}
	}

	@Override
	public void close() {
		heal();
		FaultServer passed = this.passed;
		if (passed != null) {
			passed.close();
		}
	}

}
