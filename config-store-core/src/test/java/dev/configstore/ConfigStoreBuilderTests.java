package dev.configstore;

import java.net.URI;
import java.time.Duration;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.TableSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ConfigStoreBuilderTests {

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "prod#meta", "#" })
	void openRejectsAStoreNameThatCannotBeOne(String store) {
		assertThatIllegalArgumentException().isThrownBy(() -> ConfigStore.builder().store(store).open())
			.withMessageContaining("'store'");
	}

	@Test
	void openRejectsAStoreNameWhenItsHistoryWouldHaveNoRoom() {
		assertThatIllegalArgumentException().isThrownBy(() -> ConfigStore.builder().store("x".repeat(2_041)).open());
	}

	@Test
	void openRejectsAMissingStore() {
		assertThatIllegalArgumentException().isThrownBy(() -> ConfigStore.builder().open());
	}

	@Test
	void openRejectsOtherSettingsThatCannotBeUsed() {
		assertThatIllegalArgumentException().isThrownBy(() -> valid().table(" ").open())
			.withMessageContaining("'table'");
		assertThatIllegalArgumentException().isThrownBy(() -> valid().storeKey("k").optionKey("k").open());
		assertThatIllegalArgumentException().isThrownBy(() -> valid().updateInterval(Duration.ofMillis(9)).open())
			.withMessageContaining("updateInterval");
		assertThatIllegalArgumentException().isThrownBy(() -> valid().pollInterval(Duration.ofMillis(9)).open())
			.withMessageContaining("pollInterval");
		assertThatIllegalArgumentException().isThrownBy(() -> valid().historyLimit(0).open());
		assertThatIllegalArgumentException().isThrownBy(() -> valid().endpoint(URI.create("localhost:8000")))
			.withMessageContaining("http://");
	}

	@Test
	void openFailsAtOnceWhenNobodyAnswers() {
		ConfigStoreBuilder builder = valid().region("eu-west-1").endpoint(URI.create("http://127.0.0.1:1"));
		long begun = System.nanoTime();
		assertThatExceptionOfType(ConfigStoreException.class).isThrownBy(builder::open).satisfies((ex) -> {
			assertThat(ex.table()).isEqualTo("config");
			assertThat(ex.store()).isEqualTo("prod");
		});
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
	}

	@Test
	void sourceNeedsAClient() {
		assertThatIllegalStateException().isThrownBy(() -> valid().source());
	}

	@Test
	void settingsOfTablesAreChecked() {
		assertThatIllegalArgumentException().isThrownBy(() -> settings(0, 1, Duration.ofSeconds(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 0, Duration.ofSeconds(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 1, Duration.ZERO));
	}

	@Test
	void settingsOfClientsAreChecked() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ClientSettings(null, null, Duration.ZERO, Duration.ofSeconds(1)));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ClientSettings(null, null, Duration.ofSeconds(1), Duration.ofSeconds(-1)));
	}

	private static ConfigStoreBuilder valid() {
		return ConfigStore.builder().store("prod");
	}

	private static TableSettings settings(long read, long write, Duration timeout) {
		return new TableSettings(true, TableSettings.BillingMode.PROVISIONED, read, write, timeout);
	}

}
