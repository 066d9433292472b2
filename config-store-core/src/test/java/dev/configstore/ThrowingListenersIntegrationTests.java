package dev.configstore;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a builder is given to be told, of units, notices and hints, may throw: what was
 * created, read or written is, and nobody else notices.
 */
class ThrowingListenersIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final AtomicInteger units = new AtomicInteger();

	private final AtomicInteger notices = new AtomicInteger();

	private final AtomicInteger hints = new AtomicInteger();

	@AfterEach
	void close() {
		this.client.close();
	}

	static Stream<Throwable> failures() {
		return Stream.of(new IllegalStateException("secret"), new LinkageError("secret"), new AssertionError("secret"));
	}

	private ConfigStore open(Throwable failure) {
		return ConfigStore.builder()
			.client(this.client)
			.table("created-" + UUID.randomUUID())
			.store("prod")
			.mode(Mode.SIMPLE)
			.historyLimit(1)
			.unitsListener((store, operation, consumed) -> thrown(this.units, failure))
			.notices((notice) -> thrown(this.notices, failure))
			.hints((hint) -> thrown(this.hints, failure))
			.open();
	}

	private static void thrown(AtomicInteger calls, Throwable failure) {
		calls.incrementAndGet();
		if (failure instanceof Error error) {
			throw error;
		}
		throw (RuntimeException) failure;
	}

	@ParameterizedTest
	@MethodSource("failures")
	void nobodyElseNotices(Throwable failure) {
		try (ConfigStore store = open(failure)) {
			assertThat(this.notices).as("a table was created").hasValue(1);
			store.set("db", Map.of("k", 1));
			assertThat(this.units).hasPositiveValue();
			this.requests.fail(DeleteItemRequest.class, Faults::denied);
			store.set("db", Map.of("k", 2));
			assertThat(this.hints).as("the history may not be pruned").hasValue(1);
			assertThat(store.version().number()).isEqualTo(2);
			this.requests.beforeVersion(() -> {
				throw Faults.denied();
			});
			assertThat(store.getAll().options()).containsOnlyKeys("db");
			assertThat(this.hints).as("the version may not be read").hasValue(2);
		}
	}

}
