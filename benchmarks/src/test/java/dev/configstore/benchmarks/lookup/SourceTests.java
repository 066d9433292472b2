package dev.configstore.benchmarks.lookup;

import java.util.Map;

import dev.configstore.benchmarks.SampleTable;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All sources have the same properties.
 */
class SourceTests {

	private static final int OPTIONS = 4;

	@ParameterizedTest
	@EnumSource
	void hasAllPropertiesAndNoOthersWhenItIsStarted(Source source) {
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.shared();
		// The name that applications have as their default.
		EmbeddedTable table = dynamoDb.table("config");
		if (!dynamoDb.client().listTables().tableNames().contains("config")) {
			table = dynamoDb.createTable("config");
		}
		SampleTable.fill(table, Source.store(OPTIONS), OPTIONS);
		try (ConfigurableApplicationContext context = source.start(dynamoDb.endpoint(), OPTIONS)) {
			Map<String, Object> properties = Source.properties(OPTIONS);
			assertThat(properties).hasSize(OPTIONS * LookUp.KEYS);
			assertThat(properties.keySet())
				.allSatisfy((name) -> assertThat(context.getEnvironment().getProperty(name)).isNotEmpty());
			assertThat(context.getEnvironment().getProperty("missing-1.username")).isNull();
			boolean ours = context.getEnvironment().getPropertySources().contains("configStoreRuntime");
			assertThat(ours).isEqualTo(source == Source.IMPORT || source == Source.BOOTSTRAP);
		}
	}

}
