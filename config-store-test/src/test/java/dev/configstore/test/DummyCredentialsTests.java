package dev.configstore.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;

@DisabledIfEnvironmentVariable(named = "AWS_ACCESS_KEY_ID", matches = ".+")
class DummyCredentialsTests {

	private static final List<String> PROPERTIES = List.of("aws.accessKeyId", "aws.secretAccessKey",
			"aws.sharedCredentialsFile", "aws.configFile", "aws.webIdentityTokenFile");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path home;

	@BeforeEach
	void noneAreNamed() {
		PROPERTIES.forEach(System::clearProperty);
		System.setProperty("aws.sharedCredentialsFile", this.home.resolve("credentials").toString());
		System.setProperty("aws.configFile", this.home.resolve("config").toString());
	}

	@AfterEach
	void asEveryOtherTestHasThem() {
		PROPERTIES.forEach(System::clearProperty);
		DummyCredentials.setWhereNoneAreNamed();
	}

	@Test
	void givesTheDefaultChainDummiesWhenNoneAreNamed() {
		DummyCredentials.setWhereNoneAreNamed();
		try (DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build()) {
			assertThat(chain.resolveCredentials().accessKeyId()).isEqualTo("embedded");
		}
	}

	@Test
	void leavesSystemPropertiesAlone() {
		System.setProperty("aws.accessKeyId", "mine");
		DummyCredentials.setWhereNoneAreNamed();
		assertThat(System.getProperty("aws.accessKeyId")).isEqualTo("mine");
		assertThat(System.getProperty("aws.secretAccessKey")).isNull();
	}

	@Test
	void leavesCredentialsOfAServiceAccountAlone() {
		System.setProperty("aws.webIdentityTokenFile", "/token");
		DummyCredentials.setWhereNoneAreNamed();
		assertThat(System.getProperty("aws.accessKeyId")).isNull();
	}

	@Test
	void leavesCredentialsOfAProfileAlone() throws IOException {
		Files.writeString(this.home.resolve("credentials"),
				"[default]\naws_access_key_id = mine\naws_secret_access_key = mine\n");
		DummyCredentials.setWhereNoneAreNamed();
		assertThat(System.getProperty("aws.accessKeyId")).isNull();
	}

	@Test
	void givesDummiesWhenTheProfileNamesNone() throws IOException {
		Files.writeString(this.home.resolve("config"), "[default]\nregion = eu-west-1\n");
		DummyCredentials.setWhereNoneAreNamed();
		assertThat(System.getProperty("aws.accessKeyId")).isEqualTo("embedded");
	}

}
