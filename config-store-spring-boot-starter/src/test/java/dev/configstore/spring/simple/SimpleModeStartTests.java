package dev.configstore.spring.simple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class SimpleModeStartTests {

	private final EmbeddedTable table;

	SimpleModeStartTests(EmbeddedTable table) {
		this.table = table;
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.config.import=config-store:", "spring.cloud.bootstrap.enabled=true" })
	void readsEachStoreOnceUntilTheApplicationIsReady(String door) {
		List.of("one", "two", "three", "four", "five")
			.forEach((option) -> this.table.put("prod", option, Map.of("name", option, "hosts", List.of("a", "b"))));
		Map<String, Object> values = new HashMap<>();
		IntStream.range(0, 20).forEach((i) -> values.put("k" + i, "value " + i));
		this.table.put("prod", "v", values);
		this.table.put("base", "v", values);
		try (SimpleModeApplication application = SimpleModeApplication.run(this.table, Configuration.class, door,
				"config-store.store=base,prod")) {
			assertThat(application.requests().drain()).containsExactlyInAnyOrder("Query base strong",
					"Query prod strong");
			assertThat(application.context().getBean(Five.class).hosts()).containsExactly("a", "b");
			assertThat(application.context().getBean(Values.class).texts()).hasSize(20).contains("value 19");
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableConfigurationProperties({ One.class, Two.class, Three.class, Four.class, Five.class })
	static class Configuration {

		@Bean
		Values values(@Value("${v.k0}") String k0, @Value("${v.k1}") String k1, @Value("${v.k2}") String k2,
				@Value("${v.k3}") String k3, @Value("${v.k4}") String k4, @Value("${v.k5}") String k5,
				@Value("${v.k6}") String k6, @Value("${v.k7}") String k7, @Value("${v.k8}") String k8,
				@Value("${v.k9}") String k9, @Value("${v.k10}") String k10, @Value("${v.k11}") String k11,
				@Value("${v.k12}") String k12, @Value("${v.k13}") String k13, @Value("${v.k14}") String k14,
				@Value("${v.k15}") String k15, @Value("${v.k16}") String k16, @Value("${v.k17}") String k17,
				@Value("${v.k18}") String k18, @Value("${v.k19}") String k19) {
			return new Values(
					List.of(k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, k10, k11, k12, k13, k14, k15, k16, k17, k18, k19));
		}

	}

	record Values(List<String> texts) {

	}

	@ConfigurationProperties("one")
	record One(String name, List<String> hosts) {

	}

	@ConfigurationProperties("two")
	record Two(String name, List<String> hosts) {

	}

	@ConfigurationProperties("three")
	record Three(String name, List<String> hosts) {

	}

	@ConfigurationProperties("four")
	record Four(String name, List<String> hosts) {

	}

	@ConfigurationProperties("five")
	record Five(String name, List<String> hosts) {

	}

}
