package dev.configstore;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.Rollback;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The process of a publisher ends before or after DynamoDB has done what a call asks for,
 * at each call of a publish. "During" is one of the two, because DynamoDB does a request
 * as a whole.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class CrashIntegrationTests {

	/**
	 * Version, three options, numbers of the history, transaction, history to prune, two
	 * items of it.
	 */
	private static final int CALLS = 9;

	private final EmbeddedTable table;

	private final String name = "store-" + UUID.randomUUID();

	CrashIntegrationTests(EmbeddedTable table) {
		this.table = table;
	}

	static Stream<Arguments> crashes() {
		return Stream.iterate(1, (call) -> call <= CALLS, (call) -> call + 1)
			.flatMap((call) -> Stream.of(Arguments.of(call, false), Arguments.of(call, true)));
	}

	private ConfigStore open(DynamoDbClient client) {
		return ConfigStore.builder()
			.client(client)
			.table(this.table.name())
			.store(this.name)
			.mode(Mode.SIMPLE)
			.historyLimit(2)
			.open();
	}

	@ParameterizedTest
	@MethodSource("crashes")
	void aStoreIsWholeAndGoesOnWhenAPublisherEnds(int call, boolean after) {
		ConfigStore before = open(this.table.client());
		before.publish(Publication.of("a", Map.of("k", 1)).set("b", Map.of("k", 1)));
		before.publish(Publication.of("a", Map.of("k", 2)).set("b", Map.of("k", 2)));
		Crash crash = new Crash(call, after);
		try (DynamoDbClient client = crash.client()) {
			ConfigStore crashing = open(client);
			crash.armed = true;
			assertThatExceptionOfType(ProcessEnded.class).isThrownBy(() -> crashing
				.publish(Publication.of("a", Map.of("k", 3)).set("b", Map.of("k", 3)).set("c", Map.of("k", 3))));
		}
		boolean written = call > 6 || call == 6 && after;
		ConfigStore fresh = open(this.table.client());
		long number = written ? 3 : 2;
		assertThat(fresh.version().number()).isEqualTo(number);
		assertThat(values(fresh)).isEqualTo(written ? "333" : "22-");
		assertThat(fresh.at(number).options()).isEqualTo(fresh.getAll().options());
		assertThat(fresh.history(10)).first().satisfies((version) -> assertThat(version.number()).isEqualTo(number));

		fresh.publish(Publication.of("a", Map.of("k", 4)).delete("b").expecting(fresh.version()));
		assertThat(values(fresh)).isEqualTo(written ? "4-3" : "4--");
		assertThat(fresh.at(number).option("b").get("k")).hasToString(written ? "3" : "2");
		fresh.rollback(number, Rollback.by("carol"));
		assertThat(values(fresh)).isEqualTo(written ? "333" : "22-");
		assertThat(fresh.history(10)).extracting(HistoryEntry::number).containsExactly(number + 2, number + 1);
	}

	private String values(ConfigStore store) {
		Map<String, Option> options = store.getAll().options();
		return List.of("a", "b", "c")
			.stream()
			.map((name) -> options.containsKey(name) ? String.valueOf(options.get(name).get("k")) : "-")
			.reduce("", String::concat);
	}

	private static final class ProcessEnded extends Error {

		private static final long serialVersionUID = 1L;

	}

	private static final class Crash implements ExecutionInterceptor {

		private final int call;

		private final boolean after;

		private int calls;

		private boolean armed;

		private Crash(int call, boolean after) {
			this.call = call;
			this.after = after;
		}

		DynamoDbClient client() {
			return RequestRecorder.client(this);
		}

		@Override
		public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
			if (this.armed && ++this.calls == this.call && !this.after) {
				throw new ProcessEnded();
			}
		}

		@Override
		public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
			if (this.armed && this.calls == this.call && this.after) {
				throw new ProcessEnded();
			}
		}

	}

}
