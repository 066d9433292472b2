package dev.configstore.samples.bootstrap;

import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class BootstrapApplicationTests {

	@Test
	void readsTheStoreThatBootstrapYmlNames(EmbeddedTable table) {
		table.fill("classpath:example-table.yml");
		try (ConfigurableApplicationContext context = BootstrapApplication.start(table)) {
			assertThat(context.getEnvironment().getProperty("db.port", Integer.class)).isEqualTo(27017);
			assertThat(context.getEnvironment().getProperty("db.host")).as("before application.yml")
				.isEqualTo("db-cluster.com");
		}
	}

	@Test
	void saysWhatItHasFound(CapturedOutput output) {
		BootstrapApplication.main(new String[0]);
		assertThat(output).contains("The database is at db-cluster.com:27017");
	}

}
