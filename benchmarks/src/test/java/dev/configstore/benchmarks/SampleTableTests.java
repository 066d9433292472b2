package dev.configstore.benchmarks;

import dev.configstore.ConfigStore;
import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class SampleTableTests {

	@Test
	void optionsHave200BytesAndTheStoreHasAVersion(EmbeddedTable table) {
		SampleTable.fill(table, Samples.STORE, 30);
		try (ConfigStore store = ConfigStore.builder()
			.client(table.client())
			.table(table.name())
			.store(Samples.STORE)
			.open()) {
			StoreSnapshot snapshot = store.getAll();
			assertThat(snapshot.bytes()).isEqualTo(30 * Samples.BYTES);
			assertThat(snapshot.version()).isNotNull();
			assertThat(snapshot.option(Samples.name(0))).isEqualTo(new Option(Samples.name(0), Samples.keys(0, 1)));
			assertThat(snapshot.option(Samples.name(29))).isEqualTo(new Option(Samples.name(29), Samples.keys(29, 0)));
		}
	}

}
