package dev.configstore.spring.settings;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class UnknownSettingsTests {

	@Test
	void knowsEverySettingOfTheMetadata() throws IOException {
		Map<String, Object> properties = new TreeMap<>();
		for (URL url : Collections
			.list(getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream json = url.openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(json).get("properties")) {
					properties.put(property.get("name").asString(), "");
				}
			}
		}
		properties.keySet().removeIf((name) -> !name.startsWith("config-store."));
		assertThat(properties).hasSizeGreaterThan(20);
		assertThat(UnknownSettings.in(environment(properties))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			config-store.stores,               config-store.store
			config-store.pollInterval1,       config-store.poll-interval
			config-store.create-if-missing,    config-store.table-settings.create-if-missing
			config-store.table.billing-mode,   config-store.table-settings.billing-mode
			config-store.guard.max-los,        config-store.guard.max-loss
			""")
	void namesWhatWasProbablyMeant(String name, String meant) {
		assertThat(UnknownSettings.in(environment(Map.of(name, "s3cr3t")))).singleElement()
			.asString()
			.startsWith("config-store.")
			.endsWith(" (is " + meant + " meant?)")
			.doesNotContain("s3cr3t");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			config-store.pollInterval
			config-store.poll_interval
			CONFIG-STORE.POLL-INTERVAL
			config-store.store[1]
			config-store.refresh-scope-prefixes.eurekaClient
			config-store.refresh-scope-prefixes[my.bean]
			config-store
			config-stores.check
			my.config-store.check
			""")
	void isSilentAboutOtherSpellingsAndOtherProperties(String name) {
		assertThat(UnknownSettings.in(environment(Map.of(name, "")))).isEmpty();
	}

	@Test
	void isSilentAboutEnvironmentVariablesWhichOthersSetToo() {
		StandardEnvironment environment = environment(Map.of());
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("CONFIGSTORE_SERVICE_HOST", "10.0.0.1", "CONFIG_STORE_PORT", "tcp://10.0.0.1:80")));
		assertThat(UnknownSettings.in(environment)).isEmpty();
	}

	private static StandardEnvironment environment(Map<String, Object> properties) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		return environment;
	}

}
