package dev.configstore.samples.quickstart;

import java.math.BigDecimal;
import java.util.Map;

import dev.configstore.ConfigStore;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a class of yours that uses a {@link ConfigStore} is tested, without an application.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class WithoutSpringTests {

	@Test
	void readsWhatIsInTheTable(EmbeddedTable table) {
		table.put("prod", "db", Map.of("host", "db-cluster.com", "port", 27017));
		try (ConfigStore store = ConfigStore.builder()
			.table(table.name())
			.client(table.client())
			.store("prod")
			.open()) {
			assertThat(store.get("db").get("port")).isEqualTo(BigDecimal.valueOf(27017));
			table.putKey("prod", "db", "port", 5432);
			store.reload();
			assertThat(store.get("db").get("port")).isEqualTo(BigDecimal.valueOf(5432));
		}
	}

}
