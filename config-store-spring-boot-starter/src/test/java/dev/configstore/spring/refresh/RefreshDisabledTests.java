package dev.configstore.spring.refresh;

import java.util.Map;

import dev.configstore.spring.support.RecordedEvents;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class RefreshDisabledTests {

	@Test
	void bindsNothingWhenRefreshIsDisabled(EmbeddedTable table) {
		table.put("prod", "db", Map.of("host", "one"));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Application.class,
				"--spring.cloud.refresh.enabled=false")) {
			table.putKey("prod", "db", "host", "two");
			StoreApplication.reload(context);
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("two");
			assertThat(context.getBean(Pool.class).getHost()).isEqualTo("one");
			assertThat(context.getBean(RecordedEvents.class).order).containsExactly("environment", "config-store");
			assertThat(context.getBeanNamesForType(RefreshScope.class)).isEmpty();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Pool.class)
	static class Application {

		@Bean
		RecordedEvents events() {
			return new RecordedEvents();
		}

	}

}
