package dev.configstore.benchmarks.loading;

import java.time.Duration;

import dev.configstore.benchmarks.RecordedTable;
import dev.configstore.benchmarks.SampleTable;
import dev.configstore.benchmarks.Samples;
import dev.configstore.benchmarks.SlowServer;
import dev.configstore.benchmarks.loading.Loader.Load;
import dev.configstore.benchmarks.loading.Loader.Loaded;
import dev.configstore.benchmarks.loading.Loader.Servers;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class LoaderTests {

	private static final int OPTIONS = 25;

	@Test
	void eachLoadsTheWholeStoreAgainAndAgain(EmbeddedTable table) {
		SampleTable.fill(table, Samples.STORE, OPTIONS);
		FakeParameterStore parameters = new FakeParameterStore();
		parameters.addJson(Loader.JSON_PATH, OPTIONS);
		parameters.addKeys(Loader.KEYS_PATH, OPTIONS);
		try (SlowServer dynamoDb = SlowServer.start(Duration.ZERO, new RecordedTable(table.endpoint()));
				SlowServer parameterStore = SlowServer.start(Duration.ZERO, parameters)) {
			Servers servers = new Servers(dynamoDb.endpoint(), parameterStore.endpoint(), table.name());
			for (Loader loader : Loader.values()) {
				Load load = loader.prepare(servers);
				for (int i = 0; i < 2; i++) {
					Loaded loaded = load.load();
					loaded.end().run();
					assertThat(loaded.options()).as("%s", loader).isEqualTo(OPTIONS);
				}
			}
		}
	}

}
