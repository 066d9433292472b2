package dev.configstore;

import java.util.List;
import java.util.Map;

import dev.configstore.dynamodb.item.ItemSize;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.support.Faults;
import dev.configstore.support.RandomOptions;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class LargeStoreIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final EmbeddedTable table;

	LargeStoreIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void clear() {
		this.table.clear();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private ConfigStoreBuilder builder() {
		return ConfigStore.builder().client(this.client).table(this.table.name()).store("prod").mode(Mode.SIMPLE);
	}

	@Test
	void aStoreOfMoreThanAMegabyteIsReadInWhole() {
		String text = "x".repeat(390_000);
		for (int i = 0; i < 4; i++) {
			this.table.put("prod", "big-" + i, Map.of("text", text, "n", i));
		}
		try (ConfigStore store = builder().open()) {
			StoreSnapshot snapshot = store.getAll();
			assertThat(snapshot.options()).hasSize(4);
			assertThat(snapshot.options().values())
				.allSatisfy((option) -> assertThat(option.get("text")).isEqualTo(text));
			assertThat(this.requests.requests(QueryRequest.class)).hasSizeGreaterThan(2);
		}
	}

	@Test
	void anOptionOfTheLargestSizeIsReadAndWritten() {
		String text = "x".repeat(ItemSize.MAX - 1_600);
		try (ConfigStore store = builder().open()) {
			store.set("big", Map.of("text", text));
			assertThat(store.get("big").get("text")).isEqualTo(text);
			assertThatExceptionOfType(InvalidPublicationException.class)
				.isThrownBy(() -> store.set("big", Map.of("text", text + "y".repeat(200))))
				.withMessageContainingAll("409600", "'big'");
			assertThat(store.get("big").get("text")).isEqualTo(text);
		}
	}

	@Test
	void namesOf1024BytesAreReadAndNotWritten() {
		String longest = "ü".repeat(512);
		this.table.put("prod", longest, Map.of("k", "v"));
		try (ConfigStore store = builder().open()) {
			assertThat(store.get(longest).get("k")).isEqualTo("v");
			assertThat(store.getAll().options()).containsKey(longest);
			assertThatExceptionOfType(InvalidPublicationException.class).isThrownBy(() -> store.set(longest, Map.of()))
				.withMessageContaining("1011");
		}
	}

	@Test
	void theLowestOfAllNamesIsRead() {
		this.table.put("prod", "\u0000", Map.of("k", "v"));
		try (ConfigStore store = builder().open()) {
			assertThat(store.getAll().options()).containsOnlyKeys("\u0000");
		}
	}

	@Test
	void anEmptyPageIsNotTheEnd() {
		for (int i = 0; i < 4; i++) {
			this.table.put("prod", "option-" + i, Map.of("k", i));
		}
		// As DynamoDB may answer: no items, and more to come.
		boolean[] first = { true };
		this.requests.answer(QueryResponse.class, (response) -> {
			if (first[0]) {
				first[0] = false;
				return response.toBuilder().items(List.of()).build();
			}
			return response;
		});
		try (ConfigStore store = TestBuilder.pageSize(builder(), 1).mode(Mode.TIME_BASED).open()) {
			assertThat(store.getAll().options()).containsOnlyKeys("option-1", "option-2", "option-3");
		}
	}

	@Test
	void aPageThatFailsFailsTheWholeRead() {
		for (int i = 0; i < 4; i++) {
			this.table.put("prod", "option-" + i, Map.of("k", i));
		}
		try (ConfigStore store = TestBuilder.pageSize(builder(), 1).open()) {
			this.requests.before(QueryRequest.class, (request) -> {
				if (request.hasExclusiveStartKey()) {
					throw Faults.throttled();
				}
			});
			assertThatExceptionOfType(StoreThrottledException.class).isThrownBy(store::getAll);
		}
	}

	@Test
	void randomOptionsComeBackEqualWhoeverReadsThem() {
		RandomOptions options = new RandomOptions(42);
		try (ConfigStore store = builder().open(); ConfigStore other = builder().mode(Mode.TIME_BASED).open()) {
			for (int i = 0; i < 60; i++) {
				Option option = options.next("random-" + i);
				store.set(option.name(), option.keys());
				assertThat(store.get(option.name())).isEqualTo(option);
			}
			other.reload();
			assertThat(other.getAll().options()).isEqualTo(store.getAll().options());
		}
	}

}
