package dev.configstore.spring.simple;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.configstore.model.ReloadSchedule;
import dev.configstore.spring.ConfigStoreOrigin;
import dev.configstore.spring.env.ConfigStorePropertySource;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.context.encrypt.EncryptorFactory;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class SimpleModeFreshnessTests {

	private final EmbeddedTable table;

	SimpleModeFreshnessTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one", "port", 1, "hosts", List.of("a", "b", "c")));
	}

	private @org.jspecify.annotations.Nullable SimpleModeApplication application;

	private SimpleModeApplication run(String... properties) {
		SimpleModeApplication application = SimpleModeApplication.run(this.table, properties);
		this.application = application;
		application.requests().drain();
		return application;
	}

	@AfterEach
	void close() {
		if (this.application != null) {
			this.application.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.config.import=config-store:", "spring.cloud.bootstrap.enabled=true" })
	void readsOneOptionForAHeldPropertyAndNothingForAnyOther(String door) {
		SimpleModeApplication application = run(door);
		assertThat(application.environment().getProperty("db.host")).isEqualTo("one");
		assertThat(application.requests().drain()).containsExactly("GetItem prod/db strong");
		assertThat(application.environment().getProperty("db.nothing")).isNull();
		assertThat(application.environment().getProperty("DB_HOST")).isNull();
		assertThat(application.requests().drain()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.config.import=config-store:", "spring.cloud.bootstrap.enabled=true" })
	void bindsAListWithOneReadAnElement(String door) {
		SimpleModeApplication application = run(door);
		Binder binder = Binder.get(application.environment());
		assertThat(binder.bind("db.hosts", Bindable.listOf(String.class)).get()).containsExactly("a", "b", "c");
		assertThat(application.requests().drain()).hasSize(3).containsOnly("GetItem prod/db strong");
		assertThat(binder.bind("nothing", Bindable.mapOf(String.class, String.class)).isBound()).isFalse();
		assertThat(application.requests().drain()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.config.import=config-store:", "spring.cloud.bootstrap.enabled=true" })
	void seesEachEditAtTheNextLookUp(String door) {
		SimpleModeApplication application = run(door);
		this.table.putKey("prod", "db", "host", "two");
		assertThat(application.environment().getProperty("db.host")).isEqualTo("two");
		this.table.removeKey("prod", "db", "host");
		assertThat(application.environment().getProperty("db.host")).isNull();
		assertThat(application.environment().containsProperty("db.host")).isFalse();
		this.table.putKey("prod", "db", "user", "new");
		assertThat(application.environment().getProperty("db.port")).isEqualTo("1");
		assertThat(application.environment().getProperty("db.user")).isEqualTo("new");
		this.table.putKey("prod", "db", "hosts", List.of("z"));
		assertThat(Binder.get(application.environment()).bind("db.hosts", Bindable.listOf(String.class)).get())
			.containsExactly("z");
		this.table.delete("prod", "db");
		assertThat(application.environment().getProperty("db.port")).isNull();
		application.requests().drain();
		assertThat(application.environment().getProperty("db.user")).isNull();
		assertThat(application.requests().drain()).isEmpty();
	}

	@Test
	void findsANewOptionWhenTheIndexIsReadAgain() {
		SimpleModeApplication application = run();
		this.table.put("prod", "cache", Map.of("size", 7));
		assertThat(application.environment().getProperty("cache.size")).isNull();
		application.runtime().stores().reload();
		assertThat(application.requests().drain()).containsExactly("Query prod strong");
		assertThat(application.environment().getProperty("cache.size")).isEqualTo("7");
		assertThat(application.requests().drain()).containsExactly("GetItem prod/cache strong");
	}

	@Test
	void findsANewOptionByItself() {
		SimpleModeApplication application = run("config-store.update-interval=50ms");
		this.table.put("prod", "cache", Map.of("size", 7));
		org.awaitility.Awaitility.await()
			.untilAsserted(() -> assertThat(application.environment().getProperty("cache.size")).isEqualTo("7"));
	}

	/** The loss guard has nothing to protect here: look-ups show the loss at once. */
	@Test
	void findsANewOptionWhenMostOthersAreDeleted() {
		this.table.put("prod", "one", Map.of("key", "1"));
		this.table.put("prod", "two", Map.of("key", "2"));
		SimpleModeApplication application = run();
		this.table.delete("prod", "one");
		this.table.delete("prod", "two");
		this.table.put("prod", "late", Map.of("key", "new"));
		application.runtime().stores().poll(new ReloadSchedule(Duration.ofHours(1), Duration.ofHours(1), 1));
		assertThat(application.environment().getProperty("late.key")).isEqualTo("new");
		assertThat(application.environment().getProperty("one.key")).isNull();
		assertThat(application.runtime().stores().status().rejected()).isNull();
	}

	@Test
	void readsBelowAPrefix() {
		SimpleModeApplication application = run("config-store.prefix=remote");
		this.table.putKey("prod", "db", "host", "two");
		assertThat(application.environment().getProperty("remote.db.host")).isEqualTo("two");
		assertThat(application.environment().getProperty("db.host")).isNull();
		assertThat(application.requests().drain()).containsExactly("GetItem prod/db strong");
	}

	@Test
	void readsTheStoreThatWinsAndWhatShowsBehindIt() {
		this.table.put("base", "db", Map.of("host", "base", "timeout", 5));
		SimpleModeApplication application = run("config-store.store=base,prod");
		assertThat(application.environment().getProperty("db.host")).isEqualTo("one");
		assertThat(application.environment().getProperty("db.timeout")).isEqualTo("5");
		assertThat(application.requests().drain()).hasSize(2);
		this.table.putKey("base", "db", "host", "base two");
		this.table.removeKey("prod", "db", "host");
		assertThat(application.environment().getProperty("db.host")).isEqualTo("base two");
		assertThat(application.requests().drain()).hasSize(2);
		assertThat(application.environment().getProperty("db.host")).isEqualTo("base two");
		assertThat(application.requests().drain()).hasSize(1);
	}

	@Test
	void readsSeveralLocations() {
		this.table.put("extra", "mail", Map.of("from", "me"));
		SimpleModeApplication application = run(
				"spring.config.import=config-store:prod,config-store:extra?prefix=more");
		this.table.putKey("extra", "mail", "from", "you");
		this.table.putKey("prod", "db", "host", "two");
		assertThat(application.environment().getProperty("more.mail.from")).isEqualTo("you");
		assertThat(application.environment().getProperty("db.host")).isEqualTo("two");
		assertThat(application.requests().drain()).containsExactly("GetItem extra/mail strong",
				"GetItem prod/db strong");
	}

	@Test
	void readsTheKeyThatShowsWhenTheOneThatClashedIsGone() {
		this.table.put("prod", "a", Map.of("b.c", "short"));
		this.table.put("prod", "a.b", Map.of("c", "long"));
		SimpleModeApplication application = run();
		assertThat(application.environment().getProperty("a.b.c")).isEqualTo("long");
		this.table.delete("prod", "a.b");
		this.table.put("prod", "a", Map.of("b.c", "short two"));
		assertThat(application.environment().getProperty("a.b.c")).isEqualTo("short two");
	}

	@Test
	void dropsNamesAStoreCannotSet() {
		SimpleModeApplication application = run();
		this.table.put("prod", "db", Map.of("host", "one"));
		this.table.put("prod", "spring", Map.of("profiles.active", "evil", "application.name", "fine"));
		application.runtime().stores().reload();
		application.requests().drain();
		assertThat(application.environment().getProperty("spring.application.name")).isEqualTo("fine");
		assertThat(application.environment().getProperty("spring.profiles.active")).isNull();
		assertThat(application.requests().drain()).containsExactly("GetItem prod/spring strong");
	}

	@Test
	void decryptsWhatItReads() {
		EncryptorFactory keys = new EncryptorFactory("deadbeef");
		this.table.put("prod", "db", Map.of("password", "{cipher}" + keys.create("secret").encrypt("one")));
		SimpleModeApplication application = run("encrypt.key=secret");
		assertThat(application.environment().getProperty("db.password")).isEqualTo("one");
		this.table.putKey("prod", "db", "password", "{cipher}" + keys.create("secret").encrypt("two"));
		assertThat(application.environment().getProperty("db.password")).isEqualTo("two");
		assertThat(application.requests().drain()).containsExactly("GetItem prod/db strong", "GetItem prod/db strong");
		this.table.putKey("prod", "db", "password", "{cipher}nonsense");
		assertThat(application.environment().getProperty("db.password")).isEqualTo("two");
		assertThat(application.runtime().simpleMode().staleSince()).isNotNull();
		this.table.putKey("prod", "db", "password", "plain");
		assertThat(application.environment().getProperty("db.password")).isEqualTo("plain");
		assertThat(application.runtime().simpleMode().staleSince()).isNull();
	}

	@Test
	void saysWhereAPropertyStands() {
		SimpleModeApplication application = run();
		assertThat(Binder.get(application.environment()).bind("db.host", String.class).get()).isEqualTo("one");
		ConfigStorePropertySource source = (ConfigStorePropertySource) application.environment()
			.getPropertySources()
			.stream()
			.filter(ConfigStorePropertySource.class::isInstance)
			.findFirst()
			.orElseThrow();
		assertThat(source.getOrigin("db.host"))
			.isEqualTo(new ConfigStoreOrigin(this.table.name(), "prod", "db", "host", null));
	}

}
