package dev.configstore.spring.env;

import java.nio.file.Path;
import java.util.Map;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.OutputLines;
import dev.configstore.spring.support.TestApplication;
import dev.configstore.spring.support.TestApplication.Door;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.cloud.bootstrap.encrypt.KeyProperties;
import org.springframework.cloud.context.encrypt.EncryptorFactory;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Values that begin with {@code {cipher}}.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class EncryptedValuesTests {

	private static final String KEY = "a key for this test";

	private final EmbeddedTable table;

	@TempDir
	private Path directory;

	EncryptedValuesTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("password", encrypted("one"), "user", "me"));
	}

	@ParameterizedTest
	@EnumSource
	void followTheReloadWhenTheyChange(Door door) {
		try (ConfigurableApplicationContext context = application(door).run()) {
			assertThat(context.getEnvironment().getProperty("db.password")).isEqualTo("one");
			ConfigStoreRuntime runtime = context.getBean(ConfigStoreRuntime.class);
			assertThat(String.valueOf(runtime.configStores().get(0).get("db").keys().get("password")))
				.startsWith("{cipher}");
			this.table.putKey("prod", "db", "password", encrypted("two"));
			runtime.stores().reload();
			assertThat(context.getEnvironment().getProperty("db.password")).isEqualTo("two");
			this.table.removeKey("prod", "db", "password");
			runtime.stores().reload();
			assertThat(context.getEnvironment().getProperty("db.password")).isNull();
			assertThat(context.getEnvironment().getProperty("db.user")).isEqualTo("me");
		}
	}

	@ParameterizedTest
	@EnumSource
	void keepTheLastStateWhenOneCannotBeDecrypted(Door door) {
		try (ConfigurableApplicationContext context = application(door).run()) {
			this.table.put("prod", "db", Map.of("password", "{cipher}no-cipher-text", "user", "you"));
			assertThatExceptionOfType(CandidateRejectedException.class)
				.isThrownBy(() -> context.getBean(ConfigStoreRuntime.class).stores().reload())
				.withMessageContaining("'password'")
				.withMessageNotContaining("no-cipher-text");
			assertThat(context.getEnvironment().getProperty("db.password")).isEqualTo("one");
			assertThat(context.getEnvironment().getProperty("db.user")).isEqualTo("me");
		}
	}

	@ParameterizedTest
	@EnumSource
	void endTheStartWhenTheyCannotBeDecrypted(Door door) {
		this.table.putKey("prod", "db", "password", "{cipher}no-cipher-text");
		TestApplication application = application(door);
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(application::run)
			.withMessageContaining("table '" + this.table.name() + "', store 'prod', option 'db'")
			.withMessageContaining("key 'password'")
			.withMessageNotContaining("no-cipher-text")
			.withNoCause();
		assertThat(application.clients().open()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void endTheStartWhenThereIsNoKey(Door door) {
		TestApplication application = new TestApplication(this.directory, this.table).through(door);
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(application::run)
			.withMessageContaining("The value of key 'password' cannot be decrypted: no key is configured, so set "
					+ "'encrypt.key' or 'encrypt.key-store.*'");
	}

	/** One that is not an encryptor's key is there all the same. */
	@ParameterizedTest
	@EnumSource
	void endTheStartWhenTheKeyIsAnother(Door door) {
		TestApplication application = new TestApplication(this.directory, this.table).through(door)
			.file("application.yml", "encrypt.key: another key");
		assertThatExceptionOfType(CandidateRejectedException.class).isThrownBy(application::run)
			.withMessageContaining("check 'encrypt.*'")
			.withMessageNotContaining("no key");
	}

	@ParameterizedTest
	@EnumSource
	void areRejectedWithTheReasonWhenTheFirstOneComesAndThereIsNoKey(Door door) {
		this.table.put("prod", "db", Map.of("user", "me"));
		try (ConfigurableApplicationContext context = new TestApplication(this.directory, this.table).through(door)
			.run()) {
			this.table.putKey("prod", "db", "password", encrypted("one"));
			assertThatExceptionOfType(CandidateRejectedException.class)
				.isThrownBy(() -> context.getBean(ConfigStoreRuntime.class).stores().reload())
				.withMessageContaining("no key is configured");
		}
	}

	@ParameterizedTest
	@EnumSource
	void areEmptyWithAWarningWhenThatIsTolerated(Door door) {
		this.table.putKey("prod", "db", "password", "{cipher}no-cipher-text");
		TestApplication application = application(door).argument("encrypt.fail-on-error", "false");
		try (OutputLines output = new OutputLines(); ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getEnvironment().getProperty("db.password")).isEmpty();
			assertThat(output.warnings()).filteredOn((line) -> line.contains("cannot be decrypted"))
				.hasSize(1)
				.allSatisfy((line) -> assertThat(line).contains("option 'db', key 'password'")
					.doesNotContain("no-cipher-text"));
		}
	}

	private TestApplication application(Door door) {
		return new TestApplication(this.directory, this.table).through(door)
			.file("application.yml", "encrypt.key: " + KEY);
	}

	private static String encrypted(String text) {
		return "{cipher}" + new EncryptorFactory(new KeyProperties().getSalt()).create(KEY).encrypt(text);
	}

}
