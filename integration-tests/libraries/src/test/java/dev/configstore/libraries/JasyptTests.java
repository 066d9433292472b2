package dev.configstore.libraries;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.ulisesbocchio.jasyptspringboot.EncryptablePropertySource;
import com.ulisesbocchio.jasyptspringboot.environment.StandardEncryptableEnvironment;
import dev.configstore.ConfigStore;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.Refreshable;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.jasypt.encryption.pbe.StandardPBEStringEncryptor;
import org.jasypt.iv.RandomIvGenerator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Values of the store that jasypt-spring-boot decrypts, the real one: it puts a wrapper
 * around each property source.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class JasyptTests {

	private static final String PASSWORD = "a password of the test";

	private final EmbeddedTable table;

	JasyptTests(EmbeddedTable table) {
		this.table = table;
	}

	private static String encrypted(Object value) {
		StandardPBEStringEncryptor encryptor = new StandardPBEStringEncryptor();
		encryptor.setPassword(PASSWORD);
		encryptor.setAlgorithm("PBEWITHHMACSHA512ANDAES_256");
		encryptor.setIvGenerator(new RandomIvGenerator());
		return "ENC(" + encryptor.encrypt(value.toString()) + ")";
	}

	private ConfigurableApplicationContext run(String door, String way) {
		List<String> arguments = new ArrayList<>(List.of("--config-store.store=prod",
				"--config-store.update-interval=1h", "--config-store.poll-interval=1h",
				"--test.libraries=com.ulisesbocchio.", "--jasypt.encryptor.password=" + PASSWORD, door,
				"--spring.cloud.nacos.config.import-check.enabled=false",
				"--jasypt.encryptor.proxy-property-sources=" + way.equals("proxies")));
		this.table.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
		SpringApplicationBuilder builder = new SpringApplicationBuilder(Application.class).bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.web(WebApplicationType.NONE);
		if (way.equals("environment")) {
			builder.environment(new StandardEncryptableEnvironment());
		}
		return builder.run(arguments.toArray(String[]::new));
	}

	@ParameterizedTest
	@CsvSource({ "--spring.config.import=config-store:, wrappers", "--spring.config.import=config-store:, proxies",
			"--spring.config.import=config-store:, environment", "--spring.cloud.bootstrap.enabled=true, wrappers",
			"--spring.cloud.bootstrap.enabled=true, proxies", "--spring.cloud.bootstrap.enabled=true, environment" })
	void decryptsForWhateverReadsProperties(String door, String way) {
		this.table.clear();
		this.table.put("prod", "db", Map.of("password", encrypted("one"), "port", encrypted(1)));
		try (ConfigurableApplicationContext context = run(door, way)) {
			assertThat(context.getEnvironment()
				.getPropertySources()
				.stream()
				.filter((source) -> source.getName().contains("config-store:"))).isNotEmpty()
				.allMatch(EncryptablePropertySource.class::isInstance);
			assertSees(context, "one", 1);
			assertThat(context.getBean(Text.class).password()).isEqualTo("one");
			assertThat(context.getBean(ConfigStore.class).get("db").get("password").toString()).startsWith("ENC(");
			this.table.putKey("prod", "db", "password", encrypted("two"));
			context.getBean(ConfigStore.class).reload();
			assertSees(context, "two", 1);
			this.table.putKey("prod", "db", "port", encrypted("many"));
			assertThatExceptionOfType(CandidateRejectedException.class)
				.isThrownBy(context.getBean(ConfigStore.class)::reload)
				.withMessageStartingWith("Values cannot be used")
				.withMessageContaining("'db.port' (DynamoDB table")
				.withMessageNotContaining("many");
			assertSees(context, "two", 1);
			this.table.putKey("prod", "db", "port", encrypted(3));
			assertThat(context.getBean(ContextRefresher.class).refresh()).containsExactly("db.port");
			assertSees(context, "two", 3);
			this.table.putKey("prod", "db", "password", encrypted("four"));
			context.getBean(ConfigStore.class).reload();
			assertSees(context, "four", 3);
		}
	}

	private static void assertSees(ConfigurableApplicationContext context, String password, int port) {
		assertThat(context.getEnvironment().getProperty("db.password")).as("environment").isEqualTo(password);
		Database bean = context.getBean(Database.class);
		assertThat(bean.getPassword() + ":" + bean.getPort()).as("bean").isEqualTo(password + ":" + port);
		assertThat(context.getBean(View.class).database().get()).as("view").isEqualTo(new Fixed(password, port));
		// Renewed by the thread that notifies.
		Awaitility.await()
			.untilAsserted(() -> assertThat(context.getBean(Scoped.class).text()).isEqualTo(password + ":" + port));
	}

	@ConfigurationProperties("db")
	static class Database {

		private String password = "";

		private int port;

		public String getPassword() {
			return this.password;
		}

		public void setPassword(String password) {
			this.password = password;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

	}

	@ConfigurationProperties("db")
	record Fixed(String password, int port) {

	}

	record View(Refreshable<Fixed> database) {

	}

	record Text(String password) {

	}

	static class Scoped {

		@Value("${db.password}:${db.port}")
		private String text;

		String text() {
			return this.text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableConfigurationProperties(Database.class)
	static class Application {

		@Bean
		View view(Refreshable<Fixed> database) {
			return new View(database);
		}

		@Bean
		Text text(@Value("${db.password}") String password) {
			return new Text(password);
		}

		@Bean
		@RefreshScope
		Scoped scoped() {
			return new Scoped();
		}

	}

}
