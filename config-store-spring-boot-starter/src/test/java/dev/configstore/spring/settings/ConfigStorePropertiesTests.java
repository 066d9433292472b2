package dev.configstore.spring.settings;

import dev.configstore.ClientSettings;
import dev.configstore.ConfigStoreBuilder;
import dev.configstore.Mode;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.TableLayout;
import dev.configstore.model.TableSettings;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The settings' defaults. What an IDE is told of them is {@code PropertiesDocumentTests}'
 * matter.
 */
class ConfigStorePropertiesTests {

	@Test
	void areTheCoresWhenNothingIsSet() {
		ConfigStoreProperties settings = new Binder().bindOrCreate(ConfigStoreProperties.PREFIX,
				ConfigStoreProperties.class);
		assertThat(settings.schedule()).isEqualTo(new ReloadSchedule(ReloadSchedule.DEFAULT_UPDATE_INTERVAL,
				ReloadSchedule.DEFAULT_POLL_INTERVAL, ReloadSchedule.DEFAULT_INSTANCES));
		assertThat(settings.client()).isEqualTo(ClientSettings.DEFAULT);
		assertThat(settings.tableSettings().toSettings()).isEqualTo(TableSettings.DEFAULT);
		assertThat(settings.tableSettings().storeKey()).isEqualTo(TableLayout.DEFAULT_STORE_KEY);
		assertThat(settings.tableSettings().optionKey()).isEqualTo(TableLayout.DEFAULT_OPTION_KEY);
		assertThat(settings.historyLimit()).isEqualTo(ConfigStoreBuilder.DEFAULT_HISTORY_LIMIT);
		assertThat(settings.mode()).isEqualTo(Mode.TIME_BASED);
		assertThat(settings.table()).isEqualTo("config");
		assertThat(settings.consistentPolls()).isFalse();
		assertThat(settings.enabled()).isTrue();
	}

}
