package dev.configstore.test;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

class EmbeddedDynamoDbExtensionTests {

	private static final List<String> SEEN = new ArrayList<>();

	@BeforeEach
	void forget() {
		SEEN.clear();
	}

	@Test
	void givesAFreshTableToEachClassAndDeletesItAfterwards() {
		run(2, FirstCase.class, SecondCase.class);
		assertThat(SEEN).hasSize(2).doesNotHaveDuplicates();
		assertThat(EmbeddedDynamoDb.shared().client().listTables().tableNames()).doesNotContainAnyElementsOf(SEEN);
	}

	@Test
	void sharesTheTableWithNestedClassesAndKeepsItUntilTheOuterEnds() {
		run(3, OuterCase.class);
		assertThat(SEEN).hasSize(3).containsOnly(SEEN.get(0));
	}

	@Test
	void handsOutItsTableWhenRegisteredInAStaticField() {
		run(1, FieldCase.class);
		assertThat(SEEN).hasSize(1);
	}

	@Test
	void hasNoTableBeforeTheClassHasBegun() {
		assertThatIllegalStateException().isThrownBy(() -> new EmbeddedDynamoDbExtension().table());
	}

	private static void run(int succeeded, Class<?>... classes) {
		EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter");
		for (Class<?> type : classes) {
			kit.selectors(selectClass(type));
		}
		kit.execute().testEvents().assertStatistics((events) -> events.succeeded(succeeded).failed(0));
	}

	@ExtendWith(EmbeddedDynamoDbExtension.class)
	static class FirstCase {

		@BeforeAll
		static void all(EmbeddedTable table) {
			table.putKey("prod", "db", "port", 1);
		}

		FirstCase(EmbeddedDynamoDb dynamoDb) {
			assertThat(dynamoDb).isSameAs(EmbeddedDynamoDb.shared());
		}

		@Test
		void works(EmbeddedTable table, DynamoDbClient client) {
			assertThat(client).isSameAs(table.client());
			assertThat(table.items("prod")).hasSize(1);
			SEEN.add(table.name());
		}

	}

	@ExtendWith(EmbeddedDynamoDbExtension.class)
	static class SecondCase {

		@Test
		void works(EmbeddedTable table) {
			assertThat(table.items("prod")).isEmpty();
			SEEN.add(table.name());
		}

	}

	@ExtendWith(EmbeddedDynamoDbExtension.class)
	static class OuterCase {

		private void see(EmbeddedTable table) {
			assertThat(table.items("prod")).hasSize(SEEN.size());
			table.putKey("prod", "o" + SEEN.size(), "k", 1);
			SEEN.add(table.name());
		}

		@Test
		void works(EmbeddedTable table) {
			see(table);
		}

		@Nested
		class Inner {

			@Test
			void works(EmbeddedTable table) {
				see(table);
			}

		}

		@Nested
		class OtherInner {

			@Test
			void works(EmbeddedTable table) {
				see(table);
			}

		}

	}

	static class FieldCase {

		@RegisterExtension
		static final EmbeddedDynamoDbExtension DYNAMO_DB = new EmbeddedDynamoDbExtension();

		@Test
		void works(EmbeddedTable table) {
			assertThat(DYNAMO_DB.table()).isSameAs(table);
			SEEN.add(table.name());
		}

	}

}
