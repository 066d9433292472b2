package dev.configstore.spring.simple;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.encrypt.EncryptorFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One option that cannot be used keeps no other from being found.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class SimpleModeUnusableOptionsTests {

	private static final ReloadSchedule DUE = new ReloadSchedule(Duration.ofMillis(10), Duration.ofMillis(10), 1);

	private final EmbeddedTable table;

	private @Nullable SimpleModeApplication application;

	SimpleModeUnusableOptionsTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one"));
	}

	@AfterEach
	void close() {
		if (this.application != null) {
			this.application.close();
		}
	}

	private SimpleModeApplication run(String... properties) {
		SimpleModeApplication application = SimpleModeApplication.run(this.table, Configuration.class, properties);
		this.application = application;
		application.requests().drain();
		return application;
	}

	/** Read the index, as the schedule does when it is due. */
	private static void readIndex(SimpleModeApplication application) {
		application.clock().advance(DUE.updateInterval().multipliedBy(2));
		application.runtime().stores().poll(DUE);
	}

	private static @Nullable String look(SimpleModeApplication application, String name) {
		return application.environment().getProperty(name);
	}

	/** A type that the SDK does not know, and a number that is none. */
	static List<AttributeValue> malformed() {
		return List.of(AttributeValue.builder().build(), AttributeValue.fromN("s3cr3t"),
				AttributeValue.fromL(List.of(AttributeValue.builder().build())));
	}

	private static void malform(SimpleModeApplication application, String option, AttributeValue value) {
		application.requests()
			.answer(QueryResponse.class,
					(response) -> response.toBuilder().items(response.items().stream().map((item) -> {
						if (!option.equals(item.get("_option").s())) {
							return item;
						}
						Map<String, AttributeValue> changed = new HashMap<>(item);
						changed.put("odd", value);
						return changed;
					}).toList()).build());
	}

	@ParameterizedTest
	@MethodSource("malformed")
	void aMalformedItem(AttributeValue value, CapturedOutput output) {
		SimpleModeApplication application = run();
		this.table.put("prod", "cache", Map.of("size", 7));
		malform(application, "db", value);
		readIndex(application);
		readIndex(application);
		assertThat(look(application, "cache.size")).isEqualTo("7");
		assertThat(application.runtime().stores().current().names()).contains("db.host");
		assertThat(application.runtime().stores().status().isStale()).isFalse();
		assertThat(application.runtime().isStale()).isTrue();
		assertThat(output).containsOnlyOnce("The last values of option 'db' stay until it is corrected: Key 'odd' has")
			.containsOnlyOnce("store 'prod', option 'db'")
			.doesNotContain("s3cr3t", "Reloading failed");
		application.requests().heal();
		readIndex(application);
		assertThat(application.runtime().isStale()).isFalse();
		assertThat(output)
			.containsOnlyOnce("Option 'db' of table '" + this.table.name() + "', store 'prod' can be used again");
	}

	@Test
	void aMalformedItemThatIsNew(CapturedOutput output) {
		SimpleModeApplication application = run();
		this.table.put("prod", "new", Map.of("host", "x"));
		this.table.put("prod", "cache", Map.of("size", 7));
		malform(application, "new", AttributeValue.builder().build());
		readIndex(application);
		readIndex(application);
		assertThat(look(application, "cache.size")).isEqualTo("7");
		assertThat(look(application, "new.host")).isNull();
		assertThat(output).containsOnlyOnce("Option 'new' is left out until it is corrected: Key 'odd' has a type");
		this.table.delete("prod", "new");
		readIndex(application);
		assertThat(application.runtime().isStale()).as("nothing is left out any more").isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.config.import=config-store:", "spring.cloud.bootstrap.enabled=true" })
	void aValueThatCannotBeDecrypted(String door, CapturedOutput output) {
		String cipher = "{cipher}" + new EncryptorFactory("deadbeef").create("secret").encrypt("one");
		this.table.put("prod", "db", Map.of("host", cipher));
		SimpleModeApplication application = run("encrypt.key=secret", door);
		this.table.put("prod", "db", Map.of("host", "{cipher}nonsense"));
		this.table.put("prod", "new", Map.of("host", "{cipher}nonsense", "port", 1));
		this.table.put("prod", "cache", Map.of("size", 7));
		readIndex(application);
		readIndex(application);
		assertThat(look(application, "cache.size")).isEqualTo("7");
		assertThat(look(application, "db.host")).as("its last value").isEqualTo("one");
		assertThat(look(application, "new.port")).as("an option is used as a whole").isNull();
		assertThat(application.runtime().stores().status().rejected()).isNull();
		assertThat(application.runtime().isStale()).isTrue();
		assertThat(output).containsOnlyOnce(
				"The last values of option 'db' stay until it is corrected: The value of key 'host' cannot be decrypted: check 'encrypt.*'")
			.containsOnlyOnce(
					"Option 'new' is left out until it is corrected: The value of key 'host' cannot be decrypted")
			.doesNotContain("nonsense", "A candidate was rejected");
		this.table.put("prod", "db", Map.of("host", "two"));
		this.table.put("prod", "new", Map.of("host", "three"));
		readIndex(application);
		assertThat(look(application, "db.host")).isEqualTo("two");
		assertThat(look(application, "new.host")).isEqualTo("three");
		assertThat(application.runtime().isStale()).isFalse();
		assertThat(output).containsOnlyOnce("Option 'new' of table").containsOnlyOnce("Option 'db' of table");
	}

	/** What is left out is no change, and does not become one at each read. */
	@Test
	void changesNothingAsLongAsNothingElseDiffers() {
		SimpleModeApplication application = run();
		this.table.put("prod", "new", Map.of("host", "{cipher}nonsense"));
		readIndex(application);
		Object before = application.runtime().stores().current();
		Object lastChange = application.runtime().stores().status().lastChange();
		readIndex(application);
		assertThat(application.runtime().stores().current()).isSameAs(before);
		assertThat(application.runtime().stores().status().lastChange()).isEqualTo(lastChange);
	}

	/** Text is text here: a bean that cannot take it is no matter of the index. */
	@Test
	void aValueOfAnotherTypeThanABeanHas(CapturedOutput output) {
		this.table.put("prod", "db", Map.of("host", "one", "port", 1));
		SimpleModeApplication application = run();
		this.table.put("prod", "db", Map.of("host", Map.of("nested", "one"), "port", "many"));
		this.table.put("prod", "cache", Map.of("size", 7));
		readIndex(application);
		assertThat(look(application, "cache.size")).isEqualTo("7");
		assertThat(look(application, "db.port")).isEqualTo("many");
		assertThat(look(application, "db.host.nested")).isEqualTo("one");
		assertThat(application.runtime().isStale()).isFalse();
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void aMalformedVersionItem(CapturedOutput output) {
		this.table.put("prod", "large", Map.of("text", "x".repeat(5_000)));
		this.table.put("prod#meta", "version", Map.of("n", "none", "token", 7, "log", "nothing", "at", "now"));
		SimpleModeApplication application = run();
		this.table.put("prod#meta", "version", Map.of("n", "one", "token", true, "log", List.of("a"), "at", 7));
		this.table.put("prod", "cache", Map.of("size", 7));
		readIndex(application);
		assertThat(look(application, "cache.size")).isEqualTo("7");
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void ofEachOfSeveralStores(CapturedOutput output) {
		this.table.put("base", "mail", Map.of("from", "me"));
		SimpleModeApplication application = run("config-store.store=base,prod");
		this.table.put("base", "mail", Map.of("from", "{cipher}nonsense"));
		this.table.put("prod", "mail", Map.of("to", "you"));
		this.table.put("base", "cache", Map.of("size", 7));
		readIndex(application);
		assertThat(look(application, "cache.size")).isEqualTo("7");
		assertThat(look(application, "mail.to")).isEqualTo("you");
		assertThat(look(application, "mail.from")).isEqualTo("me");
		assertThat(output).containsOnlyOnce("The last values of option 'mail' stay").contains("no key is configured");
	}

	/** Whoever asks gets the error, and all or nothing. */
	@Test
	void failsWhatIsRequestedAsAWhole() {
		SimpleModeApplication application = run();
		this.table.put("prod", "new", Map.of("host", "{cipher}nonsense"));
		this.table.put("prod", "cache", Map.of("size", 7));
		assertThatExceptionOfType(CandidateRejectedException.class)
			.isThrownBy(() -> application.runtime().stores().reload())
			.withMessageContaining("option 'new'");
		malform(application, "cache", AttributeValue.builder().build());
		assertThatExceptionOfType(MalformedItemException.class)
			.isThrownBy(() -> application.runtime().stores().reload())
			.withMessageContaining("option 'cache'");
		assertThat(look(application, "cache.size")).isNull();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableConfigurationProperties(Db.class)
	static class Configuration {

	}

	@ConfigurationProperties("db")
	static class Db {

		private int port;

		int getPort() {
			return this.port;
		}

		void setPort(int port) {
			this.port = port;
		}

	}

}
