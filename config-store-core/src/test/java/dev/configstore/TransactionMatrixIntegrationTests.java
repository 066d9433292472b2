package dev.configstore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.UnclearOutcomeException;
import dev.configstore.model.Publication;
import dev.configstore.model.StoreVersion;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a publish reports is true, whatever DynamoDB answers to its transaction and to the
 * repeated one.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class TransactionMatrixIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final EmbeddedTable table;

	private final String name = "s-" + UUID.randomUUID();

	private final ConfigStore store;

	TransactionMatrixIntegrationTests(EmbeddedTable table) {
		this.table = table;
		this.store = TestBuilder
			.pause(ConfigStore.builder().client(this.client).table(table.name()).store(this.name).mode(Mode.SIMPLE),
					(attempt) -> {
					})
			.open();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	static Stream<Arguments> answers() {
		// Only an attempt without an answer is written later.
		return Stream.of(Answer.values())
			.filter((first) -> first != Answer.LATE_COMMIT_AND_DENIED)
			.flatMap((first) -> Stream.of(Answer.values())
				.filter((then) -> then != Answer.LATE_COMMIT_AND_DENIED || first.isUnclear())
				.flatMap((then) -> Stream.of(true, false).map((expecting) -> Arguments.of(first, then, expecting))));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void whatIsReportedIsTrue(Answer first, Answer then, boolean expecting) {
		StoreVersion seen = this.store.publish(Publication.of("db", Map.of("k", "before")));
		List<Answer> answers = List.of(first, then);
		AtomicInteger attempts = new AtomicInteger();
		this.requests.before(TransactWriteItemsRequest.class, (request) -> {
			int attempt = attempts.getAndIncrement();
			if (attempt < answers.size()) {
				answers.get(attempt).before(this, request);
			}
		});
		this.requests.answer(TransactWriteItemsResponse.class, (response) -> {
			int attempt = attempts.get() - 1;
			if (attempt < answers.size()) {
				answers.get(attempt).after();
			}
			return response;
		});
		Publication publication = Publication.of("db", Map.of("k", "after"));
		StoreVersion reported = null;
		ConfigStoreException failure = null;
		try {
			reported = this.store.publish(expecting ? publication.expecting(seen) : publication);
		}
		catch (ConfigStoreException ex) {
			failure = ex;
		}
		this.requests.heal();
		boolean written = "after".equals(this.store.get("db").get("k"));
		if (failure == null) {
			assertThat(written).isTrue();
			assertThat(this.store.version()).isEqualTo(reported);
			assertThat(this.store.history(10)).hasSize(2);
		}
		else if (!(failure instanceof UnclearOutcomeException)) {
			assertThat(written).as("reported as " + failure).isFalse();
			assertThat(this.store.version()).isEqualTo(seen);
		}
		if (first == Answer.COMMITTED_AND_LOST) {
			assertThat(failure).as("the token is there").isNull();
		}
	}

	/** One answer to an attempt. */
	enum Answer {

		WRITTEN, COMMITTED_AND_LOST, COMMITTED_AND_500, LOST, SERVER_ERROR, THROTTLED, DENIED, EXPIRED, INVALID,
		CONFLICT, CONDITION_FAILED, IN_PROGRESS, LATE_COMMIT_AND_DENIED;

		boolean isUnclear() {
			return List.of(COMMITTED_AND_LOST, COMMITTED_AND_500, LOST, SERVER_ERROR, IN_PROGRESS).contains(this);
		}

		void before(TransactionMatrixIntegrationTests test, TransactWriteItemsRequest request) {
			switch (this) {
				case LOST -> throw Faults.timedOut();
				case SERVER_ERROR -> throw Faults.serverError();
				case THROTTLED -> throw Faults.throttled();
				case DENIED -> throw Faults.denied();
				case EXPIRED -> throw Faults.badCredentials();
				case INVALID -> throw Faults.invalid("secret");
				case CONFLICT -> throw canceled("TransactionConflict");
				case CONDITION_FAILED -> throw canceled("ConditionalCheckFailed");
				case IN_PROGRESS -> throw TransactionInProgressException.builder().statusCode(400).build();
				case LATE_COMMIT_AND_DENIED -> {
					// The same request, with the same client token: what the first
					// attempt
					// has written is not written again.
					test.table.client().transactWriteItems(request);
					throw Faults.denied();
				}
				default -> {
				}
			}
		}

		void after() {
			if (this == COMMITTED_AND_LOST) {
				throw Faults.timedOut();
			}
			if (this == COMMITTED_AND_500) {
				throw Faults.serverError();
			}
		}

	}

	private static RuntimeException canceled(String code) {
		return TransactionCanceledException.builder()
			.statusCode(400)
			.message("Transaction cancelled")
			.cancellationReasons(CancellationReason.builder().code("None").build(),
					CancellationReason.builder().code(code).build(), CancellationReason.builder().code("None").build())
			.build();
	}

	@Test
	void waitsWhileTheTransactionIsInProgress() {
		AtomicInteger attempts = new AtomicInteger();
		this.requests.before(TransactWriteItemsRequest.class, (request) -> {
			if (attempts.incrementAndGet() < 15) {
				throw TransactionInProgressException.builder().statusCode(400).build();
			}
		});
		assertThat(this.store.publish(Publication.of("db", Map.of("k", 1)))).isNotNull();
		assertThat(attempts).hasValue(15);
	}

	@Test
	void isUnclearWhenTheClientIsClosedWhileTheAnswerIsAwaited() {
		this.requests.answer(TransactWriteItemsResponse.class, (response) -> {
			this.client.close();
			this.store.close();
			throw new RejectedExecutionException("shut down");
		});
		assertThatExceptionOfType(UnclearOutcomeException.class)
			.isThrownBy(() -> this.store.publish(Publication.of("db", Map.of("k", 1))));
		assertThat(this.table.item(this.name, "db")).isNotNull();
	}

	@ParameterizedTest
	@EnumSource(ReadFault.class)
	void aReadThatFailsWritesNothing(ReadFault fault) {
		StoreVersion seen = this.store.publish(Publication.of("db", Map.of("k", "before")));
		this.requests.before(GetItemRequest.class, (request) -> {
			if (request.key().get("_option").s().equals("version")) {
				throw fault.failure();
			}
		});
		assertThatExceptionOfType(ConfigStoreException.class)
			.isThrownBy(() -> this.store.set("db", Map.of("k", "after")))
			.isNotInstanceOf(UnclearOutcomeException.class);
		this.requests.heal();
		assertThat(this.store.version()).isEqualTo(seen);
	}

	/** A failure of any class. */
	enum ReadFault {

		TIMED_OUT, SERVER_ERROR, THROTTLED, DENIED, EXPIRED, NOT_THE_SDKS;

		RuntimeException failure() {
			return switch (this) {
				case TIMED_OUT -> Faults.timedOut();
				case SERVER_ERROR -> Faults.serverError();
				case THROTTLED -> Faults.throttled();
				case DENIED -> Faults.denied();
				case EXPIRED -> Faults.badCredentials();
				case NOT_THE_SDKS -> new IllegalStateException("a credentials provider");
			};
		}

	}

	@Test
	void aVersionItemWithANumberForATokenIsMalformed() {
		this.store.set("db", Map.of("k", 1));
		Map<String, AttributeValue> item = new HashMap<>(this.table.item(this.name + "#meta", "version"));
		item.put("token", AttributeValue.fromN("7"));
		this.table.client().putItem((request) -> request.tableName(this.table.name()).item(item));
		assertThat(this.store.version()).isNotNull();
		assertThatExceptionOfType(MalformedItemException.class).isThrownBy(() -> this.store.set("db", Map.of("k", 2)));
		this.table.delete(this.name + "#meta", "version");
		this.store.set("db", Map.of("k", 2));
		assertThat(this.store.version().number()).isEqualTo(2);
	}

}
