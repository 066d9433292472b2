package dev.configstore.spring.env;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.configstore.ClientSettings;
import dev.configstore.ConfigStoreBuilder;
import dev.configstore.Mode;
import dev.configstore.ReloadSchedule;
import dev.configstore.TableLayout;
import dev.configstore.TableSettings;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The settings' defaults, and what an IDE is told about them.
 */
class ConfigStorePropertiesTests {

	/** Not set unless somebody sets them, so there is no default to show. */
	private static final List<String> WITHOUT_DEFAULT = List.of("config-store.region", "config-store.endpoint",
			"config-store.snapshot-file", "config-store.snapshot.max-age", "config-store.snapshot.key",
			"config-store.store");

	@Test
	void areTheCoresWhenNothingIsSet() {
		ConfigStoreProperties settings = new Binder().bindOrCreate(ConfigStoreProperties.PREFIX,
				ConfigStoreProperties.class);
		assertThat(settings.schedule()).isEqualTo(new ReloadSchedule(ReloadSchedule.DEFAULT_UPDATE_INTERVAL,
				ReloadSchedule.DEFAULT_CHECK_INTERVAL, ReloadSchedule.DEFAULT_INSTANCES));
		assertThat(settings.client()).isEqualTo(ClientSettings.DEFAULT);
		assertThat(settings.tableSettings().toSettings()).isEqualTo(TableSettings.DEFAULT);
		assertThat(settings.tableSettings().storeKey()).isEqualTo(TableLayout.DEFAULT_STORE_KEY);
		assertThat(settings.tableSettings().optionKey()).isEqualTo(TableLayout.DEFAULT_OPTION_KEY);
		assertThat(settings.historyLimit()).isEqualTo(ConfigStoreBuilder.DEFAULT_HISTORY_LIMIT);
		assertThat(settings.mode()).isEqualTo(Mode.TIME_BASED);
		assertThat(settings.table()).isEqualTo("config");
		assertThat(settings.consistentRead()).isFalse();
		assertThat(settings.enabled()).isTrue();
	}

	@Test
	void areDescribedWithTheirDefaultsWhenAnIdeAsks() throws IOException {
		Map<String, Map<?, ?>> properties = metadata("spring-configuration-metadata.json", "properties");
		assertThat(properties).containsKeys("config-store.enabled", "config-store.mode", "config-store.store",
				"config-store.table-settings.billing-mode", "config-store.simple.max-age");
		properties.forEach((name, property) -> {
			assertThat((String) property.get("description")).as(name).endsWith(".");
			assertThat(WITHOUT_DEFAULT.contains(name)).as(name).isNotEqualTo(property.containsKey("defaultValue"));
		});
	}

	private static Map<String, Map<?, ?>> metadata(String file, String kind) throws IOException {
		URI classes = URI
			.create(ConfigStoreProperties.class.getProtectionDomain().getCodeSource().getLocation().toString());
		try (InputStream stream = Files.newInputStream(Path.of(classes).resolve("META-INF").resolve(file))) {
			String json = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			Map<String, Map<?, ?>> found = new LinkedHashMap<>();
			for (Object entry : (List<?>) Objects
				.requireNonNull(JsonParserFactory.getJsonParser().parseMap(json).get(kind))) {
				Map<?, ?> property = (Map<?, ?>) entry;
				if (String.valueOf(property.get("name")).startsWith("config-store.")) {
					found.put(String.valueOf(property.get("name")), property);
				}
			}
			return found;
		}
	}

}
